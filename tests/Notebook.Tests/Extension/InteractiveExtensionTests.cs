using System.Collections.Concurrent;
using System.Runtime.Loader;
using Adjoint.Extension;
using Adjoint.Extension.DotNetInteractive;
using Adjoint.Formatters;
using Adjoint.LinearAlgebra;
using Adjoint.Tests.Formatters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adjoint.Tests.Extension;

/// <summary>The extension on a stand-in of the .NET Interactive engine that has exactly the signatures which the extension uses.</summary>
[Collection(nameof(FormatterState))]
public sealed class InteractiveExtensionTests : IDisposable
{
    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Contracts = new();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("adjoint-engine-");
    private readonly AssemblyLoadContext context = new("engine");

    // The process has one notebook there, whose settings other tests would inherit.
    public InteractiveExtensionTests() => NotebookDisplay.Current = new();

    public void Dispose()
    {
        NotebookDisplay.Current = null!;
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Script_loads_the_extension_once()
    {
        var root = await Start(load: false);
        var first = await root.RunCellAsync(Script());
        Assert.Null(first.Failure);
        Assert.Equal(["Adjoint 0.1.0 is loaded; #!adjoint lists its commands."], (IEnumerable<object>)first.Shown);
        var second = await root.RunCellAsync(Script());
        Assert.Null(second.Failure);
        Assert.Empty(second.Shown);
    }

    [Fact]
    public async Task Commands_and_notice_of_an_add_on_are_there_and_its_fault_is_said()
    {
        var root = await Start();
        var prepared = 0;
        var addOn = new AddOn("Trial")
        {
            Register = static () => { },
            Commands = [new("trial", "Tries.", "#!trial") { Run = static (_, _) => Task.FromResult<object?>("tried") }],
            Prepare = () => prepared++ == 0 ? "prepared" : throw new CommandException("It cannot be used."),
        };
        Assert.Equal("prepared", InteractiveExtension.Load((object)root, addOn));
        Assert.Equal("It cannot be used.", InteractiveExtension.Load((object)root, addOn));
        var cell = await root.RunCellAsync("#!trial");
        Assert.Equal(["tried"], (IEnumerable<object>)cell.Shown);
    }

    [Fact]
    public async Task Script_leaves_no_variable_behind()
    {
        var root = await Start();
        Assert.Empty((IReadOnlyList<string>)root.Complete("#!latex", "--value"));
    }

    [Fact]
    public async Task Every_command_is_registered()
    {
        var root = await Start();
        foreach (var command in CommandSet.Standard.Commands)
        {
            var cell = await root.RunCellAsync(command.Example);
            Assert.True(cell.Failure is null, $"{command.Example}: {cell.Failure}");
            Assert.NotEmpty(cell.Shown);
        }
    }

    [Theory]
    [InlineData("#!matrix --as A \"1 2; 3 4\"")]
    [InlineData("#!matrix 1 2; 3 4 --as A")]
    [InlineData("#!matrix --as A\n1 2\n3 4")]
    [InlineData("#!matrix 5\n#!matrix --as A 1 2; 3 4\n#!matrix 6")]
    [InlineData("#!matrix --as A\n\n1 2; 3 4\n#!matrix --as B\n5 6")]
    [InlineData("var before = 1;\n#!matrix --as A\n1 2; 3 4\n#!csharp\nvar after = before;")]
    public async Task Matrix_is_a_typed_variable_of_later_cells(string cell)
    {
        var root = await Start();
        Assert.Null((await root.RunCellAsync(cell)).Failure);
        var later = await root.RunCellAsync("A.Inverse()");
        Assert.Null(later.Failure);
        Assert.Equal(ExactMatrix.Parse("-2 1; 3/2 -1/2"), Assert.Single((IEnumerable<object>)later.Shown));
    }

    [Fact]
    public async Task Rest_of_the_cell_runs_once_and_in_order()
    {
        var root = await Start();
        var cell = await root.RunCellAsync("var log = new List<int> { 1 };\n#!matrix\n1 2\n#!csharp\nlog.Add(2);\nlog.Count\n#!matrix \"3\"\n#!csharp\nlog.Add(3);\nstring.Join(' ', log)");
        Assert.Null(cell.Failure);
        Assert.Equal([ExactMatrix.Parse("1 2"), 2, ExactMatrix.Parse("3"), "1 2 3"], (IEnumerable<object>)cell.Shown);
    }

    [Fact]
    public async Task Variables_are_readable_by_commands()
    {
        var root = await Start();
        var cell = await root.RunCellAsync("var a = new[,] { { 1, 2 }, { 3, 4 } };\n#!matrix a --field F_3\n#!latex \"a.Length + 1\"");
        Assert.Null(cell.Failure);
        Assert.Equal(ExactMatrix.Parse("1 2; 0 1", new Algebra.PrimeField(3)), cell.Shown[0]);
        Assert.Equal("5", Assert.IsType<LatexSource>((object)cell.Shown[2]).Source);
    }

    [Fact]
    public async Task Quotes_inside_quotes_are_kept()
    {
        var root = await Start();
        var cell = await root.RunCellAsync("#!latex \"ExactMatrix.Parse(\\\"1\\\") * 2\"");
        Assert.Null(cell.Failure);
        Assert.Equal(@"\begin{bmatrix} 2 \end{bmatrix}", cell.Shown[1].Source);
    }

    [Fact]
    public async Task Time_measures_the_rest_of_the_cell_and_its_variables_stay()
    {
        var root = await Start();
        var cell = await root.RunCellAsync("#!time --as t\nvar kept = new byte[5_000_000];\n#!matrix 1\n#!csharp\nkept.Length");
        Assert.Null(cell.Failure);
        Assert.Equal(5_000_000, cell.Shown[1]);
        Assert.True(Assert.IsType<CellTiming>((object)cell.Shown[2]).AllocatedBytes >= 5_000_000);
        Assert.Equal([5_000_000L], (IEnumerable<object>)(await root.RunCellAsync("(long)kept.Length + 0 * t.AllocatedBytes")).Shown);
    }

    [Fact]
    public async Task Code_that_fails_fails_the_cell_and_time_is_shown()
    {
        var root = await Start();
        var cell = await root.RunCellAsync("#!time\nthrow new InvalidOperationException(\"no\");");
        Assert.Equal("no", cell.Failure);
        Assert.IsType<CellTiming>((object)Assert.Single((IEnumerable<object>)cell.Shown));
    }

    [Theory]
    [InlineData("#!matrix", "#!matrix needs a matrix, on its line or below it, as in #!matrix --as A 1 2; 3 4")]
    [InlineData("#!matrix --field F_8 5", "--field: F_8 is no field that can be computed in here: 8 is divisible by 2; expected Q, F_p with a prime p such as F_7, or real.")]
    [InlineData("#!matrix B", "B is neither a matrix such as 1 2; 3 4 nor a variable of this notebook.")]
    [InlineData("#!latex nothing", "nothing does not compile: (1,1): error CS0103: The name 'nothing' does not exist in the current context")]
    [InlineData("#!adjoint help matrx", "#!matrx is no command; did you mean #!matrix? #!lsmagic lists them.")]
    [InlineData("#!matrix \"1 x\"", "x is no rational number; expected an integer, a fraction such as 1/2 or a decimal such as 2.5.\n1 x\n  ^")]
    public async Task Mistake_fails_the_cell_in_one_sentence(string cell, string message)
    {
        var root = await Start();
        Assert.Equal(message, (await root.RunCellAsync(cell)).Failure);
    }

    [Fact]
    public async Task Help_needs_no_option()
    {
        var root = await Start();
        var cell = await root.RunCellAsync("#!adjoint help matrix\n#!adjoint help latex");
        Assert.Null(cell.Failure);
        Assert.Equal(["matrix", "latex"], ((IEnumerable<object>)cell.Shown).Cast<CommandHelp>().Select(h => h.Command.Name));
    }

    [Fact]
    public async Task Fields_and_variables_are_completed()
    {
        var root = await Start();
        Assert.Contains("F_7", (IReadOnlyList<string>)root.Complete("#!matrix", "--field"));
        await root.RunCellAsync("var alpha = 1;");
        Assert.Contains("alpha", (IReadOnlyList<string>)root.Complete("#!latex", "--value"));
    }

    [Fact]
    public async Task Value_is_updated_where_it_stands()
    {
        var root = await Start();
        var engine = Engine.Of((object)root)!;
        var context = Activator.CreateInstance(((object)root).GetType().Assembly.GetType("Microsoft.DotNet.Interactive.KernelInvocationContext")!)!;
        new EngineNotebook(engine, CommandSet.Standard, context).Display(ExactMatrix.Parse("1")).Update(new LatexSource("x"));
        Assert.Equal([new LatexSource("x")], (IEnumerable<object>)((dynamic)context).Shown);
        Assert.Equal(["text/html text/plain"], (IEnumerable<string>)((dynamic)context).MimeTypes);
    }

    [Fact]
    public void Older_engine_gets_formatters_and_one_sentence()
    {
        var path = Compile("Engine2023.cs");
        var references = Platform.Append(MetadataReference.CreateFromFile(path));
        var script = CSharpCompilation.CreateScriptCompilation(
            "script", CSharpSyntaxTree.ParseText(Script(), new CSharpParseOptions(kind: SourceCodeKind.Script), cancellationToken: TestContext.Current.CancellationToken), references);
        Assert.Empty(script.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));

        var root = Activator.CreateInstance(context.LoadFromAssemblyPath(path).GetType("Microsoft.DotNet.Interactive.CompositeKernel")!)!;
        Assert.Equal(
            "Adjoint 0.1.0 typesets values here, but its commands need an engine with KernelActionDirective (.NET Interactive of July 2024 or later); every command is also a C# call.",
            InteractiveExtension.Load(root));
    }

