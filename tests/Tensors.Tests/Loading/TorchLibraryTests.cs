using System.Text.Json;
using Adjoint.Tensors.Loading;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Loading;

public sealed class TorchLibraryTests
{
    // Cells may refer to these packages; what they get is what is here.
    [Fact]
    public void Packages_of_the_manifest_have_the_version_that_is_here()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "addon.json")));
        var packages = manifest.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.StartsWith("TorchSharp", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, packages.Count);
        Assert.All(packages, p => Assert.Equal(TorchDiagnosis.TorchSharpVersion, p.Value.GetString()));
    }

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
