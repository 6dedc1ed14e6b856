using System.Numerics;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using CsCheck;

namespace Adjoint.Tests;

/// <summary>Random elements and matrices. Sizes of integers straddle the machine word, because representations change there.</summary>
internal static class Generators
{
    private static readonly Gen<BigInteger> AroundAWord = Gen.Select(Gen.Int[-3, 3], Gen.Int[60, 66], Gen.Bool)
        .Select((offset, bits, negative) => ((negative ? -1 : 1) * (BigInteger.One << bits)) + offset);

    public static Gen<BigInteger> Integer { get; } = Gen.OneOf(
        Gen.Int[-9, 9].Select(n => (BigInteger)n),
        Gen.Long.Select(n => (BigInteger)n),
        AroundAWord,
        Gen.Select(Gen.Long, Gen.Long).Select((a, b) => (BigInteger)a * b));

    public static Gen<Rational> AnyRational { get; } = Gen.Select(Integer, Integer.Where(d => !d.IsZero)).Select((n, d) => new Rational(n, d));

    public static Gen<Rational> SmallRational { get; } = Gen.Select(Gen.Int[-9, 9], Gen.Int[1, 6]).Select((n, d) => new Rational(n, d));

    public static Gen<Residue> Residue(int p) => Gen.Int[0, p - 1].Select(n => new PrimeField(p)[n]);

    /// <summary>m×n, often of low rank: with zero entries, or as a product through fewer dimensions.</summary>
    public static Gen<ExactMatrix<T>> Matrix<T>(IField<T> field, Gen<T> element, int rows, int columns) => Gen.OneOf(
        Dense(field, element, rows, columns),
        Dense(field, Gen.OneOf(element, Gen.Const(field.Zero)), rows, columns),
        Gen.Int[0, Math.Min(rows, columns)].SelectMany(r => Gen.Select(Dense(field, element, rows, r), Dense(field, element, r, columns)).Select((a, b) => a * b)));

    /// <summary>Any shape from 0×0 to <paramref name="most"/>×<paramref name="most"/>.</summary>
    public static Gen<ExactMatrix<T>> Matrix<T>(IField<T> field, Gen<T> element, int most) =>
        Gen.Select(Gen.Int[0, most], Gen.Int[0, most]).SelectMany((m, n) => Matrix(field, element, m, n));

    public static Gen<ExactMatrix<T>> Dense<T>(IField<T> field, Gen<T> element, int rows, int columns) =>
        element.Array[rows * columns].Select(x => ExactMatrix.Build(field, rows, columns, (i, j) => x[(i * columns) + j]));
}
