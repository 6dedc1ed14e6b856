using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Adjoint.Extension.Courses;

/// <summary>Compiles the exercises of a course, and keeps what it made for the next time.</summary>
internal static class CourseCompiler
{
    // The namespaces that docs/writing-exercises.md says are open.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using Adjoint.Algebra;
        global using Adjoint.Exercises;
        global using Adjoint.LinearAlgebra;
        global using Adjoint.MatrixCalculus;
        global using Adjoint.Notation;
        global using Adjoint.Symbolic;
        global using BigInteger = System.Numerics.BigInteger;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    /// <summary>The assembly of some sources.</summary>
    /// <exception cref="CourseException">They do not compile; the message gives the first error and its place.</exception>
    public static Assembly Compile(string name, IReadOnlyList<string> paths)
    {
        var sources = paths.Select(path => (Path: path, Text: File.ReadAllText(path))).ToList();
        var cached = Path.Combine(CacheFolder, $"{name}-{Digest(sources)}.dll");
        if (File.Exists(cached))
        {
            try
            {
                return Load(name, File.ReadAllBytes(cached));
            }
            catch (BadImageFormatException)
            {
                // Damaged since: it is made again.
            }
        }

        var image = Emit(name, sources);
        Keep(cached, image);
        return Load(name, image);
    }

    // A host may have loaded this assembly where the default context does not look.
    private static Assembly Load(string name, byte[] image)
    {
        var context = new AssemblyLoadContext(name, isCollectible: true);
        context.Resolving += (_, wanted) => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => !a.IsCollectible && a.GetName().Name == wanted.Name);
        using var stream = new MemoryStream(image);
        return context.LoadFromStream(stream);
    }

    private static string CacheFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "adjoint",
        "courses");

    // Everything that the result depends on: the sources, and the assemblies that they are compiled against.
    private static string Digest(IReadOnlyList<(string Path, string Text)> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { typeof(Rational).Assembly, typeof(Exercise).Assembly, typeof(CourseCompiler).Assembly }.Select(a => a.ManifestModule.ModuleVersionId.ToString())
            .Concat(sources.SelectMany(source => new[] { Path.GetFileName(source.Path), source.Text })))
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(part)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Emit(string name, IReadOnlyList<(string Path, string Text)> sources)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings, Parsing), .. sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, Parsing, source.Path, Encoding.UTF8, Cancellation.Current))],
            References(),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded), cancellationToken: Cancellation.Current);
        if (!emitted.Success)
        {
            var error = emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).First();
            var place = error.Location.GetLineSpan();
            throw new CourseException(
                string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(Path.GetFileName(Path.GetDirectoryName(place.Path)) ?? string.Empty, Path.GetFileName(place.Path))}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})"),
                $"{error.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.')} ({error.Id})");
        }

        return image.ToArray();
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll")
            .Concat([typeof(Rational).Assembly.Location, typeof(Exercise).Assembly.Location, typeof(MathNet.Numerics.Permutation).Assembly.Location])
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path));

    // What cannot be kept is compiled again next time.
    private static void Keep(string path, byte[] image)
    {
        try
        {
            Directory.CreateDirectory(CacheFolder);
            var fresh = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}");
            File.WriteAllBytes(fresh, image);
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A home without space, or none at all.
        }
    }
}
