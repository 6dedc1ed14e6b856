using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace Adjoint.Extension;

/// <summary>What a host reads of an add-on before it loads it: the file <c>addon.json</c> in a folder of its own.</summary>
/// <param name="Name">One word.</param>
/// <param name="Assembly">The path of its assembly.</param>
/// <param name="Entry">The full name of a type with a static property <c>AddOn</c>.</param>
/// <param name="References">The paths of the assemblies that cells compile against, <paramref name="Assembly"/> among them.</param>
/// <param name="Triggers">Words; a cell that has one of them needs the add-on.</param>
public sealed record AddOnManifest(string Name, string Assembly, string Entry, IReadOnlyList<string> References, IReadOnlyList<string> Triggers)
{
    /// <summary>The packages whose place the add-on takes, with their versions: a cell that refers to one of them gets the add-on's own.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; init; } = new Dictionary<string, string>();

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal);

    /// <summary>The add-ons in the folders of a folder, in the order of their names. One whose manifest cannot be read is left out; <paramref name="faults"/> says which, and why.</summary>
    /// <param name="folder">Such as the folder <c>addons</c> beside the tool. It need not exist.</param>
    /// <param name="faults">One sentence for each that cannot be used.</param>
    public static IReadOnlyList<AddOnManifest> In(string folder, out IReadOnlyList<string> faults)
    {
        var manifests = new List<AddOnManifest>();
        var wrong = new List<string>();
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(f => Path.Combine(f, "addon.json")).Where(File.Exists) : [])
        {
            try
            {
                manifests.Add(Read(file));
            }
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                wrong.Add($"{file} is no manifest of an add-on: {fault.Message}");
            }
        }

        faults = wrong;
        return manifests;
    }

    /// <summary>Whether a text has one of the triggers, as words of their own.</summary>
    public bool IsMentionedIn(string text)
    {
        foreach (var trigger in Triggers)
        {
            for (var i = text.IndexOf(trigger, StringComparison.Ordinal); i >= 0; i = text.IndexOf(trigger, i + 1, StringComparison.Ordinal))
            {
                var end = i + trigger.Length;
                if ((i == 0 || !IsPartOfWord(text[i - 1]) || !IsPartOfWord(trigger[0])) && (end == text.Length || !IsPartOfWord(text[end])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Loads the assembly. What it needs in turn is found beside it.</summary>
    /// <exception cref="CommandException">It cannot be loaded, or has no such entry.</exception>
    public AddOn Load()
    {
        lock (Gate)
        {
            var folder = Path.GetDirectoryName(Assembly)!;
            if (Folders.Add(folder))
            {
                AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(folder, $"{name.Name}.dll") is var path && File.Exists(path)
                    ? context.LoadFromAssemblyPath(path)
                    : null;
            }
        }

        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyPath(Assembly).GetType(Entry)?.GetProperty(nameof(AddOn), BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as AddOn
                ?? throw new CommandException($"The add-on {Name} cannot be loaded: {Path.GetFileName(Assembly)} has no {Entry}.AddOn.");
        }
        catch (Exception fault) when (fault is IOException or BadImageFormatException or UnauthorizedAccessException or TargetInvocationException)
        {
            throw new CommandException($"The add-on {Name} cannot be loaded: {(fault.InnerException ?? fault).Message.Split('\n')[0].Trim()}");
        }
    }

    private static AddOnManifest Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string Text(string name) => root.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null");
        IEnumerable<string> Texts(string name) => root.GetProperty(name).EnumerateArray().Select(t => t.GetString() ?? throw new JsonException($"{name} has a null"));
        var assembly = Path.Combine(folder, Text("assembly"));
        return new(Text("name"), assembly, Text("entry"), [assembly, .. Texts("references").Select(r => Path.Combine(folder, r))], [.. Texts("triggers").Where(t => t.Length > 0)])
        {
            Packages = root.TryGetProperty("packages", out var packages)
                ? packages.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? throw new JsonException($"{p.Name} is null"), StringComparer.OrdinalIgnoreCase)
                : new Dictionary<string, string>(),
        };
    }

    private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
