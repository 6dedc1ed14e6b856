using Adjoint.Algebra;
using Adjoint.LinearAlgebra;

namespace Adjoint.Exercises;

/// <summary>Matrices with wanted properties. Entries are drawn row by row; docs/variants.md has the recipes.</summary>
public static class MatrixDraws
{
    extension(Draw draw)
    {
        /// <summary>m×n over ℚ, with integer entries from <paramref name="least"/> to <paramref name="most"/>.</summary>
        public ExactMatrix<Rational> Matrix(int rows, int columns, int least, int most) =>
            ExactMatrix.Build(rows, columns, (_, _) => draw.Integer(least, most));

        /// <summary>m×n over 𝔽ₚ, each as likely as any other.</summary>
        public ExactMatrix<Residue> Matrix(PrimeField field, int rows, int columns) =>
            ExactMatrix.Build(field, rows, columns, (_, _) => draw.Element(field));

        /// <summary>n×n over 𝔽ₚ with an inverse, each as likely as any other.</summary>
        /// <exception cref="NoVariantException">1000 matrices had none.</exception>
        public ExactMatrix<Residue> InvertibleMatrix(PrimeField field, int size) =>
            draw.Until(d => d.Matrix(field, size, size), a => a.Rank() == size, "it has no inverse");

        /// <summary>n×n with integer entries, determinant 1 or −1, hence an integer inverse; the entries of both are at most <paramref name="largest"/> in absolute value.</summary>
        /// <remarks>P·L·U with unit triangular L and U of entries −1, 0 and 1, drawn again while an entry is too large.</remarks>
        /// <exception cref="NoVariantException">1000 matrices had a larger entry.</exception>
        public ExactMatrix<Rational> UnimodularMatrix(int size, int largest = 9) => draw.Until(
            d => d.TriangularProduct(size),
            a => IsWithin(a, largest) && IsWithin(a.Inverse(), largest),
            "an entry of it or of its inverse is too large");

        /// <summary>m×n over ℚ of rank r, with integer entries of absolute value at most <paramref name="largest"/>.</summary>
        /// <remarks>The product of m×r and r×n with entries from −2 to 2, drawn again while the rank is less or an entry too large.</remarks>
        /// <exception cref="NoVariantException">r is larger than m or n, or 1000 matrices were of less rank or had a larger entry.</exception>
        public ExactMatrix<Rational> MatrixOfRank(int rows, int columns, int rank, int largest = 9) => draw.Until(
            d =>
            {
                var left = d.Matrix(rows, rank, -2, 2);
                return left * d.Matrix(rank, columns, -2, 2);
            },
            a => IsWithin(a, largest) && a.Rank() == rank,
            "its rank is less, or an entry is too large");

        /// <summary>m×n over 𝔽ₚ of rank r: the product of m×r and r×n, drawn again while the rank is less.</summary>
        /// <exception cref="NoVariantException">r is larger than m or n, or 1000 matrices were of less rank.</exception>
        public ExactMatrix<Residue> MatrixOfRank(PrimeField field, int rows, int columns, int rank) => draw.Until(
            d =>
            {
                var left = d.Matrix(field, rows, rank);
                return left * d.Matrix(field, rank, columns);
            },
            a => a.Rank() == rank,
            "its rank is less");

        /// <summary>S·D·S⁻¹ with integer entries, D the diagonal of the eigenvalues and S a <see cref="UnimodularMatrix"/>; entries are at most <paramref name="largest"/> in absolute value.</summary>
        /// <exception cref="NoVariantException">1000 matrices had a larger entry.</exception>
        public ExactMatrix<Rational> MatrixWithEigenvalues(IReadOnlyList<int> eigenvalues, int largest = 9) => draw.Until(
            d =>
            {
                var s = d.UnimodularMatrix(eigenvalues.Count);
                return s * ExactMatrix.Diagonal([.. eigenvalues.Select(n => (Rational)n)]) * s.Inverse();
            },
            a => IsWithin(a, largest),
            "an entry is too large");

        // The entries of L below the diagonal, those of U above it, both row by row; then the order of the rows.
        private ExactMatrix<Rational> TriangularProduct(int size)
        {
            var lower = ExactMatrix.Build(size, size, (i, j) => i == j ? 1 : j < i ? draw.Integer(-1, 1) : 0);
            var upper = ExactMatrix.Build(size, size, (i, j) => i == j ? 1 : j > i ? draw.Integer(-1, 1) : 0);
            var order = draw.Shuffle<int>([.. Enumerable.Range(0, size)]);
            var product = lower * upper;
            return ExactMatrix.Build(size, size, (i, j) => product[order[i], j]);
        }
    }

    private static bool IsWithin(ExactMatrix<Rational> a, int largest)
    {
        foreach (var entry in a.Entries)
        {
            if (entry > largest || entry < -largest)
            {
                return false;
            }
        }

        return true;
    }
}
