namespace Adjoint.Notation;

/// <summary>Which of n lines are shown: the first <see cref="Head"/>, a line of dots, the last <see cref="Tail"/>; or all n.</summary>
/// <param name="Count">n.</param>
/// <param name="Head">Lines before the dots; n when nothing is elided.</param>
/// <param name="Tail">Lines after the dots; 0 when nothing is elided.</param>
public readonly record struct Elision(int Count, int Head, int Tail)
{
    /// <summary>Whether lines are left out.</summary>
    public bool IsElided => Head + Tail < Count;

    /// <summary>Lines to draw, the dots counted in.</summary>
    public int Visible => IsElided ? Head + 1 + Tail : Count;

    /// <summary>All n lines if n ≤ <paramref name="limit"/>, else <paramref name="limit"/> lines with dots among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative or the limit below 3.</exception>
    public static Elision Of(int count, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 3);
        return count <= limit ? new(count, count, 0) : new(count, limit / 2, limit - 1 - (limit / 2));
    }

    /// <summary>The index among the n lines of the visible line <paramref name="line"/>; −1 for the dots.</summary>
    public int IndexOf(int line) => line < Head ? line : IsElided && line == Head ? -1 : Count - (Visible - line);

    /// <summary>The numbers of visible lines before the separators that stand after the first k of all n lines, k in <paramref name="after"/>; none for k ≤ 0 and k ≥ n. Dots that stand for both sides go before.</summary>
    public IReadOnlyList<int> Shown(IReadOnlyList<int> after)
    {
        if (after.Count == 0)
        {
            return [];
        }

        var (count, head, tail, visible) = (Count, Head, Tail, Visible);
        return [.. after.Where(k => k > 0 && k < count).Select(k => k <= head ? k : k <= count - tail ? head + 1 : visible - (count - k)).Where(k => k < visible).Distinct().Order()];
    }
}
