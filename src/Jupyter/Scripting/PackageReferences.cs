using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Adjoint.Extension;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Carries out <c>#r "path.dll"</c>, <c>#r "nuget: Name, Version"</c> and <c>#i "nuget: source"</c>.</summary>
/// <remarks>Packages are resolved by <c>dotnet restore</c>, all of a session together, and the answer is kept on disk, so that the same set costs nothing the next time.</remarks>
internal sealed partial class PackageReferences
{
    private readonly SortedDictionary<string, string> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> sources = [];
    private readonly List<string> nativeFolders = [];
    private bool listening;

    /// <summary>The code with its reference directives carried out and blanked.</summary>
    /// <param name="code">The code.</param>
    /// <param name="references">Where references are added.</param>
    /// <param name="builtIn">Packages that the session has without fetching them, with their versions.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="cancellation">Ends the wait for a package.</param>
    /// <exception cref="CommandException">A file or package cannot be had; the message says why.</exception>
    public async Task<string> ResolveAsync(string code, ReferenceSet references, IReadOnlyDictionary<string, string> builtIn, string folder, CancellationToken cancellation)
    {
        if (!code.Contains("#r", StringComparison.Ordinal) && !code.Contains("#i", StringComparison.Ordinal))
        {
            return code;
        }

        var root = CSharpSyntaxTree.ParseText(code, CSharpSession.ParseOptions, cancellationToken: cancellation).GetCompilationUnitRoot(cancellation);
        var blanked = new StringBuilder(code);
        var asked = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var directive in root.DescendantTrivia(descendIntoTrivia: false).Where(t => t.IsDirective))
        {
            var text = code.AsSpan(directive.SpanStart, directive.Span.Length).TrimEnd("\r\n").ToString();
            if (Directive().Match(text) is not { Success: true } match)
            {
                continue;
            }

            Blank(blanked, directive.SpanStart, text.Length);
            var target = match.Groups["target"].Value.Trim();
            if (Nuget().Match(target) is { Success: true } nuget)
            {
                Note(match.Groups["kind"].Value, nuget.Groups["what"].Value, builtIn, asked);
            }
            else if (match.Groups["kind"].Value == "i")
            {
                throw new CommandException($"#i \"{target}\": a package source is written #i \"nuget: FOLDER-OR-ADDRESS\".");
            }
            else
            {
                AddFile(target, references, folder);
            }
        }

        if (asked.Count > 0)
        {
            await RestoreAsync(asked, references, cancellation);
        }

