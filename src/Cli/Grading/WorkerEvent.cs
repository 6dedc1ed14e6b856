using System.Text.Json;

namespace Adjoint.Cli.Grading;

/// <summary>What a worker tells the grader, one line of JSON each. A closed union.</summary>
/// <remarks>The worker's process runs the submission, so that every line may be forged: what is read here is text to be judged, and nothing else.</remarks>
internal abstract record WorkerEvent
{
    private const int LongestText = 400;

    private WorkerEvent()
    {
    }

    /// <summary>The runtime is up.</summary>
    internal sealed record Ready : WorkerEvent;

    /// <summary>A cell begins.</summary>
    internal sealed record Started(int Cell) : WorkerEvent;

    /// <summary>A cell has run to its end.</summary>
    internal sealed record Ended(int Cell) : WorkerEvent;

    /// <summary>A cell has not.</summary>
    internal sealed record Failed(int Cell, string Why) : WorkerEvent;

    /// <summary>An answer as text.</summary>
    internal sealed record Answered(int Cell, string? Exercise, string Text) : WorkerEvent;

    /// <summary>An answer that is a function, which stays where it is, and waits to be called.</summary>
    internal sealed record Function(int Cell, string? Exercise) : WorkerEvent;

    /// <summary>An answer that is neither text nor a function.</summary>
    internal sealed record Strange(int Cell, string? Exercise, string Type) : WorkerEvent;

    /// <summary>All cells have run.</summary>
    internal sealed record Finished : WorkerEvent;

    /// <summary>A line that is none of these.</summary>
    internal sealed record Unreadable : WorkerEvent;

    /// <summary>Writes an event as a line; every line begins afresh, whatever a cell may have written before it.</summary>
    public string ToLine()
    {
        var (cell, exercise, name, text) = this switch
        {
            Ready => (0, null, "ready", null),
            Started e => (e.Cell, null, "started", null),
            Ended e => (e.Cell, null, "ended", null),
            Failed e => (e.Cell, null, "failed", e.Why),
            Answered e => (e.Cell, e.Exercise, "answered", e.Text),
            Function e => (e.Cell, e.Exercise, "function", null),
            Strange e => (e.Cell, e.Exercise, "strange", (string?)e.Type),
            Finished => (0, null, "finished", null),
            _ => throw new NotSupportedException($"A worker does not send {GetType().Name}."),
        };
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("event", name);
            writer.WriteNumber("cell", cell);
            writer.WriteString("exercise", exercise);
            writer.WriteString("text", text);
            writer.WriteEndObject();
        }

        return $"\n{System.Text.Encoding.UTF8.GetString(buffer.ToArray())}\n";
    }

    /// <summary>Reads a line.</summary>
    public static WorkerEvent Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 4 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new Unreadable();
            }

            string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            var cell = root.TryGetProperty("cell", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var n) ? n : -1;
            var (exercise, text) = (Text("exercise"), Text("text"));
            return (Text("event"), text) switch
            {
                ("ready", _) => new Ready(),
                ("started", _) => new Started(cell),
                ("ended", _) => new Ended(cell),
                ("failed", not null) => new Failed(cell, Shortened(text)),
                ("answered", not null) => new Answered(cell, exercise, text),
                ("function", _) => new Function(cell, exercise),
                ("strange", not null) => new Strange(cell, exercise, Shortened(text)),
                ("finished", _) => new Finished(),
                _ => new Unreadable(),
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new Unreadable();
        }
    }

    private static string Shortened(string text) => text.Length <= LongestText ? text : $"{text[..(LongestText - 1)]}…";
}
