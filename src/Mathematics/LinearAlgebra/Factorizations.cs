using Adjoint.Notation;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Complex = System.Numerics.Complex;

namespace Adjoint.LinearAlgebra;

/// <summary>Factorisations of MathNet as equations. <c>A.Check(A.LU())</c> knows A and measures the residual; <c>A.LU()</c> alone shows its factors and what they tell.</summary>
public static class Factorizations
{
    // Orthogonality of larger factors is measured on request only: it costs as much as the factorisation.
    private const int MostMeasured = 300;

    private static readonly Node A = Node.Identifier("A");
    private static readonly Node I = Node.Identifier("I");

    extension<T>(Matrix<T> a) where T : struct, IEquatable<T>, IFormattable
    {
        /// <summary>P·A = L·U with the residual ‖P·A − L·U‖_F / ‖A‖_F.</summary>
        /// <exception cref="ShapeMismatchException">The factors are not those of a matrix of this shape.</exception>
        public FactorEquation Check(LU<T> factors) => Equation(factors, a);

        /// <summary>A = Q·R with the residual ‖A − Q·R‖_F / ‖A‖_F; for a factorisation by Gram and Schmidt as well.</summary>
        /// <exception cref="ShapeMismatchException">The factors are not those of a matrix of this shape.</exception>
        public FactorEquation Check(QR<T> factors) => Equation(factors, a);

        /// <summary>A = U·Σ·Vᴴ with the residual ‖A − U·Σ·Vᴴ‖_F / ‖A‖_F.</summary>
        /// <exception cref="ShapeMismatchException">The factors are not those of a matrix of this shape.</exception>
        public FactorEquation Check(Svd<T> factors) => Equation(factors, a);

        /// <summary>A·V = V·D with the residual ‖A·V − V·D‖_F / ‖A‖_F.</summary>
        /// <exception cref="ShapeMismatchException">The factors are not those of a matrix of this shape.</exception>
        public FactorEquation Check(Evd<T> factors) => Equation(factors, a);

        /// <summary>A = L·Lᴴ with the residual ‖A − L·Lᴴ‖_F / ‖A‖_F, which is large for an A that is not Hermitian: only its lower half was read.</summary>
        /// <exception cref="ShapeMismatchException">The factors are not those of a matrix of this shape.</exception>
        public FactorEquation Check(Cholesky<T> factors) => Equation(factors, a);
    }

    /// <summary>P·A = L·U and det A.</summary>
    public static FactorEquation Equation<T>(LU<T> lu, Matrix<T>? a = null) where T : struct, IEquatable<T>, IFormattable
    {
        var p = Node.Identifier("P");
        var (l, u) = (Node.Identifier("L"), Node.Identifier("U"));
        var facts = new List<(Node, Func<NotationOptions, Node>)>();
        var residual = Residual(facts, Node.Row(p, A), Node.Row(l, u), a, lu.L.RowCount, lu.U.ColumnCount, m =>
        {
            var permuted = Matrix<T>.Build.DenseOfMatrix(m);
            permuted.PermuteRows(lu.P);
            return (permuted, Dense(lu.L) * Dense(lu.U));
        });
        facts.Add((Node.Row(Node.Operator("det"), A), options => Scalar(lu.Determinant, options)));
        return new([MatrixFactor.Permuting(p, lu.P), Given(a)], [MatrixFactor.Lower(l, lu.L, "unit lower triangular"), MatrixFactor.Upper(u, lu.U, "upper triangular")], residual, facts);
    }

