using System.Globalization;

namespace Adjoint.Cli.Grading;

/// <summary>What a process and all below it take, as <c>/proc</c> says.</summary>
internal static class ProcessTree
{
    /// <summary>The bytes of memory that belong to the processes below one, and to it.</summary>
    public static long Memory(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            // The name in brackets may hold anything; what follows its last one is the state and then the parent.
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(folder, "stat") is { } stat
                && stat.LastIndexOf(')') is > 0 and var end && stat[(end + 1)..].Split(' ', 4, StringSplitOptions.RemoveEmptyEntries) is [_, var parent, ..])
            {
                parents[id] = int.Parse(parent, CultureInfo.InvariantCulture);
            }
        }

        return parents.Keys.Where(id => IsBelow(id, root, parents)).Sum(Own);
    }

    private static bool IsBelow(int id, int root, Dictionary<int, int> parents)
    {
        for (var steps = 0; steps <= parents.Count; steps++)
        {
            if (id == root)
            {
                return true;
            }

            if (!parents.TryGetValue(id, out id))
            {
                return false;
            }
        }

        return false;
    }

    private static long Own(int id) => Read($"/proc/{id.ToString(CultureInfo.InvariantCulture)}", "status") is { } status
        ? status.Split('\n').Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(':', 2)[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture) << 10)
        : 0;

    private static string? Read(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
