using System.Text.Json;

namespace Adjoint.Extension.Courses;

/// <summary>The metadata that says to which exercise a cell belongs: <c>{"adjoint": {"exercise": "linear-algebra/rank"}}</c>.</summary>
public static class CellExercises
{
    /// <summary>For each cell of a notebook (nbformat 4.5) that belongs to an exercise: the cell's id, and the exercise's.</summary>
    public static Dictionary<string, string> Of(JsonElement notebook)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (notebook.ValueKind == JsonValueKind.Object && notebook.TryGetProperty("cells", out var cells) && cells.ValueKind == JsonValueKind.Array)
        {
            foreach (var cell in cells.EnumerateArray().Where(cell => cell.ValueKind == JsonValueKind.Object))
            {
                if (cell.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && cell.TryGetProperty("metadata", out var metadata) && OfMetadata(metadata) is { } exercise)
                {
                    found[id.GetString()!] = exercise;
                }
            }
        }

        return found;
    }

    /// <summary>The exercise that a cell's metadata names; null if it names none.</summary>
    public static string? OfMetadata(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("adjoint", out var own)
        && own.ValueKind == JsonValueKind.Object && own.TryGetProperty("exercise", out var exercise)
        && exercise.ValueKind == JsonValueKind.String && exercise.GetString() is { Length: > 0 and <= 200 } id ? id : null;
}