    /// <summary>A = Q·R, how orthogonal Q is, and whether A has full rank, as far as rounding error lets R tell.</summary>
    public static FactorEquation Equation<T>(QR<T> qr, Matrix<T>? a = null) where T : struct, IEquatable<T>, IFormattable
    {
        var (q, r) = (Node.Identifier("Q"), Node.Identifier("R"));
        var facts = new List<(Node, Func<NotationOptions, Node>)>();
        var residual = Residual(facts, A, Node.Row(q, r), a, qr.Q.RowCount, qr.R.ColumnCount, m => (m, Dense(qr.Q) * Dense(qr.R)));
        MeasureOrthogonality(facts, q, qr.Q, a is not null);
        facts.Add((Node.Row(Node.Operator("rank"), A), Rank(qr.R)));
        return new([Given(a)], [MatrixFactor.Full(q, qr.Q, Unitary<T>("columns")), MatrixFactor.Upper(r, qr.R, "upper triangular")], residual, facts);
    }

    /// <summary>A = U·Σ·Vᴴ, how orthogonal U and V are, the rank and the condition number σ₁/σₙ. Without vectors, which MathNet computes on request only, the singular values.</summary>
    public static FactorEquation Equation<T>(Svd<T> svd, Matrix<T>? a = null) where T : struct, IEquatable<T>, IFormattable
    {
        var (u, sigma, v) = (Node.Identifier("U"), Node.Identifier("Σ"), Node.Superscript(Node.Identifier("V"), Adjoining<T>()));
        var facts = new List<(Node, Func<NotationOptions, Node>)>();
        var hasVectors = svd.U.FrobeniusNorm() is not 0;
        double? residual = null;
        if (hasVectors)
        {
            residual = Residual(facts, A, Node.Row(u, sigma, v), a, svd.U.RowCount, svd.VT.ColumnCount, m => (m, Dense(svd.U) * Dense(svd.W) * Dense(svd.VT)));
            MeasureOrthogonality(facts, u, svd.U, a is not null);
            MeasureOrthogonality(facts, Node.Identifier("V"), svd.VT.ConjugateTranspose(), a is not null);
        }

        facts.Add((Node.Row(Node.Operator("rank"), A), _ => Integer(svd.Rank)));
        facts.Add((Node.Row(Node.Subscript(Node.Identifier("κ"), Node.Number("2")), Node.Parenthesised(A)), options => Scalar(svd.ConditionNumber, options)));
        return new(
            [Given(a)],
            hasVectors
                ? [MatrixFactor.Full(u, svd.U, Unitary<T>()), MatrixFactor.Diagonal(sigma, svd.W, "diagonal"), MatrixFactor.Full(v, svd.VT, Unitary<T>())]
                : [new(u, 0, string.Empty, _ => u), MatrixFactor.Diagonal(sigma, svd.W, "diagonal"), new(v, 0, string.Empty, _ => v)],
            residual,
            facts);
    }

    /// <summary>A·V = V·D; a pair of complex eigenvalues α ± βi of a real matrix is a block of D. For a symmetric A, how orthogonal V is; else its condition number, which is huge where eigenvectors are missing.</summary>
    public static FactorEquation Equation<T>(Evd<T> evd, Matrix<T>? a = null) where T : struct, IEquatable<T>, IFormattable
    {
        var isDiagonal = typeof(T) == typeof(Complex) || typeof(T) == typeof(Complex32) || evd.EigenValues.All(z => z.Imaginary == 0);
        var (v, d) = (Node.Identifier("V"), Node.Identifier(isDiagonal ? "Λ" : "D"));
        var facts = new List<(Node, Func<NotationOptions, Node>)>();
        var residual = Residual(facts, Node.Row(A, v), Node.Row(v, d), a, evd.EigenVectors.RowCount, evd.D.ColumnCount, m => (m * Dense(evd.EigenVectors), Dense(evd.EigenVectors) * Dense(evd.D)));
        if (evd.IsSymmetric)
        {
            MeasureOrthogonality(facts, v, evd.EigenVectors, a is not null);
        }
        else if (IsMeasured(evd.EigenVectors, a is not null) && double.IsFinite(evd.EigenVectors.FrobeniusNorm()))
        {
            var condition = evd.EigenVectors.ConditionNumber();
            facts.Add((Node.Row(Node.Subscript(Node.Identifier("κ"), Node.Number("2")), Node.Parenthesised(v)), options => Scalar(condition, options)));
        }

        if (!isDiagonal)
        {
            facts.Add((Node.Identifier("λ"), options => MathNetNotation.Entries<Complex>(1, evd.EigenValues.Count, (_, j) => evd.EigenValues[j], options, MatrixStyle.Default with { Open = "(", Close = ")" })));
        }

        var kind = evd.IsSymmetric ? Unitary<T>() : "eigenvectors";
        return new(
            [Given(a), MatrixFactor.Full(v, evd.EigenVectors, kind)],
            [MatrixFactor.Full(v, evd.EigenVectors) with { Columns = 0 }, MatrixFactor.Diagonal(d, evd.D, isDiagonal ? "eigenvalues" : "eigenvalues, a 2×2 block for each complex pair")],
            residual,
            facts);
    }

