namespace Adjoint.Tensors;

/// <summary>How many entries lie in each of some intervals of equal length from <paramref name="From"/> to <paramref name="To"/>, closed on the left, the last on both sides.</summary>
/// <param name="From">The left side of the first interval.</param>
/// <param name="To">The right side of the last.</param>
/// <param name="Counts">The finite entries in each; of a sample, those of the sample.</param>
/// <param name="SampleSize">The entries that were looked at.</param>
/// <param name="IsSampled">Whether these are a sample, one from each of as many stretches of equal length, and not all.</param>
public sealed record TensorHistogram(double From, double To, IReadOnlyList<long> Counts, long SampleSize, bool IsSampled)
{
    private const int MostBins = 48;

    /// <summary>The histogram of values between two finite bounds; what is not finite is left out. Each value counts as often as it is repeated.</summary>
    internal static TensorHistogram Of(ReadOnlySpan<double> sample, double min, double max, bool areIntegers, bool isSampled, long repeats = 1)
    {
        if (!(min <= max))
        {
            return new(0, 0, [], sample.Length, isSampled);
        }

        var bins = areIntegers && max - min < MostBins ? (int)(max - min) + 1 : min == max ? 1 : (int)Math.Clamp(Math.Sqrt(sample.Length), 8, MostBins);
        var (from, to) = areIntegers && max - min < MostBins ? (min - 0.5, max + 0.5) : (min, max);

        // Halves: the difference of two doubles can be infinite.
        var (half, counts) = (from / 2, new long[bins]);
        var factor = to > from ? bins / ((to / 2) - half) : 0;
        foreach (var value in sample)
        {
            // What is not finite is not between the bounds.
            if (value >= min && value <= max)
            {
                counts[Math.Min((int)(((value * 0.5) - half) * factor), bins - 1)] += repeats;
            }
        }

        return new(from, to, counts, sample.Length, isSampled);
    }
}
