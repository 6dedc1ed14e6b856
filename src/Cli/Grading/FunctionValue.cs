using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;

namespace Adjoint.Cli.Grading;

/// <summary>Inputs and values of functions as JSON, by their declared types: numbers, texts, and lists of them.</summary>
internal static class FunctionValue
{
    private const int MostItems = 10_000;
    private static readonly Type[] Lists = [typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IList<>), typeof(ICollection<>), typeof(List<>)];

    private static readonly Dictionary<Type, Func<string, object>> Scalars = new()
    {
        [typeof(string)] = text => text,
        [typeof(bool)] = text => bool.Parse(text),
        [typeof(int)] = text => int.Parse(text, CultureInfo.InvariantCulture),
        [typeof(long)] = text => long.Parse(text, CultureInfo.InvariantCulture),
        [typeof(double)] = text => double.Parse(text, CultureInfo.InvariantCulture),
        [typeof(decimal)] = text => decimal.Parse(text, CultureInfo.InvariantCulture),
        [typeof(BigInteger)] = text => BigInteger.Parse(text, CultureInfo.InvariantCulture),
        [typeof(Rational)] = text => Rationals.Field.Parse(text),
        [typeof(ExactMatrix<Rational>)] = text => ExactMatrix.Parse(text),
    };

    /// <summary>Whether values of a type cross from one process to another.</summary>
    public static bool CanCross(Type type) => Scalars.ContainsKey(type) || (Item(type) is { } item && CanCross(item));

    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, Type type, object? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else if (Scalars.ContainsKey(type))
        {
            writer.WriteStringValue(value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        else
        {
            var item = Item(type) ?? throw new NotSupportedException($"Values of type {type.Name} stay in their process.");
            writer.WriteStartArray();
            foreach (var element in ((IEnumerable)value).Cast<object?>().Take(MostItems + 1))
            {
                Write(writer, item, element);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Reads a value.</summary>
    public static bool TryRead(JsonElement element, Type type, out object? value)
    {
        value = null;
        if (element.ValueKind == JsonValueKind.Null)
        {
            return !type.IsValueType;
        }

        if (Scalars.TryGetValue(type, out var read))
        {
            try
            {
                value = element.ValueKind == JsonValueKind.String ? read(element.GetString()!) : null;
            }
            catch (Exception fault) when (fault is FormatException or OverflowException or ArgumentException or InvalidOperationException or Notation.NotationParseException)
            {
                return false;
            }

            return value is not null;
        }

        if (element.ValueKind != JsonValueKind.Array || Item(type) is not { } item || element.GetArrayLength() > MostItems)
        {
            return false;
        }

        var items = Array.CreateInstance(item, element.GetArrayLength());
        for (var i = 0; i < items.Length; i++)
        {
            if (!TryRead(element[i], item, out var one))
            {
                return false;
            }

            items.SetValue(one, i);
        }

        value = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? Activator.CreateInstance(type, items) : items;
        return true;
    }

    private static Type? Item(Type type) => type.IsSZArray ? type.GetElementType()
        : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0]
        : null;
}