    /// <summary>A = L·Lᴴ and det A.</summary>
    public static FactorEquation Equation<T>(Cholesky<T> cholesky, Matrix<T>? a = null) where T : struct, IEquatable<T>, IFormattable
    {
        var l = Node.Identifier("L");
        var adjoint = Node.Superscript(l, Adjoining<T>());
        var facts = new List<(Node, Func<NotationOptions, Node>)>();
        var residual = Residual(facts, A, Node.Row(l, adjoint), a, cholesky.Factor.RowCount, cholesky.Factor.RowCount, m => (m, Dense(cholesky.Factor) * Dense(cholesky.Factor).ConjugateTranspose()));
        facts.Add((Node.Row(Node.Operator("det"), A), options => Scalar(cholesky.Determinant, options)));
        return new(
            [Given(a)], [MatrixFactor.Lower(l, cholesky.Factor, "lower triangular"), MatrixFactor.Upper(adjoint, cholesky.Factor.ConjugateTranspose(), string.Empty)], residual, facts);
    }

    // The diagonal of R tells whether A has full rank, up to rounding error: that of a singular matrix is seldom 0 exactly.
    private static Func<NotationOptions, Node> Rank<T>(Matrix<T> r) where T : struct, IEquatable<T>, IFormattable
    {
        var diagonal = r.Diagonal().Enumerate().Select(Modulus).ToList();
        var (least, largest, n) = (diagonal.Min(), diagonal.Max(), r.ColumnCount);
        var roundoff = typeof(T) == typeof(float) || typeof(T) == typeof(Complex32) ? Precision.SinglePrecision : Precision.DoublePrecision;
        return !diagonal.TrueForAll(double.IsFinite) ? options => RealNotation.Number(double.NaN, options)
            : least == 0 ? _ => Node.Text($"less than {n}, for R has a zero on its diagonal")
            : least <= 2 * roundoff * r.RowCount * largest ? _ => Node.Text($"less than {n} but for rounding error, for R has nearly a zero on its diagonal")
            : _ => Integer(n);
    }

    private static MatrixFactor Given<T>(Matrix<T>? a) where T : struct, IEquatable<T>, IFormattable =>
        a is null ? new(A, 0, string.Empty, _ => A) : MatrixFactor.Full(A, a);

    // ‖left − right‖_F / ‖A‖_F, added to the facts; null where A is not known.
    private static double? Residual<T>(
        List<(Node, Func<NotationOptions, Node>)> facts, Node left, Node right, Matrix<T>? a, int rows, int columns, Func<Matrix<T>, (Matrix<T> Left, Matrix<T> Right)> sides)
        where T : struct, IEquatable<T>, IFormattable
    {
        if (a is null)
        {
            return null;
        }

        if (a.RowCount != rows || a.ColumnCount != columns)
        {
            throw new ShapeMismatchException("A = product of the factors", Shape.Of(a), new(rows, columns), "these must be the factors of A");
        }

        // Dense: MathNet multiplies some sparse by diagonal matrices out of bounds.
        var (one, other) = sides(Dense(a));
        var scale = Largest(a);
        var norm = Norm(a, scale);
        var residual = Norm(one - other, scale) / (norm == 0 ? 1 : norm);
        var quotient = Frobenius(Node.Row(left, Node.Operator("−"), right));
        facts.Add((norm == 0 ? quotient : Node.Row(quotient, Node.Operator("/"), Frobenius(A)), options => Scalar(residual, Brief(options))));
        return residual;
    }

