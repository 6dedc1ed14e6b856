using System.Reflection;
using Adjoint.Exercises;
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
    private static readonly string[] ChartLibraries = ["XPlot.Plotly", "FSharp.Core", "Newtonsoft.Json"];

    private static readonly string[] Compiler = ["Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"];

    [Fact]
    public void Mathematics_uses_MathNet() => UsesOnly(typeof(ExactMatrix).Assembly, Libraries);

    [Fact]
    public void Exercises_use_mathematics() => UsesOnly(typeof(Draw).Assembly, [.. Libraries, "Adjoint.Mathematics"]);

    [Fact]
    public void Formatters_use_mathematics_and_exercises() =>
        UsesOnly(typeof(AdjointFormatters).Assembly, [.. FormattingLibraries, .. ChartLibraries, "Adjoint.Mathematics", "Adjoint.Exercises"]);

    [Fact]
    public void Extension_uses_the_layers_below_and_a_compiler_for_exercises() =>
        UsesOnly(typeof(MagicCommand).Assembly, [.. FormattingLibraries, .. Compiler, "Adjoint.Mathematics", "Adjoint.Exercises", "Adjoint.Formatters"]);

    private static void UsesOnly(Assembly assembly, string[] allowed) => Assert.All(
        assembly.GetReferencedAssemblies().Select(r => r.Name!),
        name => Assert.True(IsPlatform(name) || allowed.Contains(name), $"{assembly.GetName().Name} uses {name}."));

    // What the shared framework brings.
    private static bool IsPlatform(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, $"{name}.dll"));
}
