using Adjoint.Tensors;
using MathNet.Numerics.Distributions;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

// The generators are the process's, so nothing else may draw meanwhile.
[CollectionDefinition(nameof(ReproducibleTests), DisableParallelization = true)]
[Collection(nameof(ReproducibleTests))]
public sealed class ReproducibleTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        var first = Draw(Reproducible.Seed(1234));
        Assert.Equal(first, Draw(Reproducible.Seed(1234)));
        Assert.NotEqual(first.Torch, Draw(Reproducible.Seed(1235)).Torch);
        Assert.NotEqual(first.Net, Draw(Reproducible.Seed(1234 + (1L << 32))).Net);
    }

    [Fact]
    public void A_scope_leaves_the_generator_where_it_was()
    {
        Reproducible.Seed(7);
        var undisturbed = (Draw(new Random(1)), Draw(new Random(1)));
        Reproducible.Seed(7);
        var first = Draw(new Random(1));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var scope = Reproducible.Scope(99))
        {
            using var disposing = torch.NewDisposeScope();
            Assert.NotEqual(undisturbed.Item2.Torch, Draw(scope.Random).Torch);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(undisturbed, (first, Draw(new Random(1))));
    }

    private static (float Torch, double Net) Draw(Random random)
    {
        using var drawn = torch.randn(5);
        return (drawn[4].item<float>(), new Normal(0, 1, random).Sample());
    }
}
