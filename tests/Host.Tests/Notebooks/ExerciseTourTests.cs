using System.Text.Json.Nodes;

namespace Adjoint.Tests.Notebooks;

/// <summary>What the tour of exercises says about its cells.</summary>
public sealed class ExerciseTourTests
{
    [Fact]
    public void Verdicts_are_those_that_the_text_speaks_of()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-tour-");
        try
        {
            var run = Repository.Adjoint("run", Path.Combine(Repository.Root, "notebooks", "Exercises.ipynb"), "--output", folder.FullName);
            Assert.True(run.ExitCode == 0, run.Error);
            var cells = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "Exercises.ipynb")))!["cells"]!.AsArray();
            string Shown(string source) => string.Join('\n', cells.Single(c => Text(c!["source"]!).Contains(source, StringComparison.Ordinal))!["outputs"]!.AsArray()
                .Select(output => Text(output!["data"]!["text/plain"]!)));
            Assert.StartsWith("✗ Not right. Three of the six products are subtracted.", Shown("#!answer -27"), StringComparison.Ordinal);
            Assert.Contains("12 +* 3\n   ^", Shown("#!answer 12 +* 3"), StringComparison.Ordinal);
            Assert.StartsWith("✓ Right. +2 points.", Shown("#!answer -35"), StringComparison.Ordinal);
            Assert.Equal("✓ Right.", Shown("Judge(\"1 -2 0; 0 0 1\")"));
            Assert.Equal("✓ Right.", Shown("Judge(\"2 -4 7; -1 2 1\")"));
            Assert.Contains("the right one does not", Shown("Judge(\"1 -2 0; 0 1 1\")"), StringComparison.Ordinal);
            Assert.StartsWith("✓ Right. (equal to 30 digits", Shown("sin(x)*sin(2x)"), StringComparison.Ordinal);
            Assert.Contains("At x = ", Shown("3*sin(x)^2 + cos(x)"), StringComparison.Ordinal);
            Assert.Contains("For 100 yours is true, and right is false.", Shown("bool IsLeap"), StringComparison.Ordinal);
            Assert.Equal("[ 0, 0, 0 ]", Shown("ExerciseLaws.Check(plane)"));
            Assert.Contains("wrong-order gives the right answer", Shown("tour/product"), StringComparison.Ordinal);
            Assert.Contains("1 of 44 exercises solved, 2 of", Shown("#!progress"), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(JsonNode text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!;
}