        return blanked.ToString();
    }

    private static void Blank(StringBuilder text, int start, int length)
    {
        for (var i = start; i < start + length; i++)
        {
            text[i] = ' ';
        }
    }

    private static void AddFile(string target, ReferenceSet references, string folder)
    {
        var path = Path.GetFullPath(target, folder);
        if (!File.Exists(path))
        {
            // A simple name such as System.Xml.Linq names an assembly of the platform.
            if (references.PathOf(target.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? target[..^4] : target) is null)
            {
                throw new CommandException($"#r \"{target}\": there is no file {path}.");
            }

            return;
        }

        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            throw new CommandException($"#r \"{target}\": the file is no .NET assembly.");
        }

        references.Add(path);
    }

    private void Note(string kind, string what, IReadOnlyDictionary<string, string> builtIn, SortedDictionary<string, string> asked)
    {
        if (kind == "i")
        {
            sources.Add(what.Trim());
            return;
        }

        var pieces = what.Split(',', StringSplitOptions.TrimEntries);
        var (name, version) = (pieces[0], pieces.Length > 1 && pieces[1].Length > 0 ? pieces[1] : "*");
        if (pieces.Length > 2 || !PackageName().IsMatch(name) || !PackageVersion().IsMatch(version))
        {
            throw new CommandException($"#r \"nuget: {what.Trim()}\": a package is written #r \"nuget: Name, Version\".");
        }

        if (name.Equals("Adjoint", StringComparison.OrdinalIgnoreCase))
        {
            // What .NET Interactive has to fetch is what runs this cell.
            return;
        }

        if (builtIn.TryGetValue(name, out var own))
        {
            if (!Fits(own, version))
            {
                throw new CommandException($"#r \"nuget: {name}, {version}\": {name} {own} belongs to this notebook already, and a session can have one version of it; leave the line out, or write #r \"nuget: {name}, {own}\".");
            }

            return;
        }

        if (packages.TryGetValue(name, out var present))
        {
            if (version != "*" && version != present)
            {
                throw new CommandException(
                    $"#r \"nuget: {name}, {version}\": {name} {present} is already loaded in this session; restart the kernel to use {version}.");
            }

            return;
        }

        asked[name] = version;
    }

    // Stricter than NuGet, for which 1.2.0 is the least version: who writes a version expects that one.
    private static bool Fits(string present, string asked) => present == "*" || asked.EndsWith('*') ? present.StartsWith(asked[..^1], StringComparison.Ordinal)
        : asked.Trim('[', ']') == present;

    private async Task RestoreAsync(SortedDictionary<string, string> asked, ReferenceSet references, CancellationToken cancellation)
    {
        var all = new SortedDictionary<string, string>(packages, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, version) in asked)
        {
            all[name] = version;
        }

        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', all.Select(p => $"{p.Key.ToUpperInvariant()} {p.Value}").Concat(sources))))).AsSpan(0, 24).ToString();
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "adjoint", "packages", key);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        if (!File.Exists(assets) || !TryLoad(assets, all, references))
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "cell.csproj"), Project(all), cancellation);
            await DotnetRestoreAsync(folder, asked, cancellation);
            if (!TryLoad(assets, all, references))
            {
                throw new CommandException($"#r \"nuget: {string.Join("; ", asked.Keys)}\": the package was restored, but its files are missing.");
            }
        }
    }

    private string Project(SortedDictionary<string, string> all)
    {
        var references = string.Concat(all.Select(p =>
            $"<PackageReference Include=\"{SecurityElement.Escape(p.Key)}\" Version=\"{SecurityElement.Escape(p.Value)}\" />"));
        var more = sources.Count == 0
            ? string.Empty
            : $"<RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', sources))}</RestoreAdditionalProjectSources>";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <NuGetAudit>false</NuGetAudit>
                <DisableImplicitNuGetFallbackFolder>true</DisableImplicitNuGetFallbackFolder>
                {more}
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """;
    }

    private static async Task DotnetRestoreAsync(string folder, SortedDictionary<string, string> asked, CancellationToken cancellation)
    {
        using var restore = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["restore", "cell.csproj", "--nologo", "-v", "q", "-tl:off"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            restore.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CommandException($"#r \"nuget: {string.Join("; ", asked.Keys)}\": the dotnet command, which fetches packages, is not on the PATH.");
        }

        var printed = restore.StandardOutput.ReadToEndAsync(cancellation);
        var errors = restore.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await restore.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            restore.Kill(entireProcessTree: true);
            throw;
        }

        if (restore.ExitCode != 0)
        {
            var reason = (await printed + await errors).Split('\n').Select(l => RestoreError().Match(l)).FirstOrDefault(m => m.Success)?.Groups["reason"].Value;
            File.Delete(Path.Combine(folder, "obj", "project.assets.json"));
            throw new CommandException(
                $"#r \"nuget: {string.Join("; ", asked.Select(p => p.Value == "*" ? p.Key : $"{p.Key}, {p.Value}"))}\": "
                + (reason ?? string.Create(CultureInfo.InvariantCulture, $"dotnet restore ended with code {restore.ExitCode}")).TrimEnd('.') + ".");
        }
    }

    // The assets file lists, per library of the target, the files to compile against and to load.
    private bool TryLoad(string assets, SortedDictionary<string, string> all, ReferenceSet references)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(assets));
        var root = document.RootElement;
        var packageFolders = root.GetProperty("packageFolders").EnumerateObject().Select(p => p.Name).ToList();
        var target = root.GetProperty("targets").EnumerateObject().OrderByDescending(t => t.Name.Length).First().Value;
        var managed = new List<string>();
        var native = new List<string>();
        foreach (var library in target.EnumerateObject())
        {
            if (!root.GetProperty("libraries").TryGetProperty(library.Name, out var description) || !description.TryGetProperty("path", out var relative))
            {
                continue;
            }

            var home = packageFolders.Select(f => Path.Combine(f, relative.GetString()!)).FirstOrDefault(Directory.Exists);
            if (home is null)
            {
                return false;
            }

            managed.AddRange(Files(library.Value, "runtime", home));
            native.AddRange(Files(library.Value, "native", home));
        }

        if (!managed.Concat(native).All(File.Exists))
        {
            return false;
        }

        foreach (var file in managed)
        {
            references.Add(file);
        }

        nativeFolders.AddRange(native.Select(f => Path.GetDirectoryName(f)!).Distinct());
        Listen();
        foreach (var (name, version) in all)
        {
            packages[name] = version;
        }

        return true;
    }

    private static IEnumerable<string> Files(JsonElement library, string kind, string home) => library.TryGetProperty(kind, out var files)
        ? files.EnumerateObject().Where(f => !f.Name.EndsWith("_._", StringComparison.Ordinal)).Select(f => Path.Combine(home, f.Name))
        : [];

    private void Listen()
    {
        if (listening || nativeFolders.Count == 0)
        {
            return;
        }

        listening = true;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        {
            foreach (var candidate in nativeFolders.SelectMany(f => new[] { name, $"lib{name}.so", $"{name}.dll", $"lib{name}.dylib", $"{name}.so" }.Select(n => Path.Combine(f, n))))
            {
                if (File.Exists(candidate) && NativeLibrary.TryLoad(candidate, out var handle))
                {
                    return handle;
                }
            }

            return 0;
        };
    }

    [GeneratedRegex("""^\s*#(?<kind>[ri])\s+"(?<target>[^"]*)"\s*(//.*)?$""")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^nuget\s*:\s*(?<what>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Nuget();

    [GeneratedRegex(@"^[A-Za-z0-9_.\-]{1,100}$")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"^[0-9A-Za-z.\-+*\[\]()]{1,64}$")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"error\s+(?:[A-Z]+\d+)\s*:\s*(?<reason>.*?)(?:\s*\[[^\]]*\])?\s*$")]
    private static partial Regex RestoreError();
}
