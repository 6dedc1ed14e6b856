using System.Text.Json.Nodes;

namespace Adjoint.Tests.Clients;

/// <summary>The gallery, executed once: a notebook with outputs that nobody has signed, and the page beside it.</summary>
public sealed class Gallery
{
    /// <summary>Executes <c>notebooks/Display.ipynb</c>.</summary>
    public Gallery()
    {
        Folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "gallery")).FullName;
        var run = Repository.Run(Repository.Tool, ["run", Path.Combine(Repository.Root, "notebooks", "Display.ipynb"), "--output", Folder, "--html"], seconds: 300);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Outputs = [.. JsonNode.Parse(File.ReadAllText(Notebook))!["cells"]!.AsArray().SelectMany(c => c!["outputs"]?.AsArray() ?? []).Select(o => o!)];
    }

    /// <summary>Where the results and the pictures of them are.</summary>
    public string Folder { get; }

    /// <summary>The executed notebook.</summary>
    public string Notebook => Path.Combine(Folder, "Display.ipynb");

    /// <summary>The page.</summary>
    public string Page => Path.Combine(Folder, "Display.html");

    /// <summary>The outputs of all cells.</summary>
    public IReadOnlyList<JsonNode> Outputs { get; }

    /// <summary>Outputs that have a representation in a MIME type.</summary>
    public int Count(string mimeType) => Outputs.Count(o => o["data"]?[mimeType] is not null);

    /// <summary>Runs a driver of <c>tests/Host.Tests/js</c> and returns its report.</summary>
    public JsonNode See(string name, params IEnumerable<string> driver)
    {
        var seen = Path.Combine(Folder, name + ".png");
        return JsonNode.Parse(Node([.. driver.Select(a => a == "PICTURE" ? seen : a)]))!;
    }

    /// <summary>As <see cref="See"/>, and compares the picture with the approved one of that name.</summary>
    /// <remarks>ADJOINT_APPROVE=1 approves the picture that was seen: look at it first.</remarks>
    public JsonNode Compare(string name, params IEnumerable<string> driver)
    {
        var (seen, approved) = (Path.Combine(Folder, name + ".png"), Path.Combine(Repository.Root, "tests", "Host.Tests", "approved", name + ".png"));
        var report = See(name, driver);
        if (Environment.GetEnvironmentVariable("ADJOINT_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            File.Copy(seen, approved, overwrite: true);
        }

        // Fonts are rasterised a little differently on each machine; a formula or picture that is missing changes more.
        const double Tolerance = 0.01;
        var difference = double.Parse(Node(["compare.mjs", approved, seen, Path.Combine(Folder, name + ".difference.png")]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(difference <= Tolerance, $"{seen} differs from the approved picture in {difference:P1} of its pixels; {name}.difference.png shows where.");
        return report;
    }

    private static string Node(IReadOnlyList<string> arguments)
    {
        var run = Repository.Run("node", arguments, folder: Path.Combine(Repository.Root, "tests", "Host.Tests", "js"), seconds: 400);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
