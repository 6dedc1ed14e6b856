using System.Text.Json.Nodes;

namespace Adjoint.Tests.Clients;

/// <summary>What a person sees of the gallery: in Jupyter Notebook, through JupyterLab's renderers, as a page; trusted or not, with scripts or without, light and dark.</summary>
[Trait("Speed", "Slow")]
public sealed class GalleryTests(Gallery gallery, NotebookServer server) : IClassFixture<Gallery>, IClassFixture<NotebookServer>
{
    [Theory]
    [InlineData("light", "trusted")]
    [InlineData("dark", "trusted")]
    [InlineData("light", "untrusted")]
    public void JupyterLab_shows_every_formula_and_every_picture(string scheme, string trust)
    {
        var report = gallery.Compare($"lab-{scheme}-{trust}", "lab.mjs", gallery.Notebook, "PICTURE", scheme, trust);
        Assert.Equal(gallery.Outputs.Count(o => o["data"] is not null), (int)report["outputs"]!);
        Check(report);
        Assert.Equal(gallery.Count("text/latex"), report["mimeTypes"]!.AsArray().Count(m => (string)m! == "text/latex"));
        Assert.True((int)report["charts"]! == (trust == "trusted" ? Interactive : 0), report["charts"]!.ToJsonString());
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Notebook_runs_it_and_shows_every_formula_and_every_picture(string scheme)
    {
        var report = gallery.Compare($"notebook-{scheme}", "notebook.mjs", server.AddressOf("notebooks/Display.ipynb"), "PICTURE", scheme);
        Assert.Empty(report["errors"]!.AsArray());
        Check(report);
        Assert.Equal(Interactive, (int)report["charts"]!);
    }

    [Fact]
    public void Notebook_reopened_by_a_reader_who_does_not_trust_it_shows_them_too()
    {
        var report = gallery.Compare("notebook-untrusted", "notebook.mjs", server.AddressOf("artifacts/gallery/Display.ipynb"), "PICTURE", "light", "0", "1000", "open");
        Assert.False((bool)report["trusted"]!);
        Check(report);
        Assert.Equal(0, (int)report["charts"]!);
    }

    [Fact]
    public void Page_shows_them_without_scripts()
    {
        var report = gallery.Compare("page-plain", "page.mjs", gallery.Page, "PICTURE", "light", "plain");
        Assert.Equal(gallery.Count("text/latex"), (int)report["formulas"]!);
        Assert.Empty(report["brokenImages"]!.AsArray());
        Assert.True((int)report["images"]! >= gallery.Count("text/html") - Tables, report.ToJsonString());
        Assert.Equal(0, (int)report["charts"]!);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Page_shows_them_with_scripts(string scheme)
    {
        var report = gallery.See($"page-{scheme}", "page.mjs", gallery.Page, "PICTURE", scheme);
        Check(report);
        Assert.Equal(Interactive, (int)report["charts"]!);
    }

    [Fact]
    public void Outputs_take_less_than_one_and_a_half_megabytes_besides_the_library()
    {
        const int Most = 1_500_000;
        var sizes = gallery.Outputs.Select(o => o.ToJsonString().Length).Order().ToList();
        var library = Assert.Single(sizes, s => s > 1_000_000);
        Assert.InRange(sizes.Sum() - library, 1, Most);
    }

    // The charts that come alive, and the outputs in HTML that have no picture: see Display.ipynb.
    private int Interactive => gallery.Outputs.Count(o => ((string?)o["data"]?["text/html"])?.Contains("<script", StringComparison.Ordinal) == true);

    private int Tables => gallery.Outputs.Count(o => ((string?)o["data"]?["text/html"])?.Contains("<img", StringComparison.Ordinal) == false);

    private void Check(JsonNode report)
    {
        Assert.Empty(report["outside"]!.AsArray());
        Assert.Empty(report["violations"]!.AsArray());
        Assert.Empty(report["brokenImages"]!.AsArray());
        Assert.Equal(0, (int)report["unnamedImages"]!);
        Assert.Equal(0, (int)report["mathErrors"]!);
        Assert.True((int)report["formulas"]! >= gallery.Count("text/latex"), report["formulas"]!.ToJsonString());
        Assert.True((int)report["images"]! + (int)report["charts"]! >= gallery.Count("text/html") - Tables, $"{report["images"]} images and {report["charts"]} charts");
        Assert.DoesNotContain("Error", (string)report["text"]!, StringComparison.Ordinal);
    }
}
