using System.Collections;
using System.Globalization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.MatrixCalculus;
using Adjoint.Symbolic;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using BigInteger = System.Numerics.BigInteger;

namespace Adjoint.Exercises;

/// <summary>Answers that are objects, as they would be typed: <see cref="Question.Judge"/> reads them in another process.</summary>
public static class AnswerText
{
    private const int MostItems = 1000;
    private const int Depth = 4;

    /// <summary>The answer as it would be typed; null if objects of its type cannot be.</summary>
    public static string? Of(object? answer) => Of(answer, Depth);

    private static string? Of(object? answer, int depth) => answer switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        double or float => ((IFormattable)answer).ToString("R", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger or decimal => ((IFormattable)answer).ToString(null, CultureInfo.InvariantCulture),
        Rational number => number.ToString(),
        Residue residue => residue.Value.ToString(CultureInfo.InvariantCulture),
        ScalarExpression expression => expression.Text,
        MatrixExpression expression => expression.Text,
        MatrixDerivative derivative => derivative.Value.Text,
        Permutation permutation => Images(permutation),
        Matrix<double> matrix => Rows(matrix.RowCount, matrix.ColumnCount, (i, j) => matrix[i, j]),
        Vector<double> vector => Rows(1, vector.Count, (_, j) => vector[j]),
        double[,] entries => Rows(entries.GetLength(0), entries.GetLength(1), (i, j) => entries[i, j]),
        ExactMatrix<Rational> matrix => matrix.ToString(),
        ExactMatrix<Residue> matrix => matrix.ToString(),
        Subspace<Rational> space => Basis(space),
        Subspace<Residue> space => Basis(space),
        IEnumerable items when depth > 0 => Set(items, depth - 1),
        _ => null,
    };

    private static string Images(Permutation permutation) => $"[{string.Join(' ', Enumerable.Range(0, permutation.Dimension).Select(i => (permutation[i] + 1).ToString(CultureInfo.InvariantCulture)))}]";

    private static string Basis<T>(Subspace<T> space) => space.Dimension == 0 ? "0" : space.Basis.Transpose().ToString();

    private static string Rows(int rows, int columns, Func<int, int, double> entry) => string.Join("; ", Enumerable.Range(0, rows).Select(i =>
        string.Join(' ', Enumerable.Range(0, columns).Select(j => entry(i, j).ToString("R", CultureInfo.InvariantCulture)))));

    private static string? Set(IEnumerable items, int depth)
    {
        List<string> texts = [];
        foreach (var item in items)
        {
            if (texts.Count == MostItems || Of(item, depth) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return $"{{{string.Join(", ", texts)}}}";
    }
}
