using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;
using Complex = System.Numerics.Complex;

namespace Adjoint.Formatters;

/// <summary>Matrices for programs: an object with <c>type</c> "matrix", <c>field</c>, <c>rows</c>, <c>columns</c> and, up to 12×12, <c>entries</c> by rows.</summary>
/// <remarks>
/// An exact entry is a string as its field writes it; a real one a number that reads back as it, or "NaN", "Infinity", "-Infinity"; a complex one the array of its parts.
/// A sparse matrix has <c>stored</c> in place of <c>entries</c>: an array of [row, column, entry], counted from 0.
/// </remarks>
internal static class MatrixJson
{
    /// <summary>The MIME type.</summary>
    public const string MimeType = "application/vnd.adjoint+json";

    private const int Most = 12;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of an exact matrix.</summary>
    public static string Of<T>(ExactMatrix<T> matrix) => Write(
        PlainText.LineOf(matrix.Field.Symbol),
        matrix.Shape.Rows,
        matrix.Shape.Columns,
        (w, i, j) => w.WriteStringValue(matrix.Field.Format(matrix[i, j])));

    /// <summary>The JSON of a MathNet matrix.</summary>
    public static string Of<T>(Matrix<T> matrix) where T : struct, IEquatable<T>, IFormattable => matrix.Storage is SparseCompressedRowMatrixStorage<T> sparse
        ? WriteStored(FieldOf<T>(), matrix.RowCount, matrix.ColumnCount, Stored(sparse))
        : Write(FieldOf<T>(), matrix.RowCount, matrix.ColumnCount, (w, i, j) => WriteValue(w, matrix.Storage.At(i, j)));

    /// <summary>The JSON of a MathNet vector, a matrix of one column.</summary>
    public static string Of<T>(Vector<T> vector) where T : struct, IEquatable<T>, IFormattable => vector.Storage is SparseVectorStorage<T> sparse
        ? WriteStored(FieldOf<T>(), vector.Count, 1, [.. Enumerable.Range(0, Math.Min(sparse.ValueCount, (Most * Most) + 1)).Select(k => (sparse.Indices[k], 0, sparse.Values[k]))])
        : Write(FieldOf<T>(), vector.Count, 1, (w, i, _) => WriteValue(w, vector.Storage.At(i)));

    /// <summary>The JSON of a rectangular array.</summary>
    public static string Of<T>(T[,] array) where T : struct =>
        Write(FieldOf<T>(), array.GetLength(0), array.GetLength(1), (w, i, j) => WriteValue(w, array[i, j]));

    private static string FieldOf<T>() => typeof(T) == typeof(Complex) || typeof(T) == typeof(Complex32) ? "complex" : "real";

    // At most one more than are written, in order of rows.
    private static List<(int Row, int Column, T Value)> Stored<T>(SparseCompressedRowMatrixStorage<T> sparse) where T : struct, IEquatable<T>, IFormattable
    {
        var stored = new List<(int, int, T)>();
        for (var i = 0; i < sparse.RowCount && sparse.ValueCount <= Most * Most; i++)
        {
            for (var k = sparse.RowPointers[i]; k < sparse.RowPointers[i + 1]; k++)
            {
                stored.Add((i, sparse.ColumnIndices[k], sparse.Values[k]));
            }
        }

        return stored;
    }

    private static string Write(string field, int rows, int columns, Action<Utf8JsonWriter, int, int> entry) => Write(field, rows, columns, w =>
    {
        if (rows > Most || columns > Most)
        {
            return;
        }

        w.WriteStartArray("entries");
        for (var i = 0; i < rows; i++)
        {
            w.WriteStartArray();
            for (var j = 0; j < columns; j++)
            {
                entry(w, i, j);
            }

            w.WriteEndArray();
        }

        w.WriteEndArray();
    });

    private static string WriteStored<T>(string field, int rows, int columns, List<(int Row, int Column, T Value)> stored) where T : struct => Write(field, rows, columns, w =>
    {
        if (stored.Count > Most * Most)
        {
            return;
        }

        w.WriteStartArray("stored");
        foreach (var (row, column, value) in stored)
        {
            w.WriteStartArray();
            w.WriteNumberValue(row);
            w.WriteNumberValue(column);
            WriteValue(w, value);
            w.WriteEndArray();
        }

        w.WriteEndArray();
    });

    private static string Write(string field, int rows, int columns, Action<Utf8JsonWriter> entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "matrix");
            writer.WriteString("field", field);
            writer.WriteNumber("rows", rows);
            writer.WriteNumber("columns", columns);
            entries(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteValue<T>(Utf8JsonWriter writer, T value) where T : struct
    {
        switch (value)
        {
            case double x when double.IsFinite(x):
                writer.WriteNumberValue(x);
                break;
            case float x when float.IsFinite(x):
                writer.WriteNumberValue(x);
                break;
            case int n:
                writer.WriteNumberValue(n);
                break;
            case long n:
                writer.WriteNumberValue(n);
                break;
            case Complex z:
                WriteParts(writer, z.Real, z.Imaginary);
                break;
            case Complex32 z:
                WriteParts(writer, z.Real, z.Imaginary);
                break;
            default:
                writer.WriteStringValue(FormattableString.Invariant($"{value}"));
                break;
        }
    }

    private static void WriteParts<T>(Utf8JsonWriter writer, T re, T im) where T : struct
    {
        writer.WriteStartArray();
        WriteValue(writer, re);
        WriteValue(writer, im);
        writer.WriteEndArray();
    }
}
