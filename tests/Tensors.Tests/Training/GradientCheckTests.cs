using Adjoint.Tensors;
using CsCheck;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Training;

public sealed class GradientCheckTests
{
    [Fact]
    public void Autograd_agrees_on_smooth_functions_of_any_shape()
    {
        using var scope = NewDisposeScope();
        var x = rand(3, 4) + 0.5;
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.Of(x => (x * x).sum(), x).Verdict);
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.Of(x => x.exp().mm(x.T), x).Verdict);
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.Of(x => linalg.det(x.T.mm(x)), rand(3, 3) + eye(3)).Verdict);
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.Of((a, b) => a.mm(b).sin(), x, rand(4, 2)).Verdict);
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.Of(x => nn.functional.softmax(x, 1).log(), x).Verdict);
    }

    [Fact]
    public void Polynomials_of_all_sizes_agree() => Gen.Select(Gen.Double[-3, 3].Array[1, 6], Gen.Int[1, 5]).Sample((coefficients, n) =>
    {
        using var scope = NewDisposeScope();
        var check = GradientCheck.Of(x => coefficients.Select((c, k) => c * x.pow(k)).Aggregate((a, b) => a + b), tensor(Enumerable.Range(1, n).Select(i => i / 2.0).ToArray()));
        Assert.True(check.Verdict == GradientVerdict.Agrees, check.ToString());
    }, iter: 30);

    [Fact]
    public void Wrong_pullback_is_found_with_its_place()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2, 3 });
        var wrong = tensor(new[] { 2.0, 2, 3 });
        var check = GradientCheck.OfPullback(x => x * x, (x, ybar) => ybar * x * wrong, x);
        Assert.Equal(GradientVerdict.Differs, check.Verdict);
        Assert.Equal(GradientVerdict.Agrees, check.Entries.Single(e => e.Index is [0]).Verdict);
        Assert.Equal(GradientVerdict.Agrees, check.Entries.Single(e => e.Index is [1]).Verdict);
        Assert.Equal([2], check.Entries.Single(e => e.Index is not null && e.Verdict == GradientVerdict.Differs).Index);
        Assert.Equal(1.0 / 3, check.Entries.Single(e => e.Index is [2]).RelativeError, 1e-6);
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.OfPullback(x => x * x, (x, ybar) => 2 * ybar * x, x).Verdict);
    }

    [Fact]
    public void Detached_part_is_a_wrong_gradient()
    {
        using var scope = NewDisposeScope();
        var check = GradientCheck.Of(x => x * x.detach(), tensor(3.0));
        Assert.Equal(GradientVerdict.Differs, check.Verdict);
        Assert.Equal((3.0, 6.0), (check.Worst!.Gradient, Math.Round(check.Worst.Quotient, 6)));
        Assert.Equal(GradientVerdict.Differs, GradientCheck.Of(x => x.detach(), tensor(3.0)).Verdict);
    }

    [Fact]
    public void Kink_is_no_error_but_no_derivative()
    {
        using var scope = NewDisposeScope();
        var check = GradientCheck.Of(x => x.relu(), tensor(new[] { -1.0, 0, 2 }));
        Assert.Equal(GradientVerdict.NotDifferentiable, check.Verdict);
        var kink = check.Entries.Single(e => e.Index is [1]);
        Assert.Equal((GradientVerdict.NotDifferentiable, 0.0), (kink.Verdict, kink.Gradient));
        Assert.Equal(1, Math.Abs(kink.Right - kink.Left), 1.0);
        Assert.All(check.Entries.Where(e => e.Index is [0] or [2]), e => Assert.Equal(GradientVerdict.Agrees, e.Verdict));
    }

    [Fact]
    public void Absolute_value_at_0_is_not_differentiable_though_the_central_quotient_agrees() => Assert.Equal(
        GradientVerdict.NotDifferentiable,
        GradientCheck.Of(x => x.abs(), tensor(0.0)).Verdict);

    [Fact]
    public void End_of_the_domain_is_told()
    {
        var check = GradientCheck.Of(x => x.sqrt(), tensor(0.0));
        Assert.Equal(GradientVerdict.NotDifferentiable, check.Verdict);
        Assert.Contains("not defined on one side", check.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1)]
    [InlineData(1e8)]
    public void Scale_of_the_argument_does_not_matter(double scale) => Assert.Equal(
        GradientVerdict.Agrees,
        GradientCheck.Of(x => (x / scale).pow(3), tensor(new[] { scale, 2 * scale })).Verdict);

    [Fact]
    public void Strong_curvature_is_no_kink() => Assert.Equal(
        GradientVerdict.Agrees,
        GradientCheck.Of(x => (1000 * x).sin(), tensor(new[] { 0.0, 0.3 })).Verdict);

    [Fact]
    public void Function_that_rounds_to_float32_within_is_checked_at_a_larger_step() => Assert.Equal(
        GradientVerdict.Agrees,
        GradientCheck.Of(x => x.to(ScalarType.Float32).exp().sum(), tensor(new[] { 0.1, 0.7 })).Verdict);

    [Fact]
    public void Randomness_is_told_and_its_state_kept()
    {
        using var scope = NewDisposeScope();
        var before = random.get_rng_state();
        Assert.Equal(GradientVerdict.NotDeterministic, GradientCheck.Of(x => nn.functional.dropout(x, 0.5, training: true), ones(100)).Verdict);
        Assert.True(before.equal(random.get_rng_state()).all().item<bool>());
    }

    [Fact]
    public void Many_entries_are_sampled_and_all_of_them_meet_in_one_direction()
    {
        using var scope = NewDisposeScope();
        var check = GradientCheck.Of(x => x.pow(2).sum(), rand(100, 100) + 0.1);
        Assert.InRange(check.Entries.Count, 150, 201);
        Assert.Single(check.Entries, e => e.Index is null);
        Assert.Contains("of 10000 entries and along a random direction", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_their_gradients_and_the_number_of_tensors_stay()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        (2 * x).sum().backward();
        var count = LiveTensors.Count;
        GradientCheck.Of(x => x.exp(), x);
        Assert.Equal(count, LiveTensors.Count);
        Assert.Equal([2f, 2f, 2f], x.grad!.data<float>().ToArray());
        Assert.Equal([1f, 1f, 1f], x.data<float>().ToArray());
    }

    [Fact]
    public void What_cannot_be_checked_is_refused_in_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 1);
        Assert.Contains("int64", Assert.Throws<ArgumentException>(() => GradientCheck.Of(x => x, tensor(3L))).Message, StringComparison.Ordinal);
        Assert.Contains("to(torch.float64)", Assert.Throws<ArgumentException>(() => GradientCheck.Of(layer.forward, rand(1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("shape [1]", Assert.Throws<ArgumentException>(() => GradientCheck.OfPullback(x => x, (_, _) => ones(1), ones(2))).Message, StringComparison.Ordinal);
        var gone = ones(2);
        gone.Dispose();
        Assert.Contains("disposed", Assert.Throws<ArgumentException>(() => GradientCheck.Of(x => x, gone)).Message, StringComparison.Ordinal);
        Assert.Equal("There is no entry to check.", GradientCheck.Of(x => x, zeros(0)).ToString());
        layer.to(float64);
        Assert.Equal(GradientVerdict.Agrees, GradientCheck.Of(layer.forward, rand(1, 2)).Verdict);
    }

    [Fact]
    public void Jump_is_no_derivative_though_autograd_says_zero()
    {
        using var scope = NewDisposeScope();
        var check = GradientCheck.Of(x => x.sign().sum(), tensor(new[] { 0.0, 1 }));
        Assert.Equal(GradientVerdict.NotDifferentiable, check.Verdict);
        Assert.Contains("no derivative at [0]: it jumps there", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_agrees_where_there_is_no_value()
    {
        using var scope = NewDisposeScope();
        Assert.StartsWith("There is nothing to compare: f has no derivative at [0]: it is NaN", GradientCheck.Of(x => x * double.NaN, rand(3)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in place", "f changes argument 1 in place")]
    [InlineData("null", "f returned null")]
    [InlineData("sparse", "argument 1 is sparse")]
    [InlineData("meta", "argument 1 is a meta tensor")]
    [InlineData("no argument", "Argument 1 of the gradient check is null")]
    public void Unusable_functions_and_arguments_are_named(string kind, string expected)
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => kind switch
        {
            "in place" => GradientCheck.Of(x => x.add_(1).sum(), rand(3)),
            "null" => GradientCheck.Of(_ => null!, rand(3)),
            "sparse" => GradientCheck.Of(x => x, rand(3).to_sparse()),
            "meta" => GradientCheck.Of(x => x, empty(3, device: META)),
            _ => GradientCheck.Of(x => x, (Tensor)null!),
        });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_fits_a_hundred_columns()
    {
        using var scope = NewDisposeScope();
        IPagedReport check = GradientCheck.Of((x, y) => (x * y).relu(), tensor(new[] { -1e-9, 0, 2 }), tensor(new[] { 1.23456789, 3, 4 }));
        Assert.All(check.ToPage().ToText().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }
}
