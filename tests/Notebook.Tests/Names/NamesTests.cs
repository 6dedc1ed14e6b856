using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace Adjoint.Tests.Names;

/// <summary>A cell may have <c>using</c> lines for any of these libraries beside ours, so no name of ours may be ambiguous with one of theirs.</summary>
public sealed class NamesTests
{
    private static readonly string[] Ours = [.. Directory.GetFiles(AppContext.BaseDirectory, "Adjoint.*.dll").Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal))];

    // Those that every cell has, and System.Numerics.
    private static readonly HashSet<string> CellNamespaces = ["System", "System.Linq", "System.Collections.Generic", "System.Numerics"];

    [Fact]
    public void No_name_of_ours_is_one_of_the_base_library() => Differ(
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .SelectMany(PublicTypes).Where(type => CellNamespaces.Contains(type.Namespace)));

    [Fact]
    public void No_name_of_ours_is_one_of_MathNet() => Differ(PublicTypes(Path.Combine(AppContext.BaseDirectory, "MathNet.Numerics.dll")));

    [Fact]
    public void No_name_of_ours_is_one_of_TorchSharp() => Differ(PublicTypes(Path.Combine(AppContext.BaseDirectory, "peers", "TorchSharp.dll")));

    [Fact]
    public void No_name_of_ours_is_one_of_XPlot() => Differ(
        // What XPlot calls a Shape is a line drawn over a chart, which nobody makes by that name.
        PublicTypes(Path.Combine(AppContext.BaseDirectory, "XPlot.Plotly.dll")).Where(type => type.Name != "Shape"));

    [Fact]
    public void No_two_of_ours_have_the_same_name() => Assert.Empty(
        Ours.SelectMany(PublicTypes).Where(type => type.IsTopLevel).GroupBy(type => type.Name).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void All_assemblies_below_the_hosts_are_looked_at() => Assert.Superset(
        new HashSet<string?> { "Adjoint.Mathematics.dll", "Adjoint.Exercises.dll", "Adjoint.Formatters.dll", "Adjoint.Extension.dll" },
        Ours.Select(Path.GetFileName).ToHashSet());

    // In metadata a generic name ends in its arity, List`1, so equal names are equal in arity too.
    private static void Differ(IEnumerable<(string Namespace, string Name, bool IsTopLevel)> theirs)
    {
        var names = theirs.Select(type => type.Name).ToHashSet();
        Assert.True(names.Count > 50, $"Only {names.Count} names were read.");
        Assert.Empty(Ours.SelectMany(PublicTypes).Where(type => type.IsTopLevel && names.Contains(type.Name)).Select(type => $"{type.Namespace}.{type.Name}"));
    }

    // Types nested in a static class count too, because `using static TorchSharp.torch` brings them into scope; those nested deeper it does not.
    private static List<(string Namespace, string Name, bool IsTopLevel)> PublicTypes(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata)
        {
            return [];
        }

        var reader = image.GetMetadataReader();
        return [.. reader.TypeDefinitions.Where(handle => IsVisible(reader, handle)).Select(handle =>
        {
            var type = reader.GetTypeDefinition(handle);
            return (reader.GetString(type.Namespace), reader.GetString(type.Name), type.GetDeclaringType().IsNil);
        })];
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        const System.Reflection.TypeAttributes Mask = System.Reflection.TypeAttributes.VisibilityMask;
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & Mask) switch
        {
            System.Reflection.TypeAttributes.Public => true,
            System.Reflection.TypeAttributes.NestedPublic => IsStatic(reader.GetTypeDefinition(type.GetDeclaringType())) && IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static bool IsStatic(TypeDefinition type) => type.GetDeclaringType().IsNil
        && type.Attributes.HasFlag(System.Reflection.TypeAttributes.Abstract | System.Reflection.TypeAttributes.Sealed);
}
