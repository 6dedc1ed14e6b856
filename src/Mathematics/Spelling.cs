namespace Adjoint;

/// <summary>What somebody who mistyped a word may have meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate that is nearest to the word, or that it abbreviates; null if none is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        // Of a word of two letters every other one is near.
        var limit = word.Length < 3 ? 0 : Math.Max(1, (word.Length + 1) / 3);
        return candidates
            .Select(c => (Candidate: c, Distance: c.StartsWith(word, StringComparison.OrdinalIgnoreCase) && word.Length > 1 ? 0 : Distance(word, c)))
            .Where(c => c.Distance <= limit)
            .OrderBy(c => c.Distance).ThenBy(c => c.Candidate, StringComparer.Ordinal)
            .Select(c => c.Candidate)
            .FirstOrDefault();
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other, regardless of case.</summary>
    /// <remarks>The optimal string alignment distance of Damerau and Levenshtein. Words above 64 characters are infinitely far from all others.</remarks>
    public static int Distance(string from, string to)
    {
        if (from.Length > 64 || to.Length > 64)
        {
            return int.MaxValue;
        }

        var d = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var change = Same(from[i - 1], to[j - 1]) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[from.Length, to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
