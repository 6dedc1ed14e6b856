using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>
/// An expression in index notation, such as 2·Σₖ A[i,k]·x[k]: a sum of terms with the same free indices. It is canonical: like terms are one, and equal forms have equal terms, up to what is
/// still in brackets (<see cref="Expanded"/> opens them).
/// </summary>
internal sealed class IndexForm : IEquatable<IndexForm>
{
    /// <summary>Sorts the terms and adds like ones.</summary>
    public IndexForm(Dimension[] ranges, List<IndexTerm> terms, int[]? axes = null)
    {
        Ranges = ranges;
        Axes = axes ?? Singles(ranges.Length);
        if (terms.Count > 1)
        {
            terms.Sort(static (a, b) => a.CompareTo(b));
            var count = 0;
            for (var i = 0; i < terms.Count; i++)
            {
                if (count > 0 && terms[count - 1].CompareTo(terms[i]) == 0)
                {
                    terms[count - 1] = terms[count - 1].With(terms[count - 1].Coefficient + terms[i].Coefficient);
                }
                else
                {
                    if (count > 0 && terms[count - 1].Coefficient.IsZero)
                    {
                        count--;
                    }

                    terms[count++] = terms[i];
                }
            }

            if (count > 0 && terms[count - 1].Coefficient.IsZero)
            {
                count--;
            }

            terms.RemoveRange(count, terms.Count - count);
        }

        Terms = [.. terms];
        var hash = (ulong)Terms.Length;
        foreach (var range in ranges)
        {
            hash = StableHash.Mix(hash, StableHash.Of(range));
        }

        foreach (var term in Terms)
        {
            hash = StableHash.Mix(hash, StableHash.Mix(term.Hash, StableHash.Of(term.Coefficient)));
            Symbols |= term.Symbols;
        }

        Hash = hash;
    }

    /// <summary>The ranges of the free indices.</summary>
    public Dimension[] Ranges { get; }

    /// <summary>How many free indices each axis of the result has: one, or more if its range is a product such as m·n, the fastest index first.</summary>
    public int[] Axes { get; }

    /// <summary>The terms, in canonical order.</summary>
    public IndexTerm[] Terms { get; }

    public ulong Hash { get; }

    public ulong Symbols { get; }

    public bool IsZero => Terms.Length == 0;

    /// <summary>The number that this is, if it is one.</summary>
    public Rational? Number => Terms.Length == 0 ? Rational.Zero : Terms.Length == 1 && Terms[0].IsNumber ? Terms[0].Coefficient : null;

    /// <summary>A matrix expression in index notation. A product range m·n, as of vec(X), becomes a pair of indices.</summary>
    /// <exception cref="NotSupportedException">It has an operation without index rule, or a product range is read in two ways that do not fit.</exception>
    public static IndexForm Of(MatrixTerm term) => IndexLowering.Lower(term);

    /// <summary>Whether two expressions are equal by the laws of index notation; false if that is not decided.</summary>
    public static bool AreEqual(MatrixTerm a, MatrixTerm b)
    {
        if (!a.Shape.Equals(b.Shape))
        {
            return false;
        }

        try
        {
            return a.Equals(b) || IndexLowering.LowerDifference(a, b) is { } difference && (difference.IsZero || Expansion.IsZero(difference));
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether two forms with the same free indices are equal by the laws of index notation; false if that is not decided.</summary>
    public static bool AreEqual(IndexForm a, IndexForm b) => a.Equals(b) || (a.Ranges.AsSpan().SequenceEqual(b.Ranges) && Expansion.IsZero(a.Plus(b, -1)));

    /// <summary>∂/∂X: the new free indices, those of X, come last.</summary>
    /// <exception cref="NotSupportedException">There is no rule.</exception>
    public IndexForm Differentiate(MatrixVariable variable) => IndexDerivative.Of(this, variable);

    /// <summary>The same entries, with other axes: how many free indices each has.</summary>
    public IndexForm WithAxes(params int[] axes) => new(Ranges, [.. Terms], axes);

    /// <summary>With all brackets opened.</summary>
    public IndexForm Expanded() => Expansion.Of(this);

    /// <summary>This + c·b.</summary>
    public IndexForm Plus(IndexForm b, Rational c)
    {
        var terms = new List<IndexTerm>(Terms);
        foreach (var term in b.Terms)
        {
            terms.Add(term.With(term.Coefficient * c));
        }

        return new(Ranges, terms, Axes);
    }

    /// <summary>c·this.</summary>
    public IndexForm Times(Rational c) => c == 1 ? this : c.IsZero ? new(Ranges, [], Axes) : new(Ranges, [.. Terms.Select(t => t.With(t.Coefficient * c))], Axes);

    /// <summary>The form whose free index map[i] is the free index i of this (−k: the number k).</summary>
    public IndexForm Renamed(int[] map, Dimension[] ranges, bool isExpanding = false)
    {
        var terms = new List<IndexTerm>(Terms.Length);
        foreach (var term in Terms)
        {
            var builder = new ProductBuilder { IsExpanding = isExpanding };
            builder.Multiply(term, map);
            if (builder.Finish() is { } renamed)
            {
                terms.Add(renamed);
            }
        }

        return new(ranges, terms);
    }

    public bool Equals(IndexForm? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Hash != other.Hash || Terms.Length != other.Terms.Length || !Ranges.AsSpan().SequenceEqual(other.Ranges))
        {
            return false;
        }

        for (var i = 0; i < Terms.Length; i++)
        {
            if (Terms[i].Coefficient != other.Terms[i].Coefficient || Terms[i].CompareTo(other.Terms[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as IndexForm);

    public override int GetHashCode() => (int)Hash;

    public override string ToString() => IndexText.Of(this, null);

    private static int[] Singles(int count)
    {
        var axes = new int[count];
        Array.Fill(axes, 1);
        return axes;
    }
}
