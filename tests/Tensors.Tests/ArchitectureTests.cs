using System.Text.Json;
using Adjoint.Tensors;
using Xunit;

namespace Adjoint.Tests;

/// <summary>The arrows of the add-on, as the compiled assemblies have them.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Allowed =
    [
        "Adjoint.Extension", "Adjoint.Formatters", "Adjoint.Mathematics", "MathNet.Numerics", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.AspNetCore.Html.Abstractions", "TorchSharp",
    ];

    [Fact]
    public void Tensors_use_the_extension_what_is_below_it_and_TorchSharp() => Assert.All(
        typeof(TensorsAddOn).Assembly.GetReferencedAssemblies().Select(r => r.Name!),
        name => Assert.True(Allowed.Contains(name) || File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll")), name));

    [Fact]
    public void Manifest_names_the_entry_and_every_command_is_a_trigger()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "addon.json")));
        Assert.Equal(typeof(TensorsAddOn).FullName, manifest.RootElement.GetProperty("entry").GetString());
        var triggers = manifest.RootElement.GetProperty("triggers").EnumerateArray().Select(t => t.GetString()!).ToHashSet();
        Assert.All(TensorsAddOn.AddOn.Commands, c => Assert.Contains($"#!{c.Name}", triggers));
    }
}
