using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>The entry of a head at indices, to a power. Indices: 0, 1, … are the form's free ones, from <see cref="FirstBound"/> on the term's bound ones, −k is the number k.</summary>
internal readonly struct IndexFactor(IndexHead head, int[] indices, Rational exponent) : IComparable<IndexFactor>
{
    public const int FirstBound = 1 << 10;

    public IndexHead Head => head;

    public int[] Indices => indices;

    public Rational Exponent => exponent;

    public static bool IsBound(int index) => index >= FirstBound;

    public int CompareTo(IndexFactor other)
    {
        var order = head.CompareTo(other.Head);
        if (order == 0)
        {
            order = exponent.CompareTo(other.Exponent);
        }

        return order == 0 ? indices.AsSpan().SequenceCompareTo(other.Indices) : order;
    }

    /// <summary>Hash code that does not depend on how bound indices are called.</summary>
    public ulong Shape => StableHash.Mix(head.Hash, StableHash.Of(exponent));
}
