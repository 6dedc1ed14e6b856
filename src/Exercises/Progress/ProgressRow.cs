using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Exercises;

/// <summary>An entry as a row of a table.</summary>
internal static class ProgressRow
{
    public static IReadOnlyList<string> Columns { get; } = ["course", "learner", "id", "time", "exercise", "attempt", "event", "answer", "verdict", "tag", "hint"];

    public static IReadOnlyList<string?> Of(ProgressLog log, ProgressEntry entry) =>
    [
        log.Course, log.Learner, entry.Id, entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), entry.Exercise, entry.Attempt.ToString(CultureInfo.InvariantCulture),
        entry.Event.ToString(), entry.Answer, entry.Verdict, entry.Tag, entry.Hint?.ToString(CultureInfo.InvariantCulture),
    ];

    public static void WriteJson(TextWriter writer, IEnumerable<(ProgressLog Log, ProgressEntry Entry)> rows)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var (log, entry) in rows)
            {
                json.WriteStartObject();
                foreach (var (name, value) in Columns.Zip(Of(log, entry)))
                {
                    WriteCell(json, name, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        writer.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteCell(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else if (name is "attempt" or "hint")
        {
            json.WriteNumber(name, int.Parse(value, CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
