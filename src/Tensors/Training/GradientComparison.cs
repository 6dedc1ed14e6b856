using System.Runtime.InteropServices;
using TorchSharp;

namespace Adjoint.Tensors.Training;

/// <summary>Compares one gradient with difference quotients.</summary>
/// <param name="f">The function.</param>
/// <param name="pullback">(inputs, cotangent) ↦ cotangents of the inputs; null for one that is 0 because the value does not depend on the input.</param>
/// <param name="originals">The inputs, which stay as they are.</param>
internal sealed class GradientComparison(
    Func<IReadOnlyList<torch.Tensor>, torch.Tensor> f,
    Func<IReadOnlyList<torch.Tensor>, torch.Tensor, IReadOnlyList<torch.Tensor?>> pullback,
    IReadOnlyList<torch.Tensor> originals)
{
    private const int MostEntries = 200;
    private const double Epsilon = 2.220446049250313e-16;
    private const double Tolerance = 1e-5;

    private static readonly double UsualStep = Math.Cbrt(Epsilon);

    // Its own numbers, so that those of the user are not drawn.
    private ulong state = 20241;
    private torch.Tensor? cotangent;

    /// <summary>The pullback by TorchSharp's autograd.</summary>
    public static Func<IReadOnlyList<torch.Tensor>, torch.Tensor, IReadOnlyList<torch.Tensor?>> Autograd(Func<IReadOnlyList<torch.Tensor>, torch.Tensor> f) => (inputs, cotangent) =>
    {
        var leaves = inputs.Select(x => x.detach().clone().requires_grad_()).ToList();
        using var recording = torch.enable_grad();
        var y = f(leaves);
        return y.requires_grad ? torch.autograd.grad([y], leaves, [cotangent], allow_unused: true).ToList() : [.. leaves.Select(_ => (torch.Tensor?)null)];
    };

    /// <summary>Compares all, or many, entries.</summary>
    public GradientCheck Run()
    {
        if (originals.Count == 0)
        {
            throw new ArgumentException("A gradient check needs at least one tensor to differentiate by.");
        }

        using var scope = torch.NewDisposeScope();
        using var reading = torch.no_grad();
        var drawn = torch.random.get_rng_state();
        try
        {
            var inputs = originals.Select(Copy).ToList();
            return Compare(inputs);
        }
        finally
        {
            torch.random.set_rng_state(drawn);
        }
    }

    private static torch.Tensor Copy(torch.Tensor? x, int i) => x is null or { IsInvalid: true }
        ? throw new ArgumentException($"Argument {i + 1} of the gradient check is {(x is null ? "null" : "a tensor that is disposed")}.")
        : x.is_sparse || x.device_type == DeviceType.META
        ? throw new ArgumentException($"A gradient check needs entries one by one, and argument {i + 1} is {(x.is_sparse ? "sparse; to_dense() makes it dense" : "a meta tensor, which has none")}.")
        : torch.is_floating_point(x.dtype)
            ? x.detach().to(torch.ScalarType.Float64, copy: true).contiguous()
            : throw new ArgumentException($"A derivative needs real numbers, and argument {i + 1} of the gradient check is of type {EntryType.NameOf(x.dtype)}.");

    private GradientCheck Compare(List<torch.Tensor> inputs)
    {
        var total = inputs.Sum(x => x.numel());
        var y = First(inputs);
        cotangent = y.numel() == 1 ? torch.ones_like(y) : Random(y);
        var (value, again) = (Value(inputs), Value(inputs));
        if (!value.Equals(again))
        {
            return new([], isDeterministic: false, inputs.Count, total);
        }

        var gradients = pullback(inputs, cotangent);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (gradients[i] is { } g && !g.shape.SequenceEqual(inputs[i].shape))
            {
                throw new ArgumentException($"The pullback of argument {i + 1} has the shape {TensorHolding.Written(g.shape)}, and the argument {TensorHolding.Written(inputs[i].shape)}.");
            }
        }

        var entries = new List<GradientEntry>();
        foreach (var (input, place) in Places(inputs, total))
        {
            Cancellation.Poll();
            entries.Add(Entry(inputs, gradients, input, place, value));
        }

        if (total > 1 && value is not double.NaN)
        {
            entries.Add(Direction(inputs, gradients, value));
        }

        return new(entries, isDeterministic: true, inputs.Count, total);
    }

    private torch.Tensor First(List<torch.Tensor> inputs)
    {
        try
        {
            // On copies: an operation in place would go on from its own result at the next place.
            var copies = inputs.ConvertAll(x => x.clone());
            var y = f(copies);
            RequireUnchanged(inputs, copies);
            return y is null or { IsInvalid: true } ? throw new ArgumentException($"A derivative needs a function with a value, and f returned {(y is null ? "null" : "a tensor that is disposed")}.")
                : torch.is_floating_point(y.dtype) ? y.detach()
                : throw new ArgumentException($"A derivative needs a function with real values, and these are of type {EntryType.NameOf(y.dtype)}.");
        }
        catch (ExternalException error)
        {
            throw new ArgumentException(
                $"f fails at a copy of its arguments in float64: {error.Message.Split('\n')[0].TrimEnd('.')}. What it computes with, such as a module, must be of float64 too: model.to(torch.float64).", error);
        }
    }

    private static void RequireUnchanged(List<torch.Tensor> inputs, List<torch.Tensor> copies)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!copies[i].IsInvalid && (!copies[i].shape.SequenceEqual(inputs[i].shape) || !copies[i].eq(inputs[i]).logical_or_(copies[i].isnan().logical_and_(inputs[i].isnan())).all().item<bool>()))
            {
                throw new ArgumentException($"f changes argument {i + 1} in place, by an operation such as add_(..): it cannot be checked. Let it compute with a copy, x.clone().");
            }
        }
    }

    private double Value(IReadOnlyList<torch.Tensor> inputs)
    {
        using var scope = torch.NewDisposeScope();
        return (f(inputs).detach().to(torch.ScalarType.Float64) * cotangent!.to(torch.ScalarType.Float64)).sum().item<double>();
    }

    private torch.Tensor Random(torch.Tensor like)
    {
        var numbers = new double[like.numel()];
        for (var i = 0; i < numbers.Length; i++)
        {
            // Away from 0, so that no row of the Jacobian is lost.
            numbers[i] = (Next() % 2 == 0 ? -1 : 1) * (0.5 + ((Next() >> 11) * (1.0 / (1UL << 53))));
        }

        return torch.tensor(numbers, like.shape, dtype: like.dtype).to(like.device);
    }

    // SplitMix64 (Steele, Lea and Flood, 2014).
    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private IEnumerable<(int Input, long Place)> Places(List<torch.Tensor> inputs, long total)
    {
        var all = inputs.SelectMany((x, i) => Numbers(x.numel()).Select(p => (i, p)));
        return total <= MostEntries ? all : Enumerable.Range(0, MostEntries).Select(_ =>
        {
            var n = (long)(Next() % (ulong)total);
            var input = 0;
            for (; n >= inputs[input].numel(); input++)
            {
                n -= inputs[input].numel();
            }

            return (input, n);
        }).Distinct().ToList();
    }

    private static IEnumerable<long> Numbers(long count)
    {
        for (var i = 0L; i < count; i++)
        {
            yield return i;
        }
    }

    private GradientEntry Entry(List<torch.Tensor> inputs, IReadOnlyList<torch.Tensor?> gradients, int input, long place, double value)
    {
        using var scope = torch.NewDisposeScope();
        var slot = inputs[input].view(-1)[place];
        var x = slot.item<double>();
        var gradient = gradients[input]?.reshape(-1)[place].to(torch.ScalarType.Float64).item<double>() ?? 0;
        var entry = Judge(input, gradient, value, Math.Max(1, Math.Abs(x)), t =>
        {
            slot.fill_(x + t);
            return Value(inputs);
        });
        slot.fill_(x);
        return entry with { Index = Unravel(place, inputs[input].shape) };
    }

    private GradientEntry Direction(List<torch.Tensor> inputs, IReadOnlyList<torch.Tensor?> gradients, double value)
    {
        using var scope = torch.NewDisposeScope();
        var directions = inputs.ConvertAll(Random);
        var gradient = directions.Select((u, i) => gradients[i] is { } g ? (g.to(torch.ScalarType.Float64) * u).sum().item<double>() : 0).Sum();
        return Judge(0, gradient, value, 1, t =>
        {
            using var inner = torch.NewDisposeScope();
            return Value([.. inputs.Select((x, i) => x + (t * directions[i]))]);
        });
    }

    private static GradientEntry Judge(int input, double gradient, double value, double scale, Func<double, double> along)
    {
        var h = UsualStep * scale;
        var (left, right) = OneSided(along, value, h);
        var central = (left + right) / 2;
        if (!double.IsFinite(central))
        {
            return new(input, null, gradient, central, left, right, GradientVerdict.NotDifferentiable);
        }

        var size = Math.Max(Math.Abs(left), Math.Abs(right));
        if (Math.Abs(right - left) > 1e-3 * size && IsKink(along, value, h, left, right, out var sides))
        {
            return new(input, null, gradient, (sides.Left + sides.Right) / 2, sides.Left, sides.Right, GradientVerdict.NotDifferentiable);
        }

        var rounding = 20 * Epsilon * Math.Abs(value) / h;
        if (IsClose(gradient, central, rounding))
        {
            return new(input, null, gradient, central, left, right, GradientVerdict.Agrees);
        }

        // The valley of errors: where two neighbouring steps agree best, the quotient is best, and how well they agree says how good it is.
        var steps = new[] { 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7 };
        var quotients = Array.ConvertAll(steps, s => (along(s * scale) - along(-s * scale)) / (2 * s * scale));
        var best = Enumerable.Range(0, steps.Length - 1).Where(k => double.IsFinite(quotients[k] - quotients[k + 1])).OrderBy(k => Math.Abs(quotients[k] - quotients[k + 1])).FirstOrDefault(-1);
        if (IsJump(along, value, steps.Select(s => s * scale)))
        {
            return new(input, null, gradient, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, GradientVerdict.NotDifferentiable);
        }

        if (best >= 0)
        {
            var doubt = Math.Abs(quotients[best] - quotients[best + 1]);
            central = quotients[best];
            rounding = Math.Max(rounding, 3 * doubt);
        }

        return new(input, null, gradient, central, left, right, IsClose(gradient, central, rounding) ? GradientVerdict.Agrees : GradientVerdict.Differs);
    }

    // NaN is close to nothing.
    private static bool IsClose(double gradient, double quotient, double rounding) =>
        Math.Abs(gradient - quotient) <= (Tolerance * Math.Max(Math.Abs(gradient), Math.Abs(quotient))) + rounding;

    private static (double Left, double Right) OneSided(Func<double, double> along, double value, double h) => ((value - along(-h)) / h, (along(h) - value) / h);

    // One-sided quotients of a smooth function differ by h·f″, a quarter of it at h/4 but for rounding; at a kink by a constant, at a jump by ever more.
    private static bool IsKink(Func<double, double> along, double value, double h, double left, double right, out (double Left, double Right) sides)
    {
        sides = OneSided(along, value, h / 4);
        var rounding = 100 * Epsilon * Math.Abs(value) / h;
        return Math.Abs(sides.Right - sides.Left) > (0.5 * Math.Abs(right - left)) + rounding;
    }

    // At a jump the value changes as much over a short step as over a long one, and by more than single precision rounds.
    private static bool IsJump(Func<double, double> along, double value, IEnumerable<double> steps)
    {
        const double Rounding = 1e-4;
        var changes = steps.Select(s => Math.Abs(along(s) - along(-s))).ToList();
        return changes[^1] > 0.5 * changes[0] && changes[^1] > Rounding * Math.Max(Math.Abs(value), changes[0]);
    }

    private static long[] Unravel(long place, long[] shape)
    {
        var index = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            (place, index[axis]) = Math.DivRem(place, shape[axis]);
        }

        return index;
    }
}
