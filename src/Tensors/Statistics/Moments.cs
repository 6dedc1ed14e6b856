using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Adjoint.Tensors.Statistics;

/// <summary>Mean, sum of squared deviations, extremes and counts of some numbers.</summary>
/// <remarks>
/// A block of numbers is summed relative to one of its own finite numbers, x₀: Σ(x−x₀) and Σ(x−x₀)² in double, so that 10⁸ ± 1 loses nothing. Blocks are joined by
/// T. F. Chan, G. H. Golub and R. J. LeVeque, <i>Updating formulae and a pairwise algorithm for computing sample variances</i>, 1979.
/// </remarks>
internal struct Moments
{
    /// <summary>Finite numbers.</summary>
    public long Finite;

    /// <summary>Numbers that are NaN.</summary>
    public long NotNumbers;

    /// <summary>Numbers that are ∞.</summary>
    public long PositiveInfinities;

    /// <summary>Numbers that are −∞.</summary>
    public long NegativeInfinities;

    /// <summary>Numbers that are 0.</summary>
    public long Zeros;

    /// <summary>The mean of the finite ones.</summary>
    public double Mean;

    /// <summary>Σ(x − mean)² over the finite ones.</summary>
    public double Squares;

    /// <summary>The least finite one.</summary>
    public double Min = double.PositiveInfinity;

    /// <summary>The greatest finite one.</summary>
    public double Max = double.NegativeInfinity;

    /// <summary>The least integer, where the numbers are 64-bit integers.</summary>
    public long LeastInteger = long.MaxValue;

    /// <summary>The greatest integer, where the numbers are 64-bit integers.</summary>
    public long GreatestInteger = long.MinValue;

    public Moments()
    {
    }

    /// <summary>The moments of both.</summary>
    public void Join(in Moments other)
    {
        NotNumbers += other.NotNumbers;
        PositiveInfinities += other.PositiveInfinities;
        NegativeInfinities += other.NegativeInfinities;
        Zeros += other.Zeros;
        LeastInteger = Math.Min(LeastInteger, other.LeastInteger);
        GreatestInteger = Math.Max(GreatestInteger, other.GreatestInteger);
        if (other.Finite == 0)
        {
            return;
        }

        var n = Finite + other.Finite;
        var difference = other.Mean - Mean;
        var share = (double)other.Finite / n;
        Mean = Finite == 0 ? other.Mean : Mean + (difference * share);
        Squares = Finite == 0 ? other.Squares : Squares + other.Squares + (difference * difference * Finite * share);
        (Min, Max, Finite) = (Math.Min(Min, other.Min), Math.Max(Max, other.Max), n);
    }

    /// <summary>The moments of a block of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments Of(ReadOnlySpan<float> block)
    {
        var moments = new Moments();
        var first = 0;
        while (first < block.Length && !float.IsFinite(block[first]))
        {
            first++;
        }

        if (first == block.Length)
        {
            moments.CountOthers(block);
            return moments;
        }

        var origin = block[first];
        var (infinity, replacement, start) = (new Vector<float>(float.PositiveInfinity), new Vector<float>(origin), new Vector<double>(origin));
        var (least, greatest, finite, zeros) = (replacement, replacement, Vector<int>.Zero, Vector<int>.Zero);
        var (sum, sum2, squares, squares2) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(block);
        foreach (var read in vectors)
        {
            var isFinite = Vector.LessThan(Vector.Abs(read), infinity);
            finite -= isFinite;
            zeros -= Vector.Equals(read, Vector<float>.Zero);
            var x = Vector.ConditionalSelect(isFinite, read, replacement);
            least = Vector.MinNative(least, x);
            greatest = Vector.MaxNative(greatest, x);
            Vector.Widen(x, out var low, out var high);
            low -= start;
            high -= start;
            sum += low;
            sum2 += high;
            squares = Vector.FusedMultiplyAdd(low, low, squares);
            squares2 = Vector.FusedMultiplyAdd(high, high, squares2);
        }

        var (n, total, square, min, max) = ((long)Vector.Sum(finite), Vector.Sum(sum + sum2), Vector.Sum(squares + squares2), origin, origin);
        moments.Zeros = Vector.Sum(zeros);
        for (var i = 0; i < Vector<float>.Count; i++)
        {
            (min, max) = (Math.Min(min, least[i]), Math.Max(max, greatest[i]));
        }

        foreach (var x in block[(vectors.Length * Vector<float>.Count)..])
        {
            moments.Zeros += x == 0 ? 1 : 0;
            if (float.IsFinite(x))
            {
                var d = (double)x - origin;
                (n, total, square, min, max) = (n + 1, total + d, square + (d * d), Math.Min(min, x), Math.Max(max, x));
            }
        }

        moments.Set(n, origin, total, square, min, max);
        if (n < block.Length)
        {
            moments.CountOthers(block);
        }

        return moments;
    }

