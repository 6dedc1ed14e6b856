using System.Numerics;
using Adjoint.Notation;
using Adjoint.Numbers;

namespace Adjoint.Formatters;

/// <summary>Arrays of numbers as notation.</summary>
internal static class ArrayNotation
{
    /// <summary>The m×n matrix of doubles.</summary>
    public static Node Describe(double[,] array, NotationOptions options) =>
        RealNotation.Matrix(array.GetLength(0), array.GetLength(1), (i, j) => (double?)array[i, j], options);

    /// <summary>The m×n matrix of floats.</summary>
    public static Node Describe(float[,] array, NotationOptions options) =>
        RealNotation.Matrix(array.GetLength(0), array.GetLength(1), (i, j) => (float?)array[i, j], options);

    /// <summary>The m×n matrix of complex numbers.</summary>
    public static Node Describe(Complex[,] array, NotationOptions options) =>
        RealNotation.Matrix(array.GetLength(0), array.GetLength(1), (i, j) => (Complex?)array[i, j], options);

    /// <summary>The m×n matrix of integers, exact.</summary>
    public static Node Describe(int[,] array, NotationOptions options) => Integers(array.GetLength(0), array.GetLength(1), (i, j) => array[i, j], options);

    /// <inheritdoc cref="Describe(int[,], NotationOptions)"/>
    public static Node Describe(long[,] array, NotationOptions options) => Integers(array.GetLength(0), array.GetLength(1), (i, j) => array[i, j], options);

    /// <summary>The m×n matrix of doubles where all rows have n entries; otherwise the list of its rows, each in its own decimals. Looks at the length of every row.</summary>
    public static Node Describe(double[][] array, NotationOptions options)
    {
        var columns = array.Length == 0 ? 0 : array[0]?.Length ?? -1;
        return columns >= 0 && Array.TrueForAll(array, row => row?.Length == columns)
            ? RealNotation.Matrix(array.Length, columns, (i, j) => (double?)array[i][j], options)
            : List(array.Length, i => array[i] is { } row ? List(row.Length, j => RealNotation.Number(row[j], options), options) : Node.Text("null"), options);
    }

    /// <summary>The m×n matrix of intervals, each in its own digits.</summary>
    public static Node Describe(RealInterval[,] array, NotationOptions options) => Entries(array, x => x.Describe(options), options);

    /// <summary>The m×n matrix of values with uncertainty in the concise form, each in its own digits.</summary>
    public static Node Describe(UncertainReal[,] array, NotationOptions options) => Entries(array, x => x.DescribeConcisely(options), options);

    private static Node Entries<T>(T[,] array, Func<T, Node> describe, NotationOptions options) => Node.Matrix(
        Elision.Of(array.GetLength(0), options.Limit), Elision.Of(array.GetLength(1), options.Limit), (i, j) => describe(array[i, j]), ColumnAlignment.Right);

    private static Node Integers(int rows, int columns, Func<int, int, long> entry, NotationOptions options) => Node.Matrix(
        Elision.Of(rows, options.Limit), Elision.Of(columns, options.Limit), (i, j) => Node.Number(entry(i, j), options), ColumnAlignment.Right);

    private static Node List(int count, Func<int, Node> item, NotationOptions options)
    {
        var shown = Elision.Of(count, options.Limit);
        var items = new List<Node>();
        for (var k = 0; k < shown.Visible; k++)
        {
            if (k > 0)
            {
                items.Add(Node.Operator(","));
            }

            items.Add(shown.IndexOf(k) is >= 0 and var i ? item(i) : Node.Operator("…"));
        }

        return Node.Fenced("[", Node.Row(items), "]");
    }
}
