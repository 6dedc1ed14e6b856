using System.Globalization;
using System.Text.RegularExpressions;
using Adjoint.Cli.Commands;
using Adjoint.Cli.Notebooks;

namespace Adjoint.Cli.Release;

/// <summary>A notebook as learners get it, and what was taken out of it.</summary>
/// <param name="Notebook">Without outputs, solutions and hidden tests.</param>
/// <param name="Removed">The texts that were taken out, each with the cell it stood in.</param>
/// <param name="References">Paths in it that could be files.</param>
internal sealed partial record LessonNotebook(NotebookFile Notebook, IReadOnlyList<(int Cell, string What, string Text)> Removed, IReadOnlyList<string> References)
{
    private const string CodeStub = "// Your answer here";
    private const string TextStub = "*Your answer here.*";

    /// <summary>Tags of cells that only the lecturer has.</summary>
    public static IReadOnlySet<string> HiddenTags { get; } = new HashSet<string>(["solution", "hidden", "instructor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Metadata that a run leaves behind.</summary>
    private static readonly string[] LeftBehind = ["execution", "ExecuteTime", "papermill", "collapsed", "scrolled"];

    /// <summary>Reads a lesson and takes out what learners are not to see.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="UsageException">It is no notebook, or a region in it has no end.</exception>
    public static LessonNotebook Read(string path, string name)
    {
        var notebook = NotebookFile.Read(path);
        List<(int, string, string)> removed = [];
        foreach (var cell in notebook.Cells.ToList())
        {
            if (cell.Tags.FirstOrDefault(HiddenTags.Contains) is { } tag)
            {
                removed.Add((cell.Number, $"a cell with the tag {tag}", cell.Source));
                notebook.Remove(cell);
                continue;
            }

            var nbgrader = NbgraderCell.Of(cell);
            cell.Source = Cut(cell, nbgrader, $"{name}, cell {cell.Number.ToString(CultureInfo.InvariantCulture)}", (what, text) => removed.Add((cell.Number, what, text)));
            nbgrader?.Seal();
            foreach (var left in LeftBehind)
            {
                cell.Metadata.Remove(left);
            }

            if (cell.Kind == "code")
            {
                cell.Clear();
            }

            cell.KeepAttachments(attachment => cell.Source.Contains($"attachment:{attachment}", StringComparison.Ordinal)
                || cell.Source.Contains($"attachment:{Uri.EscapeDataString(attachment)}", StringComparison.Ordinal));
        }

        // The state of widgets is their output.
        notebook.Metadata.Remove("widgets");
        notebook.Metadata.Remove("papermill");
        return new(notebook, removed, [.. notebook.Cells.SelectMany(ReferencesOf).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The exercises of this course that its cells show or belong to, each with the number of the cell.</summary>
    public IEnumerable<(int Cell, string Exercise)> Shown => Notebook.Cells.Where(cell => cell.Kind == "code").SelectMany(cell =>
        Call().Matches(cell.Source).Select(match => match.Groups["id"].Value).Append(cell.Exercise).OfType<string>().Select(id => (cell.Number, id)));

    private static string Cut(NotebookCell cell, NbgraderCell? nbgrader, string where, Action<string, string> removed)
    {
        var stub = cell.Kind == "code" ? CodeStub : TextStub;
        var (text, solutions) = Region.Solution.Cut(cell.Source, stub, where);
        if (solutions.Count == 0 && nbgrader is { IsSolution: true, IsTask: false })
        {
            // As in nbgrader: a cell to be written by the learner that marks no region is a solution from its first line to its last.
            (text, solutions) = (stub, [cell.Source]);
        }

        foreach (var solution in solutions)
        {
            removed("a solution", solution);
        }

        foreach (var (region, what) in ((Region, string)[])[(Region.HiddenTests, "hidden tests"), (Region.MarkScheme, "a mark scheme")])
        {
            (text, var bodies) = region.Cut(text, null, where);
            foreach (var body in bodies)
            {
                removed(what, body);
            }
        }

        return text;
    }

    private static IEnumerable<string> ReferencesOf(NotebookCell cell) => (cell.Kind == "code" ? Literal() : Link()).Matches(cell.Source).Select(match => match.Groups["path"].Value);

    [GeneratedRegex(@"^#!exercise[ \t]+(?<id>[^-\s][^\s]*)", RegexOptions.Multiline)]
    private static partial Regex Call();

    // A text in C# without blanks at its ends that has an extension.
    [GeneratedRegex(@"""(?<path>[^""\r\n\\:*?<>|]{1,200}\.[A-Za-z0-9]{1,8})""")]
    private static partial Regex Literal();

    [GeneratedRegex("""(?:\]\(\s*<?|\bsrc\s*=\s*["']|\bhref\s*=\s*["']|^\s*\[[^\]]+\]:\s*)(?<path>(?![A-Za-z][A-Za-z0-9+.\-]*:|//|/|\#)[^"'\s>)\#?]+)""", RegexOptions.Multiline)]
    private static partial Regex Link();
}
