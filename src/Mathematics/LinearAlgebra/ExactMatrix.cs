using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>Builds and reads exact matrices; over ℚ where no field is passed.</summary>
public static class ExactMatrix
{
    /// <summary>Reads a matrix of rational numbers: <c>1 2; 3 4</c>, <c>[1/2 -3; 0 2.5]</c>, <c>[[1, 2], [3, 4]]</c>, or one row per line.</summary>
    /// <exception cref="NotationParseException">The text is no matrix; the position is that of the first character that does not fit.</exception>
    public static ExactMatrix<Rational> Parse(string text) => Parse(text, Rationals.Field);

    /// <summary>Reads a matrix over <paramref name="field"/>: <c>1 2; 3 4</c>, <c>[1 2; 3 4]</c>, <c>[[1, 2], [3, 4]]</c>, or one row per line.</summary>
    /// <exception cref="NotationParseException">The text is no matrix; the position is that of the first character that does not fit.</exception>
    public static ExactMatrix<T> Parse<T>(string text, IField<T> field) => new MatrixReader<T>(text, field).Read();

    /// <summary>Reads a matrix over a field of which only the name is known, see <see cref="Field.Parse"/>; the value is an <see cref="ExactMatrix{T}"/>.</summary>
    /// <exception cref="NotationParseException">The text is no matrix; the position is that of the first character that does not fit.</exception>
    public static IHasNotation Parse(string text, IField field) => field.Accept(new Reading(text));

    /// <summary>The m×n matrix over ℚ with entries aᵢⱼ = <paramref name="entry"/>(i, j); i and j count from 0.</summary>
    /// <exception cref="ArgumentException">A number is negative, or there are too many entries.</exception>
    public static ExactMatrix<Rational> Build(int rows, int columns, Func<int, int, Rational> entry) => Build(Rationals.Field, rows, columns, entry);

