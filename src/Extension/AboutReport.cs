using System.Reflection;
using System.Runtime.InteropServices;

namespace Adjoint.Extension;

/// <summary>What <c>#!about</c> shows: which programs and libraries are at work here, in which versions and under which licences.</summary>
public sealed record AboutReport(IReadOnlyList<AboutReport.Item> Items) : IReport
{
    // The licences that the packages themselves declare.
    private static readonly Dictionary<string, string> Licences = new(StringComparer.Ordinal)
    {
        ["MathNet.Numerics"] = "MIT",
        ["Microsoft.DotNet.Interactive"] = "MIT",
        ["Microsoft.DotNet.Interactive.Formatting"] = "MIT",
        ["Microsoft.AspNetCore.Html.Abstractions"] = "Apache-2.0",
        ["Microsoft.CodeAnalysis.CSharp"] = "MIT",
        ["NetMQ"] = "LGPL-3.0",
        ["NuGet.Protocol"] = "Apache-2.0",
        ["System.CommandLine"] = "MIT",
        ["Jint"] = "BSD-2-Clause",
        ["Markdig"] = "BSD-2-Clause",
        ["TorchSharp"] = "MIT",
        ["XPlot.Plotly"] = "Apache-2.0",
        ["FSharp.Core"] = "MIT",
        ["Newtonsoft.Json"] = "MIT",
    };

    /// <summary>The process as it is now: Adjoint and its add-ons, the runtime, the system, and the libraries that are loaded.</summary>
    public static AboutReport Now()
    {
        var loaded = AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic)
            .Select(a => (Name: a.GetName().Name ?? string.Empty, Assembly: a))
            .DistinctBy(a => a.Name)
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .ToList();
        var own = typeof(AboutReport).Assembly;
        return new(
        [
            new("Adjoint", VersionOf(own), "MIT"),
            .. loaded.Where(a => a.Name.StartsWith("Adjoint.", StringComparison.Ordinal) && !IsTest(a.Name)).Select(a => new Item(a.Name, VersionOf(a.Assembly), "MIT")),
            new(".NET", RuntimeInformation.FrameworkDescription.Replace(".NET ", string.Empty, StringComparison.Ordinal), "MIT"),
            new("operating system", $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", string.Empty),
            .. loaded.Where(a => Licences.ContainsKey(a.Name)).Select(a => new Item(a.Name, VersionOf(a.Assembly), Licences[a.Name])),
        ]);
    }

    /// <inheritdoc cref="IReport.ToTable"/>
    ReportTable IReport.ToTable() => new(string.Empty, ["part", "version", "licence"], [.. Items.Select(i => new[] { i.Name, i.Version, i.Licence })]);

    private static bool IsTest(string name) => name.EndsWith(".Tests", StringComparison.Ordinal);

    private static string VersionOf(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? string.Empty;
        return version.Split('+')[0];
    }

    /// <summary>One program or library.</summary>
    /// <param name="Name">Of the program, or of the assembly.</param>
    /// <param name="Version">As it calls itself, without the source revision.</param>
    /// <param name="Licence">The SPDX identifier; empty for what is not ours to say.</param>
    public sealed record Item(string Name, string Version, string Licence);
}
