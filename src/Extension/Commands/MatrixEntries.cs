using System.Globalization;
using System.Numerics;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Extension.Commands;

/// <summary>The entries of whatever a variable holds that is a matrix: an array of numbers, of rows, or a matrix of a library. A one-dimensional array is a column.</summary>
internal sealed class MatrixEntries
{
    private readonly string name;
    private readonly Func<int, int, object> entry;

    private MatrixEntries(string name, int rows, int columns, Func<int, int, object> entry) => (this.name, Rows, Columns, this.entry) = (name, rows, columns, entry);

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Whether the type of the entries is one of exact numbers.</summary>
    public bool AreExact { get; private init; }

    /// <summary>Reads a variable.</summary>
    /// <exception cref="CommandException">It holds no matrix, or its rows differ in length.</exception>
    public static MatrixEntries Of(string name, object? value) => value switch
    {
        null => throw new CommandException($"{name} is null, which is no matrix."),
        ExactMatrix<Rational> a => new(name, a.Shape.Rows, a.Shape.Columns, (i, j) => a[i, j]) { AreExact = true },
        Matrix<double> a => new(name, a.RowCount, a.ColumnCount, (i, j) => a[i, j]),
        Matrix<float> a => new(name, a.RowCount, a.ColumnCount, (i, j) => a[i, j]),
        Matrix<Complex> a => new(name, a.RowCount, a.ColumnCount, (i, j) => a[i, j]),
        Matrix<Complex32> a => new(name, a.RowCount, a.ColumnCount, (i, j) => a[i, j].ToComplex()),
        MathNet.Numerics.LinearAlgebra.Vector<double> v => new(name, v.Count, 1, (i, _) => v[i]),
        MathNet.Numerics.LinearAlgebra.Vector<float> v => new(name, v.Count, 1, (i, _) => v[i]),
        Array { Rank: 2 } a when IsNumber(a.GetType().GetElementType()!) =>
            new(name, a.GetLength(0), a.GetLength(1), (i, j) => a.GetValue(i + a.GetLowerBound(0), j + a.GetLowerBound(1))!) { AreExact = IsExact(a.GetType().GetElementType()!) },
        Array[] rows when rows.GetType().GetElementType() is { } row && row.IsSZArray && IsNumber(row.GetElementType()!) => OfRows(name, rows, row.GetElementType()!),
        Array { Rank: 1 } v when IsNumber(v.GetType().GetElementType()!) =>
            new(name, v.Length, 1, (i, _) => v.GetValue(i + v.GetLowerBound(0))!) { AreExact = IsExact(v.GetType().GetElementType()!) },
        _ => throw new CommandException($"{name} is of type {value.GetType().ToDisplayString(PlainTextFormatter.MimeType)}, which is no matrix."),
    };

    /// <summary>The entry in row i and column j, from 0, as the rational number that it is; null if it is none, as NaN.</summary>
    public Rational? Exact(int i, int j) => entry(i, j) switch
    {
        Rational a => a,
        BigInteger n => n,
        double x => double.IsFinite(x) ? (Rational)x : null,
        float x => float.IsFinite(x) ? (Rational)(double)x : null,
        decimal x => (Rational)x,
        Complex z => z.Imaginary == 0 && double.IsFinite(z.Real) ? (Rational)z.Real : null,
        ulong n => (BigInteger)n,
        var n => System.Convert.ToInt64(n, CultureInfo.InvariantCulture),
    };

    /// <summary>The entry in row i and column j, from 0, as the nearest floating-point number.</summary>
    /// <exception cref="CommandException">It is not real.</exception>
    public double Real(int i, int j) => entry(i, j) switch
    {
        double x => x,
        float x => x,
        Complex { Imaginary: 0 } z => z.Real,
        Complex z => throw Foreign(i, j, z.ToString(CultureInfo.InvariantCulture), "real number"),
        _ => (double)Exact(i, j)!.Value,
    };

    /// <summary>The mistake of an entry that has no value where one is wanted; rows and columns are counted from 1 in the message.</summary>
    public CommandException Foreign(int i, int j, string written, string wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The entry of {name} in row {i + 1}, column {j + 1} is {written}, which is no {wanted}."));

    private static MatrixEntries OfRows(string name, Array[] rows, Type element)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null || rows[i].Length != rows[0].Length)
            {
                throw new CommandException(string.Create(
                    CultureInfo.InvariantCulture, $"Row 1 of {name} has {rows[0]?.Length ?? 0} entries and row {i + 1} has {rows[i]?.Length ?? 0}; rows of a matrix have the same length."));
            }
        }

        return new(name, rows.Length, rows.Length == 0 ? 0 : rows[0].Length, (i, j) => rows[i].GetValue(j)!) { AreExact = IsExact(element) };
    }

    private static bool IsExact(Type type) =>
        type == typeof(Rational) || type == typeof(BigInteger) || type == typeof(decimal) || (type.IsPrimitive && IsNumber(type) && type != typeof(double) && type != typeof(float));

    private static bool IsNumber(Type type) => type == typeof(Rational) || type == typeof(BigInteger) || type == typeof(decimal) || type == typeof(Complex)
        || (type.IsPrimitive && type != typeof(bool) && type != typeof(char) && type != typeof(nint) && type != typeof(nuint));
}
