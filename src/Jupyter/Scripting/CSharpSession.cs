using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Jupyter.Scripting;

/// <summary>C# as a conversation: each submission sees what the earlier ones declared.</summary>
/// <remarks>
/// Submissions are compiled directly, not through CSharpScript: references and usings are handed to the first one only and inherited from there, which keeps the
/// cost of a cell flat. One submission runs at a time; the caller sees to that.
/// </remarks>
internal sealed class CSharpSession
{
    /// <summary>The using directives that every cell has.</summary>
    public static readonly IReadOnlyList<string> Usings =
    [
        "System", "System.Linq", "System.Collections.Generic", "System.IO", "System.Text", "System.Threading.Tasks",
        "Adjoint", "Adjoint.Algebra", "Adjoint.Drawing", "Adjoint.Exercises", "Adjoint.Extension", "Adjoint.Formatters", "Adjoint.Graphs", "Adjoint.LinearAlgebra", "Adjoint.MatrixCalculus", "Adjoint.Notation", "Adjoint.Numbers", "Adjoint.Symbolic", "MathNet.Numerics.LinearAlgebra",
    ];

    /// <summary>Names that every cell has. Their namespace is not opened: its Vector of T would hide MathNet's.</summary>
    public const string Aliases = "using BigInteger = System.Numerics.BigInteger; using Complex = System.Numerics.Complex;";

    /// <summary>How cells are parsed.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private readonly AssemblyLoadContext assemblies = new("Adjoint cells");
    private readonly Dictionary<string, (FieldInfo Field, object Instance)> variables = new(StringComparer.Ordinal);
    private readonly List<(FieldInfo Field, object Instance)> shadowed = [];
    private const string AssemblyPrefix = "Adjoint-cell-";
    private readonly string prefix = AssemblyPrefix + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
    private CSharpCompilation? last;
    private object?[] states = new object?[64];
    private int slot;
    private int submissions;

    public CSharpSession(CellScope scope)
    {
        Scope = scope;
        states[0] = scope;
        assemblies.Resolving += (context, name) => context.Assemblies.FirstOrDefault(a => a.GetName().Name == name.Name);
    }

    /// <summary>The globals object.</summary>
    public CellScope Scope { get; }

    /// <summary>The references, which <c>#r</c> adds to.</summary>
    public ReferenceSet References { get; } = new();

    /// <summary>The compilation of the last submission that compiled.</summary>
    public CSharpCompilation? Last => last;

    /// <summary>The variables that submissions have declared, newest declaration of each name.</summary>
    public IReadOnlyCollection<string> Names => variables.Keys;

    /// <summary>The variables of which there is a newer declaration, and what they hold.</summary>
    public IEnumerable<(string Name, object? Value)> Shadowed => shadowed.Select(v => (v.Field.Name, v.Field.GetValue(v.Instance)));

    /// <summary>What cells have declared besides variables.</summary>
    public Declarations Declarations { get; } = new();

    /// <summary>The variables and their types as C# writes them.</summary>
    public IEnumerable<(string Name, string Type)> VariableTypes => variables.Select(v => (v.Key, TypeName.Visible(v.Value.Field.FieldType)));

    /// <summary>Whether an assembly was compiled from a cell.</summary>
    public static bool IsCell(Assembly? assembly) => assembly?.GetName().Name?.StartsWith(AssemblyPrefix, StringComparison.Ordinal) == true;

