using System.IO.Compression;

namespace Adjoint.Tests.Commands;

/// <summary>The package that .NET Interactive loads.</summary>
[Trait("Speed", "Slow")]
public sealed class PackageTests
{
    [Fact]
    public void Package_holds_the_libraries_and_the_script_of_the_extension()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-pack");
        try
        {
            var run = Repository.Run("dotnet", ["pack", "src/Extension", "-c", "Release", "-o", folder.FullName, "--nologo"], seconds: 300);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            using var package = ZipFile.OpenRead(Assert.Single(folder.GetFiles("Adjoint.*.nupkg")).FullName);
            var files = package.Entries.Select(e => e.FullName).ToList();
            Assert.Contains("interactive-extensions/dotnet/extension.dib", files);
            Assert.All(new[] { "Extension", "Formatters", "Mathematics" }, a => Assert.Contains($"lib/net10.0/Adjoint.{a}.dll", files));
            using var reader = new StreamReader(package.Entries.Single(e => e.Name == "Adjoint.nuspec").Open());
            var nuspec = reader.ReadToEnd();
            Assert.Contains("MathNet.Numerics", nuspec, StringComparison.Ordinal);
            Assert.Contains("Microsoft.DotNet.Interactive.Formatting", nuspec, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Package_of_tensors_depends_on_Adjoint_and_TorchSharp_and_holds_no_native_library()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-pack");
        try
        {
            var run = Repository.Run("dotnet", ["pack", "src/Tensors", "-c", "Release", "-o", folder.FullName, "--nologo"], seconds: 300);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            var file = Assert.Single(folder.GetFiles("Adjoint.Tensors.*.nupkg"));
            Assert.True(file.Length < 2_000_000, $"{file.Length} bytes");
            using var package = ZipFile.OpenRead(file.FullName);
            Assert.Contains("interactive-extensions/dotnet/extension.dib", package.Entries.Select(e => e.FullName));
            using var reader = new StreamReader(package.Entries.Single(e => e.Name == "Adjoint.Tensors.nuspec").Open());
            var nuspec = reader.ReadToEnd();
            var dependencies = System.Text.RegularExpressions.Regex.Matches(nuspec, "dependency id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
            Assert.Contains("TorchSharp", dependencies);
            Assert.Equal(["Adjoint"], dependencies.Where(d => d.StartsWith("Adjoint", StringComparison.Ordinal)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A package from a folder feed of our own, so that the test needs no network beyond what the restore has.
    [Fact]
    public void Nuget_reference_from_a_folder_is_used_by_later_cells()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-feed");
        try
        {
            var name = "AdjointFeed" + Guid.NewGuid().ToString("N")[..8];
            File.WriteAllText(Path.Combine(folder.FullName, "feed.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><AssemblyName>{name}</AssemblyName><Version>1.2.3</Version></PropertyGroup></Project>
                """);
            File.WriteAllText(Path.Combine(folder.FullName, "code.cs"), $"namespace {name}; public static class Gift {{ public static int Answer => 42; }}");
            var pack = Repository.Run("dotnet", ["pack", "feed.csproj", "-o", "feed", "--nologo"], folder: folder.FullName, seconds: 300);
            Assert.True(pack.ExitCode == 0, pack.Output + pack.Error);
            var script = Path.Combine(folder.FullName, "use.dib");
            File.WriteAllText(script, $"#!csharp\n\n#i \"nuget: {folder.FullName}/feed\"\n#r \"nuget: {name}, 1.2.3\"\n\n#!csharp\n\nif ({name}.Gift.Answer != 42) throw new Exception();\n\n#!csharp\n\n#r \"nuget: {name}, 1.2.3\"\n");
            var run = Repository.Adjoint("run", script);
            Assert.True(run.ExitCode == 0, run.Error);
            File.AppendAllText(script, $"\n#!csharp\n\n#r \"nuget: {name}, 9.9.9\"\n");
            Assert.Contains($"{name} 1.2.3 is already loaded", Repository.Adjoint("run", script).Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