    private static string Source(string name)
    {
        using var stream = typeof(InteractiveExtensionTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // The C# of extension.dib, which has one cell.
    private static string Script()
    {
        var parts = Source("extension.dib").Split("#!csharp");
        Assert.Equal(2, parts.Length);
        return parts[1];
    }

    private async Task<dynamic> Start(bool load = true)
    {
        var assembly = context.LoadFromAssemblyPath(Compile("Engine2026.cs"));
        dynamic root = Activator.CreateInstance(assembly.GetType("Microsoft.DotNet.Interactive.CompositeKernel")!)!;
        dynamic csharp = Activator.CreateInstance(assembly.GetType("Microsoft.DotNet.Interactive.CSharp.CSharpKernel")!)!;
        root.Add(csharp);
        if (load)
        {
            Assert.Null((await root.RunCellAsync(Script())).Failure);
        }

        return root;
    }

    private string Compile(string contract)
    {
        var path = Path.Combine(folder.FullName, "Microsoft.DotNet.Interactive.dll");
        File.WriteAllBytes(path, Contracts.GetOrAdd(contract, name => new(() => Emit(name))).Value);
        return path;
    }

    private static byte[] Emit(string contract)
    {
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create(
            "Microsoft.DotNet.Interactive",
            [CSharpSyntaxTree.ParseText(Source(contract))],
            Platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }
}