    /// <summary>The moments of a block of doubles; mean and squares are those of <paramref name="scale"/>·x, a power of two that keeps them from overflowing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Moments Of(ReadOnlySpan<double> block, double scale)
    {
        var moments = new Moments();
        var first = 0;
        while (first < block.Length && !double.IsFinite(block[first]))
        {
            first++;
        }

        if (first == block.Length)
        {
            moments.CountOthers(block);
            return moments;
        }

        var origin = block[first];
        var (infinity, replacement, start, factor) = (new Vector<double>(double.PositiveInfinity), new Vector<double>(origin), new Vector<double>(origin * scale), new Vector<double>(scale));
        var (least, greatest, finite, zeros) = (replacement, replacement, Vector<long>.Zero, Vector<long>.Zero);
        var (sum, squares) = (Vector<double>.Zero, Vector<double>.Zero);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(block);
        foreach (var read in vectors)
        {
            var isFinite = Vector.LessThan(Vector.Abs(read), infinity);
            finite -= isFinite;
            zeros -= Vector.Equals(read, Vector<double>.Zero);
            var x = Vector.ConditionalSelect(isFinite, read, replacement);
            least = Vector.MinNative(least, x);
            greatest = Vector.MaxNative(greatest, x);
            x = (x * factor) - start;
            sum += x;
            squares = Vector.FusedMultiplyAdd(x, x, squares);
        }

        var (n, total, square, min, max) = (Vector.Sum(finite), Vector.Sum(sum), Vector.Sum(squares), origin, origin);
        moments.Zeros = Vector.Sum(zeros);
        for (var i = 0; i < Vector<double>.Count; i++)
        {
            (min, max) = (Math.Min(min, least[i]), Math.Max(max, greatest[i]));
        }

        foreach (var x in block[(vectors.Length * Vector<double>.Count)..])
        {
            moments.Zeros += x == 0 ? 1 : 0;
            if (double.IsFinite(x))
            {
                var d = (x * scale) - (origin * scale);
                (n, total, square, min, max) = (n + 1, total + d, square + (d * d), Math.Min(min, x), Math.Max(max, x));
            }
        }

        moments.Set(n, origin * scale, total, square, min, max);
        if (n < block.Length)
        {
            moments.CountOthers(block);
        }

        return moments;
    }

    private void Set(long n, double origin, double total, double square, double min, double max)
    {
        (Finite, Min, Max) = (n, min, max);
        Mean = origin + (total / n);
        Squares = Math.Max(0, square - (total * (total / n)));
    }

    private void CountOthers(ReadOnlySpan<float> block)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(block);
        var (nan, positive, negative, infinity) = (Vector<int>.Zero, Vector<int>.Zero, Vector<int>.Zero, new Vector<float>(float.PositiveInfinity));
        foreach (var x in vectors)
        {
            nan += Vector.Equals(x, x);
            positive -= Vector.Equals(x, infinity);
            negative -= Vector.Equals(x, -infinity);
        }

        NotNumbers += (vectors.Length * Vector<float>.Count) + Vector.Sum(nan);
        PositiveInfinities += Vector.Sum(positive);
        NegativeInfinities += Vector.Sum(negative);
        foreach (var x in block[(vectors.Length * Vector<float>.Count)..])
        {
            CountOther(x);
        }
    }

    private void CountOthers(ReadOnlySpan<double> block)
    {
        foreach (var x in block)
        {
            CountOther(x);
        }
    }

    private void CountOther(double x)
    {
        NotNumbers += double.IsNaN(x) ? 1 : 0;
        PositiveInfinities += x == double.PositiveInfinity ? 1 : 0;
        NegativeInfinities += x == double.NegativeInfinity ? 1 : 0;
    }
}
