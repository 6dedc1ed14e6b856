using Adjoint.Tensors.Loading;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Loading;

public sealed class TorchLibraryTests
{
    [Fact]
    public void Device_that_is_not_here_is_said_in_a_sentence()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "CUDA is here.");
        var error = Assert.Throws<InvalidOperationException>(() => TorchSharp.torch.ones(2, device: TorchSharp.torch.CUDA));
        Assert.Equal("CUDA cannot be used on this machine; #!device says why.", TorchMessage.Of(error));
        Assert.Null(TorchMessage.Of(new InvalidOperationException("Torch")));
    }

    [Fact]
    public void Product_of_tensors_is_right()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(8, torch.ones(2, 2).mm(torch.ones(2, 2)).sum().item<float>());
    }

    [Fact]
    public void Doctor_finds_all_well() => Assert.All(TorchLibrary.Examine(), f => Assert.True(f.Good, f.ToString()));
}
