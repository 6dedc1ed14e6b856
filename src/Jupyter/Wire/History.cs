using System.IO.Enumeration;

namespace Adjoint.Jupyter.Wire;

/// <summary>The cells of this session, for <c>history_request</c>. Nothing is kept on disk: a notebook is its own record.</summary>
internal sealed class History
{
    private const int Most = 10_000;
    private readonly List<Entry> entries = [];
    private readonly Lock gate = new();

    /// <summary>One executed cell.</summary>
    public sealed record Entry(int Number, string Source, string? Output);

    public void Add(Entry entry)
    {
        lock (gate)
        {
            entries.Add(entry);
            if (entries.Count > Most)
            {
                entries.RemoveRange(0, Most / 10);
            }
        }
    }

    /// <summary>The last n cells.</summary>
    public IReadOnlyList<Entry> Tail(int n)
    {
        lock (gate)
        {
            return [.. entries.TakeLast(Math.Max(0, n))];
        }
    }

    /// <summary>Cells whose number is at least <paramref name="start"/> and below <paramref name="stop"/>.</summary>
    public IReadOnlyList<Entry> Range(int start, int stop)
    {
        lock (gate)
        {
            return [.. entries.Where(e => e.Number >= start && e.Number < stop)];
        }
    }

    /// <summary>The last n cells that match a pattern with <c>*</c> and <c>?</c>; each text once if <paramref name="unique"/>.</summary>
    public IReadOnlyList<Entry> Search(string pattern, int n, bool unique)
    {
        lock (gate)
        {
            var found = entries.Where(e => FileSystemName.MatchesSimpleExpression(pattern, e.Source, ignoreCase: false)).Reverse();
            return [.. (unique ? found.DistinctBy(e => e.Source) : found).Take(Math.Max(0, n)).Reverse()];
        }
    }
}
