using Adjoint.Tensors;
using CsCheck;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Statistics;

/// <summary>Statistics against their definitions, entry by entry in double or decimal, and against libtorch.</summary>
public sealed class TensorStatisticsTests
{
    private static readonly float[] Hostile = [0, -0f, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, float.MinValue, 1e8f];

    private static readonly Gen<float> Floats = Gen.Frequency((3, Gen.Float[-10, 10]), (1, Gen.Int[0, 10].Select(i => Hostile[i])));

    [Fact]
    public void Statistics_are_those_of_the_definition() => Floats.Array[0, 5000].Sample(entries =>
    {
        using var x = tensor(entries);
        Agrees(entries.Select(e => (double)e), Of(x));
    });

    [Fact]
    public void Statistics_of_doubles_are_those_of_the_definition() => Gen.Double.Array[0, 3000].Sample(entries =>
    {
        using var x = tensor(entries);
        var s = Of(x);
        Assert.Equal(entries.Count(double.IsFinite), s.FiniteCount);
        Assert.Equal(entries.Count(double.IsNaN), s.NaNCount);
        Assert.Equal(entries.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(), s.Min);
        Assert.Equal(entries.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max(), s.Max);
        if (s.FiniteCount > 0)
        {
            Assert.InRange(s.Mean, s.Min, s.Max);
        }
    });

