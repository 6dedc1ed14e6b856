using System.Text.Json;
using Adjoint.Exercises;

namespace Adjoint.Cli.Grading;

/// <summary>A cell of the lecturer's that nbgrader gives points for: a test that runs after the learner's cells, or a task that a person grades.</summary>
/// <param name="Notebook">The file's name.</param>
/// <param name="GradeId">nbgrader's name of the cell.</param>
/// <param name="Points">What it is worth.</param>
/// <param name="Source">The lecturer's test, hidden ones included; null where a person grades.</param>
internal sealed record AutogradedCell(string Notebook, string GradeId, int Points, string? Source)
{
    /// <summary>Its id among the exercises of a grade.</summary>
    public string Id => $"{Path.GetFileNameWithoutExtension(Notebook)}/{GradeId}";

    /// <summary>The cells with points in the notebooks of lessons.</summary>
    public static IReadOnlyList<AutogradedCell> In(Course course, IEnumerable<Lesson> lessons)
    {
        List<AutogradedCell> found = [];
        foreach (var path in lessons.Select(lesson => Path.Combine(course.Folder, lesson.Notebook)).Where(File.Exists))
        {
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("cells", out var cells) && cells.ValueKind == JsonValueKind.Array)
                {
                    found.AddRange(cells.EnumerateArray().Select(cell => Of(Path.GetFileName(path), cell)).OfType<AutogradedCell>());
                }
            }
            catch (JsonException)
            {
                throw new CourseException(path, "this is no notebook");
            }
        }

        return found;
    }

    /// <summary>nbgrader's name of a cell that has points; null if it has none.</summary>
    public static string? GradeIdOf(JsonElement cell) => Metadata(cell) is { } metadata && Is(metadata, "grade") && metadata.TryGetProperty("grade_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    private static AutogradedCell? Of(string notebook, JsonElement cell) => GradeIdOf(cell) is { } id && Metadata(cell) is { } metadata
        ? new(
            notebook,
            id,
            metadata.TryGetProperty("points", out var points) && points.ValueKind == JsonValueKind.Number ? (int)Math.Clamp(points.GetDouble(), 0, 1000) : 0,
            Is(metadata, "solution") || Is(metadata, "task") || SubmittedNotebook.SourceOf(cell) is not { } source ? null : WithoutMarks(source))
        : null;

    private static JsonElement? Metadata(JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Object && cell.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("nbgrader", out var own) && own.ValueKind == JsonValueKind.Object ? own : null;

    private static bool Is(JsonElement metadata, string name) => metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    // The lines ### BEGIN HIDDEN TESTS and the like are no C#.
    private static string WithoutMarks(string source) => string.Join('\n', source.Split('\n').Select(line => line.TrimStart().StartsWith("###", StringComparison.Ordinal) ? string.Empty : line));
}
