using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.MatrixCalculus;

/// <summary>The exponential, the principal logarithm and the principal square root of MathNet's matrices, and their Fréchet derivatives by block matrices.</summary>
internal static class DenseMatrixFunctions
{
    private static readonly MatrixBuilder<double> Build = Matrix<double>.Build;

    // Coefficients of the [13/13] Padé approximant of the exponential (Higham, The scaling and squaring method revisited, 2005).
    private static readonly double[] Pade =
    [
        64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1,
    ];

    private static readonly GaussLegendreRule Rule = new(0, 1, 12);

    /// <summary>f(A) of A alone, else the Fréchet derivative of f at A in the directions that follow it; NaN where f is not defined or not real.</summary>
    /// <remarks>
    /// With X₀ = A and Xₖ = [[Xₖ₋₁, I ⊗ Eₖ], [0, Xₖ₋₁]] the derivative is the last block of the first row of f(Xₖ) (Higham and Relton, <i>Higher order Fréchet derivatives of matrix
    /// functions and the level-2 condition number</i>, 2014, Theorem 3.5).
    /// </remarks>
    public static Matrix<double> Apply(EntryFunction function, Matrix<double>[] arguments)
    {
        var n = arguments[0].RowCount;
        var (block, factor) = (arguments[0], 1.0);
        foreach (var direction in arguments.AsSpan(1))
        {
            // Linear in each direction, so that its size is of no interest to f.
            var norm = direction.L1Norm();
            factor *= norm;
            var above = Build.DenseIdentity(block.RowCount / n).KroneckerProduct(norm > 0 ? direction / norm : direction);
            block = Build.DenseOfMatrixArray(new[,] { { block, above }, { Build.Dense(block.RowCount, block.RowCount), block } });
        }

        if (!IsFinite(block) || !double.IsFinite(factor))
        {
            return Build.Dense(n, n, double.NaN);
        }

        var value = function switch
        {
            EntryFunction.Exp => Exp(block),
            EntryFunction.Log => Log(block),
            EntryFunction.Sqrt => Sqrt(block),
            _ => throw new NotSupportedException($"The matrix function {function} is not evaluated."),
        };
        return value is null ? Build.Dense(n, n, double.NaN) : factor * value.SubMatrix(0, n, block.RowCount - n, n);
    }

    private static bool IsFinite(Matrix<double> a) => a.Enumerate().All(double.IsFinite);

    private static Matrix<double>? Exp(Matrix<double> a)
    {
        const double Theta = 5.4;
        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(a.L1Norm() / Theta)));
        if (squarings > 30)
        {
            return null;
        }

        var scaled = a * Math.Pow(2, -squarings);
        var (identity, square) = (Build.DenseIdentity(a.RowCount), scaled * scaled);
        var (odd, even) = (Pade[13] * identity, Pade[12] * identity);
        for (var j = 10; j >= 0; j -= 2)
        {
            odd = (odd * square) + (Pade[j + 1] * identity);
            even = (even * square) + (Pade[j] * identity);
        }

        odd = scaled * odd;
        var value = (even - odd).LU().Solve(even + odd);
        for (; squarings > 0; squarings--)
        {
            value *= value;
        }

        return value;
    }

    // Denman's and Beavers' iteration in product form (Higham, Functions of Matrices, (6.29)): M → I and X → A^½, with the scaling by determinants.
    private static Matrix<double>? Sqrt(Matrix<double> a)
    {
        var n = a.RowCount;
        var (identity, x, m) = (Build.DenseIdentity(n), a, a);
        var isLast = false;
        for (var iteration = 0; iteration < 60; iteration++)
        {
            var distance = (m - identity).L1Norm();
            if (!double.IsFinite(distance))
            {
                return null;
            }

            var scale = distance < 0.1 ? 1 : Math.Pow(Math.Abs(m.Determinant()), -0.5 / n);
            scale = double.IsFinite(scale) && scale > 0 ? scale : 1;
            var (square, inverse) = (scale * scale, m.Inverse());
            x = 0.5 * scale * (x + (x * inverse / square));
            m = 0.5 * (identity + (((square * m) + (inverse / square)) / 2));
            if (isLast)
            {
                return ((x * x) - a).L1Norm() <= 1e-9 * a.L1Norm() ? x : null;
            }

            isLast = distance < 1e-5;
        }

        return null;
    }

    // Inverse scaling and squaring: roots until A^(1/2ˢ) − I =: B is small, then log(I + B) = ∫₀¹ B(I + tB)⁻¹ dt by Gauss's rule, which is its Padé approximant (Higham, §11.4).
    private static Matrix<double>? Log(Matrix<double> a)
    {
        var identity = Build.DenseIdentity(a.RowCount);
        var roots = 0;
        for (; (a - identity).L1Norm() > 0.25; roots++)
        {
            if (roots > 40 || Sqrt(a) is not { } root)
            {
                return null;
            }

            a = root;
        }

        var b = a - identity;
        var sum = Build.Dense(a.RowCount, a.RowCount);
        for (var i = 0; i < Rule.Order; i++)
        {
            sum += Rule.GetWeight(i) * (identity + (Rule.GetAbscissa(i) * b)).LU().Solve(b);
        }

        return Math.Pow(2, roots) * sum;
    }
}
