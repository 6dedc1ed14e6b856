using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Tests.Scripting;

/// <summary>Add-ons in a session: when they are loaded, what cells see of them, and what happens when one is broken.</summary>
[Collection("sessions")]
public sealed class AddOnTests : IDisposable
{
    private static readonly string AddOns = Path.Combine(Repository.Root, "artifacts", "tool", "addons");

    private readonly NotebookSession session = new(CommandSet.Standard, addOns: AddOns);
    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-addons-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Cell_that_mentions_no_trigger_loads_nothing()
    {
        Run("var torchlight = 1; var x = torchlight + 1; x");
        Assert.DoesNotContain("torch", session.Commands.Commands.Select(c => c.Name));
        Assert.DoesNotContain(session.CSharp.References.All, r => r.Display!.EndsWith("TorchSharp.dll", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("torch.arange(4).sum().item<long>()", "6")]
    [InlineData("using static TorchSharp.torch;\nTensor t = ones(2, 3);\nt.shape[1]", "3")]
    [InlineData("using TorchSharp;\nvar t = torch.eye(2);\nt.numel()", "4")]
    [InlineData("Tensor t = torch.zeros(5); t.numel()", "5")]
    public void Tensors_need_no_using_and_bear_one(string code, string result) => Assert.Equal(result, Run(code));

    [Theory]
    [InlineData("#r \"nuget: TorchSharp, 0.107.0\"")]
    [InlineData("#r \"nuget: TorchSharp-cpu, 0.107.0\"")]
    [InlineData("#r \"nuget: TorchSharp-cpu, 0.107.*\"\n#r \"nuget: TorchSharp\"")]
    [InlineData("#r \"nuget:Adjoint\"\n#r \"nuget:Adjoint.Tensors\"")]
    public void Package_that_the_add_on_has_is_not_fetched_and_not_there_twice(string reference)
    {
        Run(reference + "\nusing TorchSharp;\nTensor before = torch.ones(2);");
        Run(reference + "\nTensor after = torch.ones(2) + before;");
        Assert.Single(session.CSharp.References.All, r => r.Display!.EndsWith("TorchSharp.dll", StringComparison.Ordinal));
        Assert.Equal("4", Run("(before + after).sum().item<float>() - 2"));
    }

    [Fact]
    public void Other_version_of_such_a_package_is_refused_in_a_sentence()
    {
        var failed = Assert.IsType<CellOutcome.Failed>(session.Execute("#r \"nuget: TorchSharp, 0.105.0\"", 1, new RecordedCells()));
        Assert.StartsWith("#r \"nuget: TorchSharp, 0.105.0\": TorchSharp 0.107.0 belongs to this notebook already", failed.Message, StringComparison.Ordinal);
        Assert.Equal("2", Run("torch.ones(2).numel()"));
    }

    [Fact]
    public void Module_in_itself_does_not_end_the_process_that_draws_another_graph()
    {
        Run("class Ring : torch.nn.Module { public Ring() : base(\"Ring\") => register_module(\"me\", this); }\nvar ring = new Ring();");
        Run("#!autograd torch.ones(2, requires_grad: true) * 2");
        Assert.StartsWith("Ring: 0 parameters", Run("ring"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_training_leaves_its_run()
    {
        const string Begun = "training has begun";
        var interrupt = Task.Run(
            () => Assert.True(SpinWait.SpinUntil(() => AppContext.GetData(Begun) is not null && session.Interrupt(), TimeSpan.FromSeconds(60))), TestContext.Current.CancellationToken);
        var outcome = session.Execute($"torch.ones(1);\nnotebook.Train(1_000_000, i => {{ AppContext.SetData(\"{Begun}\", i); System.Threading.Thread.Sleep(5); return 1; }});", 1, new RecordedCells());
        Assert.IsType<CellOutcome.Failed>(outcome);
        await interrupt;
        Assert.Equal("Interrupted", Run("Out.Outcome.ToString()"));
    }

    [Fact]
    public void Values_declared_before_an_add_on_keep_their_types()
    {
        Run("var A = ExactMatrix.Parse(\"1 2\"); var M = Matrix<double>.Build.DenseIdentity(2);");
        Run("torch.ones(1);");
        Assert.Equal("True", Run("A == ExactMatrix.Parse(\"1 2\")"));
        Assert.Equal("2", Run("Matrix<double> N = M; N.Trace()"));
    }

    [Fact]
    public void Command_list_has_the_commands_of_add_ons_before_any_is_used()
    {
        Run("#!lsmagic");
        Assert.Contains("torch", session.Commands.Commands.Select(c => c.Name));
        Assert.DoesNotContain(session.CSharp.References.All, r => r.Display!.EndsWith("TorchSharp.dll", StringComparison.Ordinal));
    }

    [Fact]
    public void Variable_of_a_command_of_an_add_on_has_its_type()
    {
        Run("#!torch doctor --as findings");
        Assert.Equal("True", Run("findings.IsGood"));
    }

    [Theory]
    [InlineData("no json", "manifest")]
    [InlineData("{\"name\": \"Broken\", \"assembly\": \"Missing.dll\", \"entry\": \"X\", \"references\": [], \"triggers\": [\"broken\"]}", "The add-on Broken cannot be loaded: ")]
    [InlineData("{\"name\": \"Broken\", \"assembly\": \"addon.json\", \"entry\": \"X\", \"references\": [], \"triggers\": [\"broken\"]}", "The add-on Broken cannot be loaded: ")]
    public void Broken_add_on_is_one_sentence_in_the_cells_that_want_it_and_nothing_in_others(string manifest, string message)
    {
        Directory.CreateDirectory(Path.Combine(folder, "Broken"));
        File.WriteAllText(Path.Combine(folder, "Broken", "addon.json"), manifest);
        var wanting = new NotebookSession(CommandSet.Standard, addOns: folder);
        var output = new RecordedCells();
        Assert.IsType<CellOutcome.Completed>(wanting.Execute("1 + 1", 1, output));
        var outcome = wanting.Execute("var broken = 1;", 2, output);
        if (message == "manifest")
        {
            Assert.IsType<CellOutcome.Completed>(outcome);
            AddOnManifest.In(folder, out var faults);
            Assert.Contains("is no manifest of an add-on", Assert.Single(faults), StringComparison.Ordinal);
            return;
        }

        var failed = Assert.IsType<CellOutcome.Failed>(outcome);
        Assert.StartsWith(message, failed.Message, StringComparison.Ordinal);
        Assert.Single(failed.Trace);
    }

    private string? Run(string code)
    {
        var output = new RecordedCells();
        var outcome = session.Execute(code, 1, output);
        Assert.True(outcome is CellOutcome.Completed, (outcome as CellOutcome.Failed)?.Message);
        return output.Results.Select(r => MimeBundle.Of(r).First(b => b.MimeType == "text/plain").Content).LastOrDefault();
    }

    private sealed class RecordedCells : ICellOutput
    {
        public List<object?> Results { get; } = [];

        public bool IsInteractive => false;

        public void Display(string id, object? value)
        {
        }

        public void Update(string id, object? value)
        {
        }

        public void Result(object? value) => Results.Add(value);

        public void Clear(bool wait)
        {
        }

        public void Write(string text, bool error)
        {
        }

        public string? ReadLine(string prompt, bool password) => null;
    }
}
