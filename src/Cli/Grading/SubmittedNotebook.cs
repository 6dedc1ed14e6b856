using System.Text.Json;
using Adjoint.Extension;
using Adjoint.Extension.Courses;

namespace Adjoint.Cli.Grading;

/// <summary>A notebook that was handed in, read without running it: its code, and the answers that are text.</summary>
internal sealed class SubmittedNotebook
{
    private const int MostCells = 2000;
    private const int MostSource = 4 << 20;
    private const int Depth = 64;
    private const int LastAttempt = 999;
    private const string Bundle = "application/vnd.adjoint+json";

    private readonly List<WorkerTask.Cell> cells = [];
    private readonly List<Answer> answers = [];
    private readonly IReadOnlyList<AutogradedCell> graded;
    private readonly Dictionary<int, AutogradedCell> tests = [];
    private readonly List<(int Cell, string Exercise, int Attempt, string? Variant)> attempts = [];

    private SubmittedNotebook(string name, IReadOnlyList<AutogradedCell> graded) => (Name, this.graded) = (name, graded);

    /// <summary>An answer in a cell, and the exercise that it is to, as the notebook names it; null if it does not.</summary>
    internal sealed record Answer(int Cell, string? Exercise, string Text);

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The cells to run: those that do more than show exercises and answer them.</summary>
    public IReadOnlyList<WorkerTask.Cell> Cells => cells;

    /// <summary>The answers that are text, in the order of the document.</summary>
    public IReadOnlyList<Answer> Answers => answers;

    /// <summary>The cells that are the lecturer's tests, by their numbers.</summary>
    public IReadOnlyDictionary<int, AutogradedCell> Tests => tests;

    /// <summary>Reads a notebook.</summary>
    /// <param name="file">The file.</param>
    /// <param name="graded">The cells with points in the lecturer's notebooks.</param>
    /// <exception cref="InvalidDataException">It is none; the message says why.</exception>
    public static SubmittedNotebook Read(SubmittedFile file, IReadOnlyList<AutogradedCell> graded)
    {
        InvalidDataException Refuse(string problem) => new($"{GradeText.Shown(file.Name)} {problem}");
        try
        {
            using var document = JsonDocument.Parse(file.Bytes, new() { MaxDepth = Depth });
            var notebook = new SubmittedNotebook(file.Name, graded);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("cells", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                throw Refuse("is no notebook: it has no list of cells");
            }

            if (list.GetArrayLength() > MostCells)
            {
                throw Refuse("has more than 2000 cells");
            }

            notebook.Add(list);
            return notebook.cells.Sum(cell => (long)cell.Source.Length) <= MostSource ? notebook : throw Refuse("has more than 4 MiB of code");
        }
        catch (JsonException fault)
        {
            throw Refuse(fault.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? "is no notebook: its JSON is nested too deeply" : "is no notebook: it is no JSON");
        }
        catch (InvalidOperationException)
        {
            // Escapes that are half a character.
            throw Refuse("is no notebook: its text is broken");
        }
    }

    /// <summary>The number of the variant that an answer in a cell is to: what the notebook shows up to there, else 0.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="isExercise">Whether an id in the notebook is that of the exercise.</param>
    public int Attempt(int cell, Func<string, bool> isExercise) =>
        attempts.LastOrDefault(a => a.Cell <= cell && isExercise(a.Exercise)) is { Exercise: not null } found ? found.Attempt : 0;

    /// <summary>What the notebook says of that variant, see <see cref="CardJson.Variant"/>; null if nothing.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="isExercise">Whether an id in the notebook is that of the exercise.</param>
    public string? Variant(int cell, Func<string, bool> isExercise) => attempts.LastOrDefault(a => a.Cell <= cell && isExercise(a.Exercise)).Variant;

    private void Add(JsonElement list)
    {
        string? shown = null;
        string? bound = null;
        var number = 0;
        var commands = new CollectingCommands(
            id => shown = id ?? bound ?? shown,
            (exercise, text) => answers.Add(new(number, exercise ?? bound ?? shown, text)));
        foreach (var cell in list.EnumerateArray())
        {
            number++;
            if (cell.ValueKind != JsonValueKind.Object || Text(cell, "cell_type") != "code" || SourceOf(cell) is not { } source)
            {
                continue;
            }

            bound = cell.TryGetProperty("metadata", out var metadata) ? CellExercises.OfMetadata(metadata) : null;
            ReadAttempts(cell, number);
            // The lecturer's version of a test runs, whatever became of the learner's.
            if (AutogradedCell.GradeIdOf(cell) is { } id && graded.FirstOrDefault(g => g.Notebook == Name && g.GradeId == id) is { Source: { } test } found)
            {
                tests[number] = found;
                source = test;
            }

            var above = shown;
            if (HasMore(commands.Set, source))
            {
                cells.Add(new(number, source, bound, above));
            }
        }
    }

    // Collects what the cell shows and answers; whether there is more in it, which has to run.
    private static bool HasMore(CommandSet commands, string source)
    {
        try
        {
            var hasMore = false;
            foreach (var part in commands.Split(source))
            {
                if (part is CellPart.Call { Command.Name: "exercise" or "answer" } call)
                {
                    commands.RunAsync(call, NoNotebook.Instance).GetAwaiter().GetResult();
                }
                else
                {
                    hasMore |= part is CellPart.Code { IsBlank: false } or CellPart.Call { Command.Name: not ("hint" or "lesson" or "progress" or "solution") };
                }
            }

            return hasMore;
        }
        catch (CommandException)
        {
            // The cell has a mistake, and fails when it runs, too.
            return true;
        }
    }

    private void ReadAttempts(JsonElement cell, int number)
    {
        if (!cell.TryGetProperty("outputs", out var outputs) || outputs.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var output in outputs.EnumerateArray())
        {
            if (Member(output, "data", Bundle) is { ValueKind: JsonValueKind.Object } bundle && Text(bundle, "exercise") is { } exercise
                && bundle.TryGetProperty("attempt", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var attempt) && attempt is >= 0 and <= LastAttempt)
            {
                attempts.Add((number, exercise, attempt, Text(bundle, "variant")));
            }
        }
    }

    private static JsonElement? Member(JsonElement element, string first, string second) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(first, out var inner) && inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty(second, out var value) ? value : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The text of a cell; null if it has none.</summary>
    internal static string? SourceOf(JsonElement cell) => !cell.TryGetProperty("source", out var source) ? null
        : source.ValueKind == JsonValueKind.String ? source.GetString()
        : source.ValueKind == JsonValueKind.Array && source.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String) ? string.Concat(source.EnumerateArray().Select(line => line.GetString()))
        : null;
}
