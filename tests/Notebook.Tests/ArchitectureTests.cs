using System.Reflection;
using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests;

/// <summary>The arrows between the layers, as the compiled assemblies have them.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Libraries = ["MathNet.Numerics"];
    private static readonly string[] FormattingLibraries = [.. Libraries, "Microsoft.DotNet.Interactive.Formatting", "Microsoft.AspNetCore.Html.Abstractions"];

    [Fact]
    public void Mathematics_uses_MathNet() => UsesOnly(typeof(ExactMatrix).Assembly, Libraries);

    [Fact]
    public void Formatters_use_mathematics() => UsesOnly(typeof(AdjointFormatters).Assembly, [.. FormattingLibraries, "Adjoint.Mathematics"]);

    [Fact]
    public void Extension_uses_mathematics_and_formatters() =>
        UsesOnly(typeof(MagicCommand).Assembly, [.. FormattingLibraries, "Adjoint.Mathematics", "Adjoint.Formatters"]);

    // A cell opens all of these namespaces beside ours.
    [Fact]
    public void No_public_name_is_ambiguous_beside_MathNet_and_System()
    {
        var theirs = typeof(MathNet.Numerics.Complex32).Assembly.GetExportedTypes()
            .Concat(new[] { typeof(object), typeof(System.Numerics.BigInteger), typeof(System.Numerics.Vector), typeof(Console), typeof(Uri) }
                .SelectMany(t => t.Assembly.GetExportedTypes()).Where(t => t.Namespace is "System" or "System.Numerics"))
            .Where(t => !t.IsNested).Select(t => t.Name).ToHashSet();
        Assert.All(
            new[] { typeof(ExactMatrix).Assembly, typeof(AdjointFormatters).Assembly, typeof(MagicCommand).Assembly }.SelectMany(a => a.GetExportedTypes()).Where(t => !t.IsNested),
            t => Assert.True(t.Name != "Adjoint" && !theirs.Contains(t.Name), t.FullName));
    }

    private static void UsesOnly(Assembly assembly, string[] allowed) => Assert.All(
        assembly.GetReferencedAssemblies().Select(r => r.Name!),
        name => Assert.True(IsPlatform(name) || allowed.Contains(name), $"{assembly.GetName().Name} uses {name}."));

    // What the shared framework brings.
    private static bool IsPlatform(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));
}
