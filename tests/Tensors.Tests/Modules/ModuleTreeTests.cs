using Adjoint.Formatters;
using Adjoint.Tensors;
using Adjoint.Tensors.Modules;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Modules;

public sealed class ModuleTreeTests
{
    public ModuleTreeTests() => ModuleFormatters.Register();

    [Fact]
    public void Totals_are_those_of_the_parameters()
    {
        using var model = Model();
        var tree = model.Tree();
        Assert.Equal(model.parameters().Sum(p => p.numel()), tree.Parameters);
        Assert.Equal(tree.Parameters, tree.TrainableParameters);
        Assert.Equal(model.state_dict().Values.Sum(t => t.numel() * t.element_size()), tree.Bytes);
    }

    [Fact]
    public void Text_is_a_tree_of_modules_and_shapes()
    {
        using var model = torch.nn.Sequential(("first", torch.nn.Linear(3, 4)), ("relu", torch.nn.ReLU()));
        Assert.Equal(
            """
            Sequential: 16 parameters, 64 B
            Sequential                16  64 B
            ├ first     Linear        16  64 B
            │ ├ weight  float32  4×3  12  48 B
            │ └ bias    float32  4     4  16 B
            └ relu      ReLU           0   0 B
            """.ReplaceLineEndings("\n"),
            MimeBundle.Of(model).First(b => b.MimeType == "text/plain").Content);
    }

    [Fact]
    public void Sample_gives_the_shape_that_every_part_returns_and_changes_nothing()
    {
        using var model = Model();
        model.train();
        model.named_children().First().module.eval();
        var modes = model.modules().Select(m => m.training).ToList();
        var before = model.state_dict().ToDictionary(p => p.Key, p => p.Value.clone());
        using var sample = torch.ones(2, 3, 8, 8);
        var tree = model.Tree(sample);
        Assert.Equal(["2×4×6×6", "2×4×6×6", "2×4×6×6", "2×144", "2×5"], tree.Children.Select(c => c.OutputShape));
        Assert.Equal(modes, model.modules().Select(m => m.training));
        Assert.All(model.state_dict(), p => Assert.True(p.Value.equal(before[p.Key]).all().item<bool>(), p.Key));
        using var again = model.call(sample);
        Assert.Equal(2, again.dim());
    }

    [Fact]
    public void Frozen_and_shared_parameters_are_said_and_counted_once()
    {
        using var linear = torch.nn.Linear(2, 2);
        linear.weight.requires_grad = false;
        using var model = torch.nn.Sequential(("a", linear), ("b", linear));
        var tree = model.Tree();
        Assert.Equal((6, 2), (tree.Parameters, tree.TrainableParameters));
        Assert.Contains("frozen", MimeBundle.Of(model).First(b => b.MimeType == "text/plain").Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_module_is_cut_and_says_so()
    {
        using var model = torch.nn.Sequential(Enumerable.Range(0, 500).Select(i => ($"part{i}", (torch.nn.Module<torch.Tensor, torch.Tensor>)torch.nn.Linear(1, 1))));
        var text = MimeBundle.Of(model).First(b => b.MimeType == "text/plain").Content;
        Assert.Matches(@"\nand 14\d\d rows more$", text);
        Assert.True(MimeBundle.Of(model).First(b => b.MimeType == "text/html").Content.Length < 40_000);
    }

    [Fact]
    public void Module_in_itself_is_named_there_and_not_entered_again()
    {
        // Disposing either would end the process: TorchSharp goes round.
#pragma warning disable CA2000
        var whole = new Holder();
        var part = new Holder();
#pragma warning restore CA2000
        whole.Add("part", part);
        whole.Add("again", part);
        part.Add("whole", whole);
        Assert.Equal("Holder, which it is in", Assert.Single(whole.Tree().Children[0].Children).Kind);
        Assert.Equal(["weight", "part.weight"], ModuleWalk.Parameters(whole).Select(p => p.Path));
        Assert.Equal(2, whole.Tree().Parameters);
        Assert.Contains("is in itself", Assert.Throws<ArgumentException>(() => whole.Tree(torch.ones(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_module_has_its_parameters_and_fits_the_page()
    {
        using var scope = torch.NewDisposeScope();
        torch.nn.Module<torch.Tensor, torch.Tensor> deep = torch.nn.Linear(2, 3);
        for (var i = 0; i < 300; i++)
        {
            deep = torch.nn.Sequential(deep);
        }

        Assert.Equal((9, 36), (deep.Tree().Parameters, deep.Tree().Bytes));
        Assert.All(MimeBundle.Of(deep).First(b => b.MimeType == "text/plain").Content.Split('\n'), line => Assert.InRange(line.Length, 1, 100));
    }

    [Fact]
    public void Lists_and_dictionaries_of_modules_have_what_is_in_them()
    {
        using var scope = torch.NewDisposeScope();
        var (list, dictionary) = (torch.nn.ModuleList(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)), torch.nn.ModuleDict(("a", torch.nn.Linear(2, 2))));
        Assert.Equal((12, "1"), (list.Tree().Parameters, list.Tree().Children[1].Name));
        Assert.Equal((6, "a"), (dictionary.Tree().Parameters, Assert.Single(dictionary.Tree().Children).Name));
    }

    [Fact]
    public void Types_are_named_as_tensors_name_them()
    {
        using var holder = new Holder(torch.uint8);
        Assert.Equal("uint8", Assert.Single(holder.Tree().Tensors).Kind);
    }

    [Fact]
    public void Hostile_name_is_text()
    {
        using var model = torch.nn.Sequential(("<script>alert(1)</script>", torch.nn.ReLU()));
        Assert.DoesNotContain("<script", MimeBundle.Of(model).First(b => b.MimeType == "text/html").Content, StringComparison.Ordinal);
    }

    private static TorchSharp.Modules.Sequential Model() => torch.nn.Sequential(
        ("conv", torch.nn.Conv2d(3, 4, 3)), ("norm", torch.nn.BatchNorm2d(4)), ("relu", torch.nn.ReLU()), ("flat", torch.nn.Flatten()), ("last", torch.nn.Linear(144, 5)));

    private sealed class Holder : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        public Holder(torch.ScalarType? type = null)
            : base(nameof(Holder))
        {
            if (type is { } given)
            {
                register_buffer("buffer", torch.ones(1, dtype: given));
            }
            else
            {
                register_parameter("weight", new(torch.ones(1)));
            }
        }

        public void Add(string name, torch.nn.Module part) => register_module(name, part);

        public override torch.Tensor forward(torch.Tensor input) => input;
    }
}
