using System.Globalization;
using Adjoint.Cli.Commands;

namespace Adjoint.Cli.Release;

/// <summary>What stands between two marks in a cell, as nbgrader has them: <c>### BEGIN SOLUTION</c> and <c>### END SOLUTION</c>, after any comment sign.</summary>
/// <param name="Mark">The word after BEGIN and END.</param>
internal sealed record Region(string Mark)
{
    /// <summary>A solution, in the place of which a learner writes.</summary>
    public static Region Solution { get; } = new("SOLUTION");

    /// <summary>Tests that learners do not see.</summary>
    public static Region HiddenTests { get; } = new("HIDDEN TESTS");

    /// <summary>How a task is marked by hand.</summary>
    public static Region MarkScheme { get; } = new("MARK SCHEME");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Region> All { get; } = [Solution, HiddenTests, MarkScheme];

    /// <summary>The text without the regions, with a line in place of each if one is given, and what stood in them.</summary>
    /// <param name="source">The text of a cell.</param>
    /// <param name="stub">The line, which is set in as far as the region was; null for none.</param>
    /// <param name="where">The cell, for the message.</param>
    /// <exception cref="UsageException">A region has no end, or no beginning.</exception>
    public (string Text, IReadOnlyList<string> Bodies) Cut(string source, string? stub, string where)
    {
        List<string> kept = [];
        List<string> bodies = [];
        List<string>? body = null;
        foreach (var line in source.Split('\n'))
        {
            if (Has(line, "BEGIN"))
            {
                if (body is not null)
                {
                    throw new UsageException($"{where}: BEGIN {Mark} stands within a region that BEGIN {Mark} has begun.");
                }

                body = [];
                if (stub is not null)
                {
                    kept.Add(string.Concat(line.TakeWhile(c => c is ' ' or '\t')) + stub);
                }
            }
            else if (Has(line, "END"))
            {
                bodies.Add(string.Join('\n', body ?? throw new UsageException($"{where}: END {Mark} has no BEGIN {Mark} before it.")));
                body = null;
            }
            else
            {
                (body ?? kept).Add(line);
            }
        }

        return body is null ? (string.Join('\n', kept), bodies) : throw new UsageException($"{where}: BEGIN {Mark} has no END {Mark} after it.");
    }

    /// <summary>Whether a line begins or ends a region.</summary>
    public bool IsMarked(string line) => Has(line, "BEGIN") || Has(line, "END");

    private bool Has(string line, string word) => line.Contains(string.Create(CultureInfo.InvariantCulture, $"{word} {Mark}"), StringComparison.OrdinalIgnoreCase);
}
