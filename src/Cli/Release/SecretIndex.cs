namespace Adjoint.Cli.Release;

/// <summary>Many texts, looked for at once: those that begin like a place in a text, by the rolling hash of their first characters (Rabin and Karp), are compared there.</summary>
/// <param name="least">The length of the shortest text that is looked for.</param>
internal sealed class SecretIndex(int least)
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly Dictionary<ulong, List<(string Text, Secret Secret)>> byStart = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Looks for a text from now on, unless it is too short to mean anything.</summary>
    public void Add(string text, Secret secret)
    {
        if (text.Length < least || !known.Add(text))
        {
            return;
        }

        var hash = 0UL;
        for (var i = 0; i < least; i++)
        {
            hash = (hash * Multiplier) + text[i];
        }

        if (!byStart.TryGetValue(hash, out var list))
        {
            byStart[hash] = list = [];
        }

        list.Add((text, secret));
    }

    /// <summary>Looks no more for what stands in a text that everybody may read.</summary>
    public void Forget(string text)
    {
        var found = Find(text).Select(hit => hit.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var list in byStart.Values)
        {
            list.RemoveAll(entry => found.Contains(entry.Text));
        }
    }

    /// <summary>What is found in a text, and where.</summary>
    public IEnumerable<(int Position, string Text, Secret Secret)> Find(string text)
    {
        if (text.Length < least)
        {
            yield break;
        }

        var (hash, power) = (0UL, 1UL);
        for (var i = 0; i < text.Length; i++)
        {
            hash = (hash * Multiplier) + text[i];
            if (i < least)
            {
                power *= Multiplier;
            }
            else
            {
                hash -= power * text[i - least];
            }

            if (i >= least - 1 && byStart.TryGetValue(hash, out var list))
            {
                var start = i - least + 1;
                foreach (var (wanted, secret) in list)
                {
                    if (string.CompareOrdinal(text, start, wanted, 0, wanted.Length) == 0)
                    {
                        yield return (start, wanted, secret);
                    }
                }
            }
        }
    }
}
