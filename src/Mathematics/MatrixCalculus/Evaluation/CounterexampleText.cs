using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>Writes where a derivative differs from the difference quotient.</summary>
internal static class CounterexampleText
{
    /// <summary><c>at X = [[1, 2], [3, 4]] in direction [[0, 1], [0, 0]] the derivative gives 6, and the difference quotient 7</c>.</summary>
    public static string Of(Comparison comparison, Setting setting, IEnumerable<MatrixVariable> variables)
    {
        var x = setting.Domain.Variable;
        var values = Values(variables, comparison.Point);
        var rows = x.Shape.Rows.At(setting.Sizes);
        var direction = x.Shape.IsScalar ? string.Empty : $" in direction {Matrix(comparison.Direction.Tangent, rows)}";
        var entry = setting.Shape.IsScalar ? string.Empty : $" in entry {Place(comparison.WorstEntry, setting.Shape, setting.Sizes)}";
        return $"at {values}{direction} the derivative gives {Number(comparison.Derivative![comparison.WorstEntry])}{entry}, and the difference quotient {Number(comparison.Quotient.Value[comparison.WorstEntry])}";
    }

    /// <summary><c>A = [[1, 2], [3, 4]], x = [1, 1]</c>.</summary>
    public static string Values(IEnumerable<MatrixVariable> variables, EvaluationPoint point) =>
        string.Join(", ", variables.Select(v => $"{v.Name} = {Matrix(point.Values[v.Name], v.Shape.Rows.At(point.Sizes))}"));

    /// <summary>The place of an entry, counted by columns, as it is read: <c>(1, 2)</c>.</summary>
    public static string Place(int place, SymbolicShape shape, IReadOnlyDictionary<string, int> sizes)
    {
        var numbers = new List<int>();
        foreach (var dimension in shape.Dimensions)
        {
            var range = dimension.At(sizes);
            numbers.Add((place % range) + 1);
            place /= range;
        }

        return shape.IsVector ? numbers[0].ToString(CultureInfo.InvariantCulture) : $"({string.Join(", ", numbers)})";
    }

    private static string Matrix(double[] entries, int rows) => entries.Length == 1
        ? Number(entries[0])
        : entries.Length == rows
        ? $"[{string.Join(", ", entries.Select(Number))}]"
        : $"[{string.Join(", ", Enumerable.Range(0, rows).Select(i => $"[{string.Join(", ", Enumerable.Range(0, entries.Length / rows).Select(j => Number(entries[i + (j * rows)])))}]"))}]";

    /// <summary>A number in five digits, integers in full.</summary>
    public static string Number(double x) => Math.Round(x, 12) == Math.Round(x) && Math.Abs(x) < 1e6
        ? (Math.Round(x) + 0.0).ToString(CultureInfo.InvariantCulture)
        : x.ToString("G5", CultureInfo.InvariantCulture);
}
