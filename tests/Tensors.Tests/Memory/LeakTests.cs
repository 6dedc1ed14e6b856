using System.Runtime.CompilerServices;
using Adjoint.Tensors;
using Adjoint.Tensors.Memory;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Memory;

public sealed class LeakTests
{
    [Fact]
    public void Every_kind_of_container_is_walked_and_its_path_is_C_sharp()
    {
        using var scope = NewDisposeScope();
        var captured = ones(2);
        var notebook = new VariableNotebook
        {
            ["plain"] = ones(3),
            ["list"] = new List<Tensor> { ones(1), ones(1) },
            ["array"] = new object?[] { null, ones(1) },
            ["grid"] = new Tensor[,] { { ones(1), ones(1) } },
            ["byName"] = new Dictionary<string, Tensor> { ["w"] = ones(1) },
            ["byNumber"] = new Dictionary<int, List<Tensor>> { [7] = [ones(1)] },
            ["pair"] = (ones(1), 3),
            ["boxed"] = Tuple.Create("a", ones(1)),
            ["record"] = new State(ones(1), 0.1),
            ["closure"] = new Func<Tensor>(() => captured),
            ["set"] = new HashSet<Tensor> { ones(1) },
            ["nothing"] = null,
            ["number"] = 3,
        };

        Assert.Equal(
            [
                "array[1]", "boxed.Item2", "byName[\"w\"]", "byNumber[7][0]", "closure.Target.captured", "grid[0, 0]", "grid[0, 1]", "list[0]", "list[1]", "pair.Item1", "plain",
                "record.Weights", "set[0].Value",
            ],
            LeakReport.Of(notebook).Holdings.Select(h => h.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Module_has_the_paths_of_its_state_dict_and_its_gradients()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.BatchNorm1d(3));
        model.forward(ones(4, 2)).sum().backward();
        var paths = LeakReport.Of(new VariableNotebook { ["model"] = model }).Holdings.Select(h => h.Path).ToList();
        Assert.Superset(new HashSet<string> { "model[0].weight", "model[0].bias", "model[0].weight.grad", "model[2].running_mean" }, paths.ToHashSet());
        Assert.Equal(model.state_dict().Count + model.parameters().Count(), paths.Count);
    }

    [Fact]
    public void Own_module_that_keeps_a_tensor_beside_its_parameters_shows_it()
    {
        using var scope = NewDisposeScope();
        using var model = new Keeping();
        Assert.Superset(
            new HashSet<string> { "model.layers[0].weight", "model.kept[0]" },
            LeakReport.Of(new VariableNotebook { ["model"] = model }).Holdings.Select(h => h.Path).ToHashSet());
    }

    [Fact]
    public void State_of_an_optimizer_is_found()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 2);
        using var optimizer = optim.Adam(layer.parameters());
        layer.forward(ones(1, 2)).sum().backward();
        optimizer.step();
        var holdings = LeakReport.Of(new VariableNotebook { ["optimizer"] = optimizer }).Holdings;
        Assert.Equal(2, holdings.Count(h => h.Path.StartsWith("optimizer", StringComparison.Ordinal) && h.Path.EndsWith(".exp_avg", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cycles_end()
    {
        using var scope = NewDisposeScope();
        var a = new Node { Value = ones(1) };
        a.Next = new Node { Next = a };
        Assert.Equal("a.Value", Assert.Single(LeakReport.Of(new VariableNotebook { ["a"] = a }).Holdings).Path);
    }

    [Fact]
    public void Views_share_one_storage_and_it_is_counted_once()
    {
        using var scope = NewDisposeScope();
        var x = zeros(100, 100);
        var notebook = new VariableNotebook { ["x"] = x, ["row"] = x[3], ["transposed"] = x.T, ["copy"] = x.clone() };
        var report = MemoryReport.Of(notebook);
        Assert.Equal(2 * 40_000, report.HeldBytes);
        Assert.Equal(2 * 40_000, report.HeldOn(CPU));
        Assert.Equal("x", report.Holdings.Single(h => h.Path == "row").ViewOf);
        Assert.Equal(40_000, report.Holdings.Single(h => h.Path == "row").Bytes);
    }

    [Fact]
    public void Every_layout_and_type_is_measured()
    {
        using var scope = NewDisposeScope();
        var sparse = sparse_coo_tensor(tensor(new long[,] { { 0, 1 }, { 1, 0 } }), ones(2), [2, 2]);
        var disposed = ones(3);
        var notebook = new VariableNotebook
        {
            ["half"] = zeros(10, ScalarType.BFloat16),
            ["truth"] = zeros(10, ScalarType.Bool),
            ["complex"] = zeros(10, ScalarType.ComplexFloat64),
            ["scalar"] = tensor(1.0),
            ["empty"] = zeros(0, 5),
            ["meta"] = zeros([1000, 1000], device: META),
            ["sparse"] = sparse,
            ["coalesced"] = ones(2, 2).to_sparse(),
            ["quantized"] = quantize_per_tensor(ones(10), 0.1, 0, ScalarType.QInt8),
            ["disposed"] = disposed,
        };
        disposed.Dispose();
        var bytes = LeakReport.Of(notebook).Holdings.ToDictionary(h => h.Path, h => h.Bytes);
        Assert.Equal((20, 10, 160, 8, 0, 0, 10), (bytes["half"], bytes["truth"], bytes["complex"], bytes["scalar"], bytes["empty"], bytes["meta"], bytes["quantized"]));
        Assert.Equal((2 * 4 * 8) + (4 * 4), bytes["coalesced"]);
        Assert.DoesNotContain("disposed", bytes.Keys);
    }

    [Fact]
    public void Each_tensor_belongs_to_the_cell_after_which_it_was_first_seen()
    {
        using var scope = NewDisposeScope();
        var notebook = new VariableNotebook { ["a"] = ones(2) };
        TensorLedger.AfterCell(notebook, 1);
        notebook["b"] = new List<Tensor> { ones(2), ones(3) };
        TensorLedger.AfterCell(notebook, 2);
        notebook["c"] = ones(4);
        var cells = LeakReport.Of(notebook).Holdings.ToDictionary(h => h.Path, h => h.Cell);
        Assert.Equal((1, 2, 2, null), (cells["a"], cells["b[0]"], cells["b[1]"], cells["c"]));
        Assert.Equal([1, 2], LeakReport.Of(notebook).Cells.Where(c => c.Holdings.Count > 0).Select(c => c.Cell));
    }

    [Fact]
    public void Ledger_keeps_no_tensor_alive()
    {
        var notebook = new VariableNotebook();
        var gone = Make(notebook);
        notebook.Forget("x");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(gone.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make(VariableNotebook notebook)
        {
            var x = ones(10);
            notebook["x"] = x;
            TensorLedger.AfterCell(notebook, 1);
            LeakReport.Of(notebook).ToString();
            return new(x);
        }
    }

    [Fact]
    public void What_nothing_holds_is_told_and_collected_when_asked()
    {
        var notebook = new VariableNotebook();
        LeakReport.Of(notebook, collect: true);
        var unheld = LeakReport.Of(notebook).Unheld;
        Drop();
        TensorLedger.AfterCell(notebook, 1);
        Assert.InRange(LeakReport.Of(notebook).Unheld, unheld + 1, unheld + 50);
        var report = LeakReport.Of(notebook, collect: true);
        Assert.InRange(report.Freed!.Value, 50, 60);
        Assert.Equal(unheld, report.Unheld);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Drop()
        {
            for (var i = 0; i < 50; i++)
            {
                GC.KeepAlive(ones(10));
            }
        }
    }

    [Fact]
    public void Parameters_that_are_held_count_once()
    {
        LeakReport.Of(new VariableNotebook(), collect: true);
        var unheld = LeakReport.Of(new VariableNotebook()).Unheld;
        using var layer = nn.Linear(5, 5);
        Assert.Equal(unheld, LeakReport.Of(new VariableNotebook { ["layer"] = layer }).Unheld);
    }

    [Fact]
    public void Report_makes_no_tensor_and_changes_none()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        (x * x).sum().backward();
        var notebook = new VariableNotebook { ["x"] = x, ["sparse"] = ones(2, 2).to_sparse() };
        var (count, state) = (LiveTensors.Count, random.get_rng_state());
        TensorLedger.AfterCell(notebook, 1);
        _ = LeakReport.Of(notebook).ToString();
        _ = MemoryReport.Of(notebook).ToString();
        Assert.Equal(count + 1, LiveTensors.Count);
        Assert.True(state.equal(random.get_rng_state()).all().item<bool>());
        Assert.Equal([2f, 2f, 2f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Variable_that_was_declared_anew_still_holds_and_the_report_says_so()
    {
        using var scope = NewDisposeScope();
        var notebook = new VariableNotebook { ["x"] = ones(1000) };
        notebook["x"] = ones(2000);
        var report = LeakReport.Of(notebook);
        Assert.Equal(["x", "x" + Reachability.Shadowed], report.Holdings.Select(h => h.Path));
        Assert.Contains("1 tensor with 4.00 kB is held by variables that a later cell declared anew", report.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_much_to_see_is_said()
    {
        using var scope = NewDisposeScope();
        var notebook = new VariableNotebook { ["many"] = Enumerable.Range(0, 300_000).Select(i => new object[] { new object() }).ToArray(), ["x"] = ones(1) };
        var report = LeakReport.Of(notebook);
        Assert.Contains("there may be more", report.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("x", Assert.Single(report.Holdings).Path);
    }

    [Fact]
    public void Ledger_looks_at_no_more_than_it_may()
    {
        using var scope = NewDisposeScope();
        var first = ones(1);
        var notebook = new VariableNotebook { ["pairs"] = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 1000).Select(_ => (1, (object)new object())).ToArray()).ToList(), ["x"] = first };
        var walk = new Reachability(new(), 5000, TimeSpan.FromDays(1));
        walk.Walk(notebook);
        Assert.True(walk.IsCut);
        Assert.Same(first, Assert.Single(walk.Tensors));
    }

    [Fact]
    public void Page_fits_a_hundred_columns_and_escapes_what_it_shows()
    {
        using var scope = NewDisposeScope();
        var notebook = new VariableNotebook { ["x"] = new Dictionary<string, Tensor> { ["<script>alert(1)</script>" + new string('y', 200)] = ones(1) } };
        IPagedReport report = LeakReport.Of(notebook);
        Assert.All(report.ToPage().ToText().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.DoesNotContain("<script", report.ToPage().ToHtml(), StringComparison.Ordinal);
    }

    private sealed record State(Tensor Weights, double Rate);

    private sealed class Node
    {
        public Node? Next { get; set; }

        public Tensor? Value { get; set; }
    }

#pragma warning disable CA2213 // a module disposes of the modules that are registered with it
    private sealed class Keeping : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Linear(2, 2));
        private readonly List<Tensor> kept = [];

        public Keeping() : base("keeping")
        {
            RegisterComponents();
            kept.Add(ones(1));
        }

        public override Tensor forward(Tensor input) => layers.forward(input);
    }
}
