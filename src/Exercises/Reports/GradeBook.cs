using System.Globalization;
using System.Text.Json;

namespace Adjoint.Exercises;

/// <summary>The grades of a class, as <c>adjoint grade</c> writes them.</summary>
/// <param name="Course">The course's id.</param>
/// <param name="Submissions">What was handed in.</param>
public sealed record GradeBook(string Course, IReadOnlyList<GradedSubmission> Submissions)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "grades.json";

    /// <summary>Reads a file of grades.</summary>
    /// <exception cref="GradeBookException">It cannot be read, or is none; the message says what is missing where.</exception>
    public static GradeBook Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return new(Text(root, "course"), [.. root.GetProperty("submissions").EnumerateArray().Select(Submission)]);
        }
        catch (JsonException error)
        {
            throw new GradeBookException(path, string.Create(CultureInfo.InvariantCulture, $"are no JSON: line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}"));
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GradeBookException(path, "lack the course, or a submission's learner or exercises, or have text for a number or a number for a text");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new GradeBookException(path, $"cannot be read: {fault.Message.TrimEnd('.')}");
        }
    }

    private static GradedSubmission Submission(JsonElement json) => new(
        Text(json, "learner"),
        TextIfAny(json, "status") ?? "graded",
        json.TryGetProperty("problems", out var problems) ? [.. problems.EnumerateArray().Select(problem => problem.ValueKind == JsonValueKind.String ? problem.GetString()! : problem.ToString())] : [],
        json.TryGetProperty("exercises", out var exercises) ? [.. exercises.EnumerateArray().Select(Exercise)] : []);

    private static GradedExercise Exercise(JsonElement json) => new(
        Text(json, "id"),
        json.GetProperty("attempt").GetInt32(),
        json.GetProperty("points").GetDecimal(),
        json.GetProperty("of").GetDecimal(),
        Text(json, "verdict"),
        TextIfAny(json, "tag"),
        TextIfAny(json, "answer"),
        json.TryGetProperty("manual", out var manual) && manual.ValueKind == JsonValueKind.True);

    private static string Text(JsonElement json, string name) => TextIfAny(json, name) ?? throw new KeyNotFoundException(name);

    private static string? TextIfAny(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
