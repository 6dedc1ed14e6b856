using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Adjoint.Tensors.Cards;

/// <summary>Cards for programs: an object with <c>type</c> "tensor", <c>dtype</c>, <c>shape</c>, <c>device</c>, <c>statistics</c> and, up to 10⁴ entries, <c>values</c> nested as the dimensions are.</summary>
/// <remarks>A number that JSON lacks is "NaN", "Infinity" or "-Infinity"; a complex one the array of its parts.</remarks>
internal static class TensorJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON.</summary>
    public static string Of(TensorCard card)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            Write(writer, card);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter writer, TensorCard card)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tensor");
        if (card.IsDisposed)
        {
            writer.WriteBoolean("disposed", true);
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("dtype", card.EntryType);
        writer.WriteStartArray("shape");
        foreach (var size in card.Shape)
        {
            writer.WriteNumberValue(size);
        }

        writer.WriteEndArray();
        if (card.AxisNames.Count > 0)
        {
            writer.WriteStartArray("names");
            foreach (var name in card.AxisNames)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }

        writer.WriteString("device", card.Place);
        writer.WriteNumber("bytes", card.StoredBytes);
        writer.WriteBoolean("requires_grad", card.RequiresGradient);
        if (card.Remark.Length > 0)
        {
            writer.WriteString("remark", card.Remark);
        }

        if (card.Statistics is { } statistics)
        {
            Write(writer, statistics);
        }

        if (card.Values is { } values)
        {
            writer.WritePropertyName("values");
            var next = 0;
            Write(writer, card.Shape, 0, values, ref next);
        }

        if (card.Gradient is { } gradient)
        {
            writer.WritePropertyName("grad");
            Write(writer, gradient);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TensorStatistics s)
    {
        writer.WriteStartObject("statistics");
        if (s.IsOfModulus)
        {
            writer.WriteString("of", "modulus");
        }

        writer.WriteNumber("count", s.Count);
        writer.WriteNumber("finite", s.FiniteCount);
        writer.WriteNumber("nan", s.NaNCount);
        writer.WriteNumber("positive_infinity", s.PositiveInfinityCount);
        writer.WriteNumber("negative_infinity", s.NegativeInfinityCount);
        writer.WriteNumber("zeros", s.ZeroCount);
        foreach (var (name, value, exact) in new[] { ("min", s.Min, s.Integers?.Min), ("max", s.Max, s.Integers?.Max), ("mean", s.Mean, null), ("std", s.StandardDeviation, null) })
        {
            writer.WritePropertyName(name);
            if (exact is { } integer)
            {
                writer.WriteNumberValue(integer);
            }
            else
            {
                Number(writer, value);
            }
        }

        writer.WriteStartObject("histogram");
        writer.WritePropertyName("from");
        Number(writer, s.Histogram.From);
        writer.WritePropertyName("to");
        Number(writer, s.Histogram.To);
        writer.WriteBoolean("sampled", s.Histogram.IsSampled);
        writer.WriteStartArray("counts");
        foreach (var count in s.Histogram.Counts)
        {
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<long> shape, int dimension, Array values, ref int next)
    {
        if (dimension == shape.Count)
        {
            Value(writer, values, next++);
            return;
        }

        writer.WriteStartArray();
        for (var i = 0L; i < (values.Length == 0 && dimension > 0 ? 0 : shape[dimension]) && (values.Length > 0 || shape[dimension] <= TensorCard.MostValues); i++)
        {
            Write(writer, shape, dimension + 1, values, ref next);
        }

        writer.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter writer, Array values, int at)
    {
        switch (values)
        {
            case float[] x when float.IsFinite(x[at]):
                writer.WriteNumberValue(x[at]);
                break;
            case float[] x:
                Number(writer, x[at]);
                break;
            case double[] x:
                Number(writer, x[at]);
                break;
            case long[] n:
                writer.WriteNumberValue(n[at]);
                break;
            case bool[] b:
                writer.WriteBooleanValue(b[at]);
                break;
            case Complex[] z:
                writer.WriteStartArray();
                Number(writer, z[at].Real);
                Number(writer, z[at].Imaginary);
                writer.WriteEndArray();
                break;
            case (float Re, float Im)[] z:
                writer.WriteStartArray();
                Number(writer, z[at].Re);
                Number(writer, z[at].Im);
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException($"Entries of {values.GetType().GetElementType()} have no JSON.");
        }
    }

    private static void Number(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