    private static Matrix<T> Dense<T>(Matrix<T> matrix) where T : struct, IEquatable<T>, IFormattable => Matrix<T>.Build.DenseOfMatrix(matrix);

    // ‖A‖_F / scale, where the squares of the entries themselves might overflow or vanish.
    private static double Norm<T>(Matrix<T> matrix, double scale) where T : struct, IEquatable<T>, IFormattable
    {
        var sum = 0.0;
        foreach (var entry in matrix.Enumerate(Zeros.AllowSkip))
        {
            var part = Modulus(entry) / scale;
            sum += part * part;
        }

        return Math.Sqrt(sum);
    }

    // max |aᵢⱼ|; 1 where that is 0 or not finite.
    private static double Largest<T>(Matrix<T> matrix) where T : struct, IEquatable<T>, IFormattable
    {
        var largest = 0.0;
        foreach (var entry in matrix.Enumerate(Zeros.AllowSkip))
        {
            largest = Math.Max(largest, Modulus(entry));
        }

        return largest > 0 && double.IsFinite(largest) ? largest : 1;
    }

    private static double Modulus<T>(T value) where T : struct => value switch
    {
        double x => Math.Abs(x),
        float x => Math.Abs(x),
        Complex z => Complex.Abs(z),
        Complex32 z => double.Hypot(z.Real, z.Imaginary),
        _ => throw new NotSupportedException($"A number of type {typeof(T).Name} has no absolute value."),
    };

    private static void MeasureOrthogonality<T>(List<(Node, Func<NotationOptions, Node>)> facts, Node symbol, Matrix<T> q, bool isAsked) where T : struct, IEquatable<T>, IFormattable
    {
        if (IsMeasured(q, isAsked))
        {
            var distance = (q.ConjugateTransposeThisAndMultiply(q) - Matrix<T>.Build.DenseIdentity(q.ColumnCount)).FrobeniusNorm();
            facts.Add((Frobenius(Node.Row(Node.Superscript(symbol, Adjoining<T>()), symbol, Node.Operator("−"), I)), options => Scalar(distance, Brief(options))));
        }
    }

    private static bool IsMeasured<T>(Matrix<T> q, bool isAsked) where T : struct, IEquatable<T>, IFormattable => isAsked || Math.Max(q.RowCount, q.ColumnCount) <= MostMeasured;

    private static Node Frobenius(Node node) => Node.Subscript(Node.Norm(node), Node.Identifier("F"));

    // The size of an error is all that matters of it.
    private static NotationOptions Brief(NotationOptions options) => options with { Digits = Math.Min(2, options.Digits) };

    private static Node Adjoining<T>() => IsComplex<T>() ? Node.Identifier("H") : Node.Operator("⊤");

    private static string Unitary<T>(string of = "") => of.Length > 0 ? $"orthonormal {of}" : IsComplex<T>() ? "unitary" : "orthogonal";

    private static bool IsComplex<T>() => typeof(T) == typeof(Complex) || typeof(T) == typeof(Complex32);

    private static Node Integer(int n) => Node.Number(n, NotationOptions.Default);

    private static Node Scalar<T>(T value, NotationOptions options) where T : struct => value switch
    {
        double x => RealNotation.Number(x, options),
        float x => RealNotation.Single(x, options),
        Complex z => RealNotation.Number(z, options),
        Complex32 z => RealNotation.Number(z, options),
        _ => throw new NotSupportedException($"A number of type {typeof(T).Name} has no notation."),
    };
}
