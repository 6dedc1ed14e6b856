using Adjoint.Tensors.Loading;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Loading;

public sealed class TorchLibraryTests
{
    [Fact]
    public void Product_of_tensors_is_right()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(8, torch.ones(2, 2).mm(torch.ones(2, 2)).sum().item<float>());
    }

    [Fact]
    public void Doctor_finds_all_well() => Assert.All(TorchLibrary.Examine(), f => Assert.True(f.Good, f.ToString()));
}
