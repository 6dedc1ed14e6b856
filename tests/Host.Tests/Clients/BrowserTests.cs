namespace Adjoint.Tests.Clients;

/// <summary>What a person sees in Jupyter Notebook, in a real browser without a network.</summary>
[Trait("Speed", "Slow")]
public sealed class BrowserTests(NotebookServer server) : IClassFixture<NotebookServer>
{
    [Theory]
    [MemberData(nameof(JupyterTests.Notebooks), MemberType = typeof(JupyterTests))]
    public void Every_cell_runs_and_every_formula_is_typeset(string notebook)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "pictures")).FullName;
        var picture = Path.Combine(pictures, Path.GetFileNameWithoutExtension(notebook) + ".png");
        var report = server.Open(notebook, picture);
        Assert.Equal("adjoint", (string)report["kernel"]!);
        Assert.Empty(report["errors"]!.AsArray());
        Assert.Empty(report["outside"]!.AsArray());
        Assert.Equal(0, (int)report["mathErrors"]!);
        Assert.True((int)report["formulas"]! + (int)report["images"]! > 0, report.ToJsonString());
        Assert.True((int)report["formulas"]! >= (int)report["latexOutputs"]!, report.ToJsonString());
        Assert.True(new FileInfo(picture).Length > 20_000);
    }
}