    [Fact]
    public void Views_have_the_statistics_of_their_entries() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 40], Gen.Int[0, 5]).Sample((a, b, c, kind) =>
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = randn(a, b, c, generator: generator);
        var view = kind switch
        {
            0 => x.permute(2, 0, 1),
            1 => x.slice(2, 0, c, 3),
            2 => x.transpose(0, 2).slice(0, 0, c, 2),
            3 => x.unsqueeze(1).expand(a, 7, b, c),
            4 => x.select(1, 0),
            _ => x.narrow(2, c / 2, c - (c / 2)),
        };
        Agrees(view.contiguous().data<float>().ToArray().Select(e => (double)e), Of(view));
    });

    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Every_type_agrees_with_libtorch_in_double(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var x = (randn(1001, 77, generator: generator) * 30).to(type);
        var reference = x.to(ScalarType.Float64);
        var s = Of(x);
        Assert.Equal(reference.min().item<double>(), s.Min);
        Assert.Equal(reference.max().item<double>(), s.Max);
        Assert.Equal(reference.mean().item<double>(), s.Mean, 1e-10);
        Assert.Equal(reference.std().item<double>(), s.StandardDeviation, 1e-10);
        Assert.Equal(x.numel() - reference.count_nonzero().item<long>(), s.ZeroCount);
        Assert.Equal(x.numel(), s.Histogram.Counts.Sum());
    }

    [Theory]
    [InlineData(ScalarType.ComplexFloat32)]
    [InlineData(ScalarType.ComplexFloat64)]
    public void Complex_entries_are_seen_by_their_modulus(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var z = randn(300, 7, generator: generator, dtype: type);
        var modulus = z.abs().to(ScalarType.Float64);
        var s = Of(z);
        Assert.True(s.IsOfModulus);
        Assert.Equal(modulus.max().item<double>(), s.Max, 1e-6);
        Assert.Equal(modulus.std().item<double>(), s.StandardDeviation, 1e-6);
    }

    [Fact]
    public void Half_precision_is_widened_exactly_at_every_bit_pattern()
    {
        using var scope = NewDisposeScope();
        Half[] all = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt16BitsToHalf((ushort)i))];
        var widened = new float[all.Length];
        Tensors.Statistics.Widening.OfHalf([.. all.Select(BitConverter.HalfToUInt16Bits)], widened);
        Assert.All(all.Zip(widened), pair => Assert.Equal((float)pair.First, pair.Second));
        Agrees(all.Select(h => (double)h), Of(tensor(all)));
    }

    [Fact]
    public void A_mean_of_a_hundred_million_leaves_the_deviation_of_its_entries()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var x = (randn(1_000_000, generator: generator, dtype: ScalarType.Float64) * 20).add(1e8).to(ScalarType.Float32);
        var entries = x.data<float>().ToArray();
        var mean = entries.Average(e => (decimal)(double)e);
        var deviation = Math.Sqrt(entries.Sum(e => Math.Pow((double)((decimal)(double)e - mean), 2)) / (entries.Length - 1));
        var s = Of(x);
        Assert.Equal((double)mean, s.Mean, 1e-6);
        Assert.Equal(deviation, s.StandardDeviation, 1e-9);
    }

    [Fact]
    public void Extremes_of_64_bit_integers_are_exact()
    {
        using var x = tensor(new[] { long.MinValue, 0, 1, long.MaxValue });
        var s = Of(x);
        Assert.Equal((long.MinValue, long.MaxValue), s.Integers);
        Assert.True(double.IsFinite(s.StandardDeviation));
    }

    [Fact]
    public void The_largest_doubles_have_a_finite_mean_and_deviation()
    {
        using var x = tensor(new[] { double.MaxValue, double.MaxValue, -double.MaxValue, double.MaxValue });
        var s = Of(x);
        Assert.Equal(double.MaxValue / 2, s.Mean, double.MaxValue * 1e-12);
        Assert.Equal(double.MaxValue, s.StandardDeviation, double.MaxValue * 1e-12);
    }

    [Fact]
    public void An_expanded_tensor_costs_what_its_storage_costs()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 0 }).unsqueeze(0).expand(1_000_000_000_000, 4);
        var s = Of(x);
        Assert.Equal(4_000_000_000_000, s.Count);
        Assert.Equal(1_000_000_000_000, s.ZeroCount);
        Assert.Equal(1.5, s.Mean);
        Assert.Equal(Math.Sqrt(1.25), s.StandardDeviation, 1e-9);
    }

    [Fact]
    public void Overlapping_windows_count_each_entry_as_often_as_it_occurs() => Gen.Select(Gen.Int[1, 300], Gen.Int[1, 200], Gen.Int[1, 7], Gen.Int[1, 3]).Sample((length, window, step, copies) =>
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(6);
        var entries = randn(length + window, generator: generator);
        entries[length / 2] = float.NaN;
        var view = entries.unfold(0, window, step).unsqueeze(0).expand(copies, -1, -1);
        using var memory = Tensors.Statistics.TensorMemory.Of(view);
        var all = view.contiguous().data<float>().ToArray().Select(e => (double)e);
        Agrees(all, Tensors.Statistics.OverlapPass.Of(memory));
        Agrees(all, Of(view));
    });

    [Fact]
    public void A_billion_windows_cost_what_their_storage_costs()
    {
        using var scope = NewDisposeScope();
        var x = arange(2_000_000, ScalarType.Float32).unfold(0, 1_000_000, 1);
        var s = Of(x);
        Assert.Equal(1_000_001L * 1_000_000, s.Count);
        Assert.Equal(1_000_001L * 1_000_000, s.Histogram.Counts.Sum());
        Assert.Equal(999_999.5, s.Mean, 1e-3);
    }

    [Fact]
    public void Conjugated_and_negated_views_are_read_as_what_they_are()
    {
        using var scope = NewDisposeScope();
        var z = tensor(new[] { new System.Numerics.Complex(1, 2), new System.Numerics.Complex(3, 5) });
        var imaginary = z.conj().imag;
        Assert.True(imaginary.is_neg());
        var s = Of(imaginary);
        Assert.Equal((-5, -2, -3.5), (s.Min, s.Max, s.Mean));
    }

    [Fact]
    public void Large_tensors_have_a_sampled_histogram_and_exact_counts()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3_000_000);
        x[2_999_999] = float.NaN;
        x[17] = float.PositiveInfinity;
        x[1_500_000] = -7;
        var s = Of(x);
        Assert.True(s.Histogram.IsSampled);
        Assert.Equal(1 << 17, s.Histogram.SampleSize);
        Assert.Equal((1, 1, 0, 2_999_997, -7.0), (s.NaNCount, s.PositiveInfinityCount, s.NegativeInfinityCount, s.ZeroCount, s.Min));
    }

    [Fact]
    public void Nothing_is_left_behind_and_the_tensor_is_as_before()
    {
        using var x = randn(50, 20, requires_grad: true);
        var before = LiveTensors.Count;
        using var state = get_rng_state();
        _ = Of(x);
        Assert.Equal(before + 1, LiveTensors.Count);
        using var after = get_rng_state();
        Assert.True(state.Equals(after) || state.eq(after).all().ToBoolean());
        Assert.Null(x.grad);
    }

    [Fact]
    public void An_interrupt_stops_the_pass()
    {
        using var x = zeros(1 << 20);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Cancellation.Current = stop.Token;
        Assert.ThrowsAny<OperationCanceledException>(() => Of(x));
        Cancellation.Current = default;
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.ComplexFloat32)]
    public void A_device_reduces_to_the_same_statistics(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var x = (randn(50, 30, 20, generator: generator) * 9).to(type);
        foreach (var view in new[] { x, x.transpose(0, 2), x.slice(1, 0, 30, 2), x.unsqueeze(0).expand(5, 50, 30, 20) })
        {
            var (here, there) = (Of(view), Tensors.Statistics.DeviceStatistics.Of(view));
            Assert.Equal((here.Count, here.FiniteCount, here.ZeroCount), (there.Count, there.FiniteCount, there.ZeroCount));
            Assert.Equal(here.Min, there.Min, 1e-5);
            Assert.Equal(here.Max, there.Max, 1e-5);
            Assert.Equal(here.Mean, there.Mean, 1e-5);
            Assert.Equal(here.StandardDeviation, there.StandardDeviation, 1e-4);
        }
    }

    [Fact]
    public void A_device_masks_what_is_not_finite()
    {
        using var x = tensor(new[] { 1f, float.NaN, 2, float.PositiveInfinity, float.NegativeInfinity, float.NegativeInfinity, 0, 9 });
        Same(Of(x), Tensors.Statistics.DeviceStatistics.Of(x));
        using var nothing = tensor(new[] { float.NaN, float.NaN });
        Same(Of(nothing), Tensors.Statistics.DeviceStatistics.Of(nothing));
    }

    [Fact]
    public void Cuda_agrees_with_this_machine()
    {
        Assert.SkipUnless(cuda.is_available(), "no CUDA device is here");
        using var scope = NewDisposeScope();
        var x = randn(1000, 1000);
        var (here, there) = (Of(x), Of(x.cuda()));
        Assert.Equal(here.Mean, there.Mean, 1e-5);
        Assert.Equal(here.StandardDeviation, there.StandardDeviation, 1e-5);
    }

    private static void Same(TensorStatistics a, TensorStatistics b) => Assert.Equal(
        (a.FiniteCount, a.NaNCount, a.PositiveInfinityCount, a.NegativeInfinityCount, a.ZeroCount, a.Min, a.Max, Math.Round(a.Mean, 6), Math.Round(a.StandardDeviation, 6)),
        (b.FiniteCount, b.NaNCount, b.PositiveInfinityCount, b.NegativeInfinityCount, b.ZeroCount, b.Min, b.Max, Math.Round(b.Mean, 6), Math.Round(b.StandardDeviation, 6)));

    private static TensorStatistics Of(Tensor x) => Tensors.Statistics.TensorReading.Statistics(x);

    private static void Agrees(IEnumerable<double> entries, TensorStatistics s)
    {
        var all = entries.ToArray();
        var finite = all.Where(double.IsFinite).ToArray();
        Assert.Equal(all.Length, s.Count);
        Assert.Equal(
            (finite.Length, all.Count(double.IsNaN), all.Count(double.IsPositiveInfinity), all.Count(double.IsNegativeInfinity), all.Count(e => e == 0)),
            (s.FiniteCount, s.NaNCount, s.PositiveInfinityCount, s.NegativeInfinityCount, s.ZeroCount));
        Assert.Equal(finite.DefaultIfEmpty(double.NaN).Min(), s.Min);
        Assert.Equal(finite.DefaultIfEmpty(double.NaN).Max(), s.Max);
        Assert.Equal(finite.Length, s.Histogram.Counts.Sum());
        if (finite.Length > 0)
        {
            var mean = finite.Average();
            Assert.Equal(mean, s.Mean, 1e-9 * finite.Max(Math.Abs));
            var deviation = finite.Length < 2 ? double.NaN : Math.Sqrt(finite.Sum(e => (e - mean) * (e - mean)) / (finite.Length - 1));
            Assert.Equal(deviation, s.StandardDeviation, 1e-9 * (finite.Max(Math.Abs) + 1));
        }
    }
}
