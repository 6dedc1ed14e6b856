using System.Globalization;
using System.Text.Json;

namespace Adjoint.Exercises;

/// <summary>A table whose cells are texts, numbers, times, or nothing.</summary>
internal sealed class ReportRows(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
{
    public void WriteCsv(TextWriter writer) => CsvText.Write(writer, columns, rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(Text)]));

    public void WriteJson(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            foreach (var (column, cell) in columns.Zip(row))
            {
                json.WritePropertyName(column);
                Write(json, cell);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Text(object? cell) => cell is DateTimeOffset time ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
        : cell is double share ? share.ToString("0.####", CultureInfo.InvariantCulture)
        : Convert.ToString(cell, CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, object? cell)
    {
        switch (cell)
        {
            case null:
                json.WriteNullValue();
                break;
            case int count:
                json.WriteNumberValue(count);
                break;
            case decimal points:
                json.WriteNumberValue(points);
                break;
            case double share:
                json.WriteNumberValue(Math.Round(share, 4));
                break;
            default:
                json.WriteStringValue(Text(cell));
                break;
        }
    }
}
