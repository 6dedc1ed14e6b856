namespace Adjoint.Tensors.Statistics;

/// <summary>Statistics of a view in which many indices lie at one address, as the windows of <c>unfold</c> do: each address is read once and counts as often as indices lie there.</summary>
/// <remarks>
/// How often is a product of polynomials: a dimension of size n and stride s is 1 + zˢ + … + z⁽ⁿ⁻¹⁾ˢ, and the coefficient at z^k belongs to offset k. A factor is multiplied on by a running sum, so that the
/// cost is the length of the storage times the number of dimensions, however many indices there are.
/// </remarks>
internal static class OverlapPass
{
    private const long Longest = 1 << 26;
    private const int Block = 2048;

    /// <summary>Whether the storage is much shorter than the view, and not too long for a number beside each entry.</summary>
    public static bool IsCheaper(TensorMemory memory) => Length(memory) is var length && length <= Longest && length < memory.Stored / 2;

    /// <summary>The statistics.</summary>
    public static TensorStatistics Of(TensorMemory memory)
    {
        var weights = Weights(memory);
        var (total, finite, mean, squares) = (new Moments(), 0L, 0.0, 0.0);
        var values = new double[weights.Length];
        for (var start = 0; start < values.Length; start += Block)
        {
            Cancellation.Poll();
            memory.Gather(start, 1, values.AsSpan(start, Math.Min(Block, values.Length - start)));
        }

        for (var k = 0; k < values.Length; k++)
        {
            var (x, weight) = (values[k], weights[k]);
            if (weight == 0)
            {
                // A gap between the entries of the view.
                values[k] = double.NaN;
                continue;
            }

            total.Zeros += x == 0 ? weight : 0;
            total.NotNumbers += double.IsNaN(x) ? weight : 0;
            total.PositiveInfinities += x == double.PositiveInfinity ? weight : 0;
            total.NegativeInfinities += x == double.NegativeInfinity ? weight : 0;
            if (double.IsFinite(x))
            {
                finite += weight;
                var difference = x - mean;
                mean += difference * ((double)weight / finite);
                squares += difference * (x - mean) * weight;
                (total.Min, total.Max) = (Math.Min(total.Min, x), Math.Max(total.Max, x));
            }
        }

        (total.Finite, total.Mean, total.Squares) = (finite, mean, squares);
        var statistics = StatisticsPass.Summary(total, memory.Dtype, memory.Count, memory.Repeats, 1, [], isSampled: true) with { Integers = null };
        return statistics with { Histogram = TensorHistogram.Of(values, weights, memory.Repeats, statistics.Min, statistics.Max) };
    }

    private static long Length(TensorMemory memory) => memory.Shape.Zip(memory.Strides, (size, stride) => (size - 1) * stride).Sum() + 1;

    private static long[] Weights(TensorMemory memory)
    {
        var (weights, length) = (new long[Length(memory)], 1L);
        weights[0] = 1;
        foreach (var (size, stride) in memory.Shape.Zip(memory.Strides).Where(d => d.First > 1 && d.Second > 0))
        {
            Cancellation.Poll();
            length += (size - 1) * stride;

            // 1 + zˢ + … + z⁽ⁿ⁻¹⁾ˢ = (1 − zⁿˢ) / (1 − zˢ): the numerator from the end, the denominator from the beginning.
            for (var k = length - 1; k >= size * stride; k--)
            {
                weights[k] -= weights[k - (size * stride)];
            }

            for (var k = stride; k < length; k++)
            {
                weights[k] += weights[k - stride];
            }
        }

        return weights;
    }
}
