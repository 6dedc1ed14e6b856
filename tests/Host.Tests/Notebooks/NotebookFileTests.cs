using System.Text.Json.Nodes;
using Adjoint.Cli.Commands;
using Adjoint.Cli.Notebooks;

namespace Adjoint.Tests.Notebooks;

public sealed class NotebookFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("adjoint notebooks ∂");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("{", "no JSON from line 1")]
    [InlineData("[]", "its JSON is no object")]
    [InlineData("{}", "does not say nbformat 4")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "is in nbformat 3; convert it")]
    [InlineData("{\"nbformat\": 4, \"cells\": {}}", "its cells must be a list")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\"}]}", "its cells must be a list")]
    [InlineData("{\"nbformat\": 4, \"cells\": [5]}", "its cells must be a list")]
    public void File_that_is_no_notebook_says_why(string content, string fact) =>
        Assert.Contains(fact, Assert.Throws<UsageException>(() => NotebookFile.Read(Write("n.ipynb", content))).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_metadata_survives_and_every_cell_gets_an_identifier_of_its_own()
    {
        var path = Write("n.ipynb", """
            {"nbformat": 4, "nbformat_minor": 4, "metadata": {"custom": {"kept": 1}}, "cells": [
              {"cell_type": "code", "source": ["1 +\n", " 1"], "metadata": {"tags": ["a"]}, "outputs": [], "execution_count": null, "id": "same"},
              {"cell_type": "code", "source": "2", "metadata": {}, "outputs": [], "execution_count": null, "id": "same"},
              {"cell_type": "markdown", "source": "# Title", "metadata": {}}]}
            """);
        var notebook = NotebookFile.Read(path);
        Assert.Equal(("1 +\n 1", "Title"), (notebook.Cells[0].Source, notebook.Title));
        var written = Path.Combine(folder.FullName, "out.ipynb");
        notebook.Write(written);
        var json = JsonNode.Parse(File.ReadAllText(written))!;
        Assert.Equal(1, (int)json["metadata"]!["custom"]!["kept"]!);
        Assert.Equal("a", (string)json["cells"]![0]!["metadata"]!["tags"]![0]!);
        Assert.Equal(3, json["cells"]!.AsArray().Select(c => (string)c!["id"]!).Distinct().Count());
    }

    [Fact]
    public void Script_of_Interactive_becomes_cells()
    {
        var notebook = NotebookFile.Read(Write("n.dib", "#!meta\n\n{\"kernelInfo\":{}}\n\n#!markdown\n\n# Head\n\n#!csharp\n\n#!matrix 1 2\nvar x = 1;\n\n#!fsharp\n\nlet y = 2\n\n#!csharp\n\nx"));
        Assert.Equal(["markdown", "code", "raw", "code"], notebook.Cells.Select(c => c.Kind));
        Assert.Equal("#!matrix 1 2\nvar x = 1;", notebook.Cells[1].Source);
    }

    [Fact]
    public void Page_escapes_what_comes_from_the_notebook()
    {
        var notebook = NotebookFile.Read(Write("n.dib", "#!markdown\n\n# <b>Title</b> & more\n\n#!csharp\n\nvar s = \"</script><script>alert(1)</script>\";"));
        var page = NotebookPage.Render(notebook, new Dictionary<NotebookCell, IReadOnlyList<RecordedOutput.Entry>>());
        Assert.Contains("<title>&lt;b&gt;Title&lt;/b&gt; &amp; more</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_displays_formulas_as_Jupyter_does_and_embeds_pictures()
    {
        File.WriteAllBytes(Path.Combine(folder.FullName, "dot.png"), [137, 80, 78, 71]);
        var notebook = NotebookFile.Read(Write("n.dib", "#!markdown\n\n$$\\frac{a}{b}$$\n\n> $$x$$\n\n\\begin{align}a&=b\\end{align}\n\nInline $y$ and `$$code$$`.\n\n![dot](dot.png) ![gone](gone.png)"));
        var page = NotebookPage.Render(notebook, new Dictionary<NotebookCell, IReadOnlyList<RecordedOutput.Entry>>());
        Assert.Equal(3, System.Text.RegularExpressions.Regex.Count(page, "<div class=\"math\">"));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page, "<span class=\"math\">"));
        Assert.Contains("<code>$$code$$</code>", page, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,", page, StringComparison.Ordinal);
        Assert.Contains("src=\"gone.png\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Notebook_in_another_language_is_refused() => Assert.Contains(
        "is a notebook in python; adjoint runs C#",
        Assert.Throws<UsageException>(() => NotebookFile.Read(Write("p.ipynb", "{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"language\": \"python\"}}, \"cells\": []}"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Notebook_on_a_path_with_blanks_and_letters_of_all_kinds_is_run()
    {
        var run = Repository.Adjoint("run", Write("my ∂ notebook.dib", "#!csharp\n\nFile.WriteAllText(\"beside.txt\", \"here\");"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("here", File.ReadAllText(Path.Combine(folder.FullName, "beside.txt")));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
