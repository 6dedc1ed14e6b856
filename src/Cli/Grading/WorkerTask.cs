using System.Text;
using System.Text.Json;

namespace Adjoint.Cli.Grading;

/// <summary>What a worker is to run: one line of JSON.</summary>
/// <param name="CellTime">When a cell that still runs is interrupted.</param>
/// <param name="Cells">The cells, in order.</param>
internal sealed record WorkerTask(TimeSpan CellTime, IReadOnlyList<WorkerTask.Cell> Cells)
{
    /// <summary>One cell.</summary>
    /// <param name="Number">Its number in the notebook, from 1.</param>
    /// <param name="Source">Its text.</param>
    /// <param name="Exercise">The exercise to which its metadata binds it.</param>
    /// <param name="Shown">The exercise that the notebook shows last above it.</param>
    internal sealed record Cell(int Number, string Source, string? Exercise, string? Shown);

    /// <summary>Reads a task from its line.</summary>
    public static WorkerTask Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new(
            TimeSpan.FromMilliseconds(root.GetProperty("time").GetInt32()),
            [
                .. root.GetProperty("cells").EnumerateArray().Select(cell => new Cell(
                    cell.GetProperty("number").GetInt32(), cell.GetProperty("source").GetString()!, cell.GetProperty("exercise").GetString(), cell.GetProperty("shown").GetString())),
            ]);
    }

    /// <summary>Writes a task as a line.</summary>
    public string ToLine()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("time", (int)CellTime.TotalMilliseconds);
            writer.WriteStartArray("cells");
            foreach (var cell in Cells)
            {
                writer.WriteStartObject();
                writer.WriteNumber("number", cell.Number);
                writer.WriteString("source", cell.Source);
                writer.WriteString("exercise", cell.Exercise);
                writer.WriteString("shown", cell.Shown);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