    /// <summary>The m×n matrix over <paramref name="field"/> with entries aᵢⱼ = <paramref name="entry"/>(i, j); i and j count from 0.</summary>
    /// <exception cref="ArgumentException">A number is negative, or there are too many entries.</exception>
    /// <exception cref="ForeignElementException">An entry is no element of the field.</exception>
    public static ExactMatrix<T> Build<T>(IField<T> field, int rows, int columns, Func<int, int, T> entry)
    {
        var shape = new Shape(rows, columns);
        var entries = new T[shape.Count];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                entries[(i * columns) + j] = field.Own(entry(i, j));
            }
        }

        return new(field, shape, entries);
    }

    /// <summary>The n×n identity over ℚ.</summary>
    /// <exception cref="ArgumentException">n is negative or too large.</exception>
    public static ExactMatrix<Rational> Identity(int size) => Identity(Rationals.Field, size);

    /// <summary>The n×n identity over <paramref name="field"/>.</summary>
    /// <exception cref="ArgumentException">n is negative or too large.</exception>
    public static ExactMatrix<T> Identity<T>(IField<T> field, int size)
    {
        var entries = Zeros(field, new(size, size));
        for (var i = 0; i < size; i++)
        {
            entries[(i * size) + i] = field.One;
        }

        return new(field, new(size, size), entries);
    }

    /// <summary>The m×n matrix of zeros over ℚ; <c>Zero(0, 3)</c> is the empty matrix with three columns.</summary>
    /// <exception cref="ArgumentException">A number is negative, or there are too many entries.</exception>
    public static ExactMatrix<Rational> Zero(int rows, int columns) => Zero(Rationals.Field, rows, columns);

    /// <summary>The m×n matrix of zeros over <paramref name="field"/>.</summary>
    /// <exception cref="ArgumentException">A number is negative, or there are too many entries.</exception>
    public static ExactMatrix<T> Zero<T>(IField<T> field, int rows, int columns)
    {
        var shape = new Shape(rows, columns);
        return new(field, shape, Zeros(field, shape));
    }

    /// <summary>The n×n matrix over ℚ with the given diagonal and zeros elsewhere.</summary>
    public static ExactMatrix<Rational> Diagonal(params ReadOnlySpan<Rational> diagonal) => Diagonal(Rationals.Field, diagonal);

    /// <summary>The n×n matrix over <paramref name="field"/> with the given diagonal and zeros elsewhere.</summary>
    /// <exception cref="ForeignElementException">An entry is no element of the field.</exception>
    public static ExactMatrix<T> Diagonal<T>(IField<T> field, params ReadOnlySpan<T> diagonal)
    {
        var shape = new Shape(diagonal.Length, diagonal.Length);
        var entries = Zeros(field, shape);
        for (var i = 0; i < diagonal.Length; i++)
        {
            entries[(i * diagonal.Length) + i] = field.Own(diagonal[i]);
        }

        return new(field, shape, entries);
    }

    /// <summary>The column n×1 over ℚ.</summary>
    public static ExactMatrix<Rational> Column(params ReadOnlySpan<Rational> entries) => Column(Rationals.Field, entries);

    /// <summary>The column n×1 over <paramref name="field"/>.</summary>
    /// <exception cref="ForeignElementException">An entry is no element of the field.</exception>
    public static ExactMatrix<T> Column<T>(IField<T> field, params ReadOnlySpan<T> entries)
    {
        foreach (var entry in entries)
        {
            field.Own(entry);
        }

        return new(field, new(entries.Length, 1), entries.ToArray());
    }

    /// <summary>The matrix over ℚ with the given rows: <c>FromRows([1, 2], [3, 4])</c>.</summary>
    /// <exception cref="ArgumentException">Two rows differ in length; the message gives both lengths.</exception>
    public static ExactMatrix<Rational> FromRows(params Rational[][] rows) => FromRows(Rationals.Field, rows);

    /// <summary>The matrix over ℚ with the given rows of integers.</summary>
    /// <exception cref="ArgumentException">Two rows differ in length; the message gives both lengths.</exception>
    public static ExactMatrix<Rational> FromRows(params int[][] rows) => FromRows(Rationals.Field, rows);

    /// <summary>The matrix over ℚ with the given rows of integers.</summary>
    /// <exception cref="ArgumentException">Two rows differ in length; the message gives both lengths.</exception>
    public static ExactMatrix<Rational> FromRows(params BigInteger[][] rows) =>
        FromRows(Rationals.Field, Array.ConvertAll(rows, row => Array.ConvertAll(row, n => (Rational)n)));

    /// <summary>The matrix over ℚ with the given integers, the first index counting rows.</summary>
    /// <exception cref="ArgumentException">There are too many entries.</exception>
    public static ExactMatrix<Rational> FromRows(int[,] entries) =>
        Build(entries.GetLength(0), entries.GetLength(1), (i, j) => entries[i, j]);

    /// <summary>The matrix over <paramref name="field"/> with the images of the given integers.</summary>
    /// <exception cref="ArgumentException">Two rows differ in length; the message gives both lengths.</exception>
    public static ExactMatrix<T> FromRows<T>(IField<T> field, params int[][] rows) =>
        FromRows(field, Array.ConvertAll(rows, row => Array.ConvertAll(row, n => field.FromInteger(n))));

    /// <summary>The matrix over <paramref name="field"/> with the given rows.</summary>
    /// <exception cref="ArgumentException">Two rows differ in length; the message gives both lengths.</exception>
    /// <exception cref="ForeignElementException">An entry is no element of the field.</exception>
    public static ExactMatrix<T> FromRows<T>(IField<T> field, params T[][] rows)
    {
        var columns = rows.Length == 0 ? 0 : rows[0].Length;
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Length != columns)
            {
                throw new ArgumentException($"Row 0 has {columns} entries and row {i} has {rows[i].Length}; all rows of a matrix have the same length.", nameof(rows));
            }
        }

        return Build(field, rows.Length, columns, (i, j) => rows[i][j]);
    }

    private static T[] Zeros<T>(IField<T> field, Shape shape)
    {
        var zeros = new T[shape.Count];
        Array.Fill(zeros, field.Zero);
        return zeros;
    }

    private sealed class Reading(string text) : IFieldVisitor<IHasNotation>
    {
        public IHasNotation Visit<T>(IField<T> field) => Parse(text, field);
    }
}