    /// <summary>Compiles a submission; its references and declarations count from then on, whether or not it runs to its end.</summary>
    /// <exception cref="CompilationFailedException">It does not compile.</exception>
    public Submission Compile(string source, string path, CancellationToken cancellation, bool guarded = true, IReadOnlyList<string>? usings = null)
    {
        if (last is null && source != Aliases)
        {
            Compile(Aliases, "names", cancellation, guarded: false);
        }

        var tree = CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), ParseOptions, path, cancellation);
        var root = tree.GetCompilationUnitRoot(cancellation);
        if (root.ContainsDiagnostics && tree.GetDiagnostics(cancellation).Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            throw Failure(tree.GetDiagnostics(cancellation), source, path);
        }

        var references = References.TakeNew();
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{submissions + 1}");
        var original = Compilation(name, tree, references, usings);
        var compilation = guarded ? Guarded(original, tree, root, path) : original;
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = Emit(compilation, image, symbols, cancellation);
        var failed = !emitted.Success && emitted.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
        if (failed && compilation != original)
        {
            // Either the cell is wrong, and then its own text says where, or the guards are, and then it runs without them.
            compilation = original;
            image.SetLength(0);
            symbols.SetLength(0);
            emitted = Emit(original, image, symbols, cancellation);
            failed = !emitted.Success;
        }

        if (failed)
        {
            References.Return(references);
            throw Failure(emitted.Diagnostics, source, path);
        }

        submissions++;
        last = compilation;
        Declarations.Add(root);
        image.Position = symbols.Position = 0;

        // The compiler refuses, without an error, to emit a submission of usings only: its successors see it all the same.
        return new Submission(compilation, emitted.Success ? assemblies.LoadFromStream(image, symbols) : null, root);
    }

    /// <summary>Runs a compiled submission to its end, awaited included, and returns the value of its last expression.</summary>
    public async Task<object?> RunAsync(Submission submission)
    {
        if (submission.IsEmpty)
        {
            return null;
        }

        slot++;
        if (slot >= states.Length)
        {
            Array.Resize(ref states, 2 * states.Length);
        }

        try
        {
            return await submission.Start(states!).ConfigureAwait(false);
        }
        finally
        {
            Remember(states[slot]);
        }
    }

    /// <summary>Reads a variable.</summary>
    public bool TryGet(string name, out object? value)
    {
        var found = variables.TryGetValue(name, out var variable);
        value = found ? variable.Field.GetValue(variable.Instance) : null;
        return found;
    }

    private static CSharpCompilation Guarded(CSharpCompilation original, SyntaxTree tree, SyntaxNode root, string path)
    {
        var rewritten = GuardRewriter.Rewrite(root, () => original.GetSemanticModel(tree));
        return rewritten == root
            ? original
            : original.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create((CSharpSyntaxNode)rewritten, ParseOptions, path, Encoding.UTF8));
    }

    private static EmitResult Emit(CSharpCompilation compilation, MemoryStream image, MemoryStream symbols, CancellationToken cancellation) =>
        compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellation);

    private static CompilationFailedException Failure(IEnumerable<Diagnostic> diagnostics, string source, string path) => new(
        [
            .. diagnostics
                .Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => (Diagnostic: d, Span: d.Location.GetMappedLineSpan()))
                .OrderBy(d => d.Span.Path == path ? 0 : 1)
                .ThenBy(d => d.Diagnostic.Location.SourceSpan.Start)
                .Select(d => new SubmissionFault(
                    d.Diagnostic.Id,
                    d.Diagnostic.GetMessage(CultureInfo.InvariantCulture),
                    d.Span.StartLinePosition.Line + 1,
                    d.Span.StartLinePosition.Character + 1,
                    Math.Max(1, d.Diagnostic.Location.SourceSpan.Length)))
                .DistinctBy(f => (f.Id, f.Line, f.Column)),
        ],
        source);

    private CSharpCompilation Compilation(string name, SyntaxTree tree, IReadOnlyList<MetadataReference> references, IReadOnlyList<string>? usings) =>
        CSharpCompilation.CreateScriptCompilation(
            name,
            tree,
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                scriptClassName: "Submission#" + (submissions + 1).ToString(CultureInfo.InvariantCulture),
                usings: usings ?? (last is null ? Usings : []),
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                sourceReferenceResolver: SourceFileResolver.Default,
                assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default,
                nullableContextOptions: NullableContextOptions.Annotations,
                concurrentBuild: false),
            last,
            typeof(object),
            typeof(CellScope));

    private void Remember(object? instance)
    {
        if (instance is null)
        {
            return;
        }

        foreach (var field in instance.GetType().GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (!field.Name.Contains('<', StringComparison.Ordinal))
            {
                if (variables.TryGetValue(field.Name, out var earlier))
                {
                    shadowed.Add(earlier);
                }

                variables[field.Name] = (field, instance);
            }
        }
    }
}
