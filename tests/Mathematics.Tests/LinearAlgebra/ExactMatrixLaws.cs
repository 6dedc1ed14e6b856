using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

/// <summary>What linear algebra promises over every field. Sizes reach past those that are eliminated without residues.</summary>
public abstract class ExactMatrixLaws<T>(IField<T> field, Gen<T> element)
{
    private const int Most = 7;

    private readonly Gen<ExactMatrix<T>> any = Generators.Matrix(field, element, Most);

    private readonly Gen<ExactMatrix<T>> square = Gen.Int[0, Most].SelectMany(n => Generators.Matrix(field, element, n, n));

    private readonly Gen<(ExactMatrix<T> A, ExactMatrix<T> B, ExactMatrix<T> C)> squares = Gen.Int[0, Most].SelectMany(n => Gen.Select(
        Generators.Matrix(field, element, n, n), Generators.Matrix(field, element, n, n), Generators.Matrix(field, element, n, n)));

    private readonly Gen<(ExactMatrix<T> A, ExactMatrix<T> B)> chain = Gen.Select(Gen.Int[0, Most], Gen.Int[0, Most], Gen.Int[0, Most])
        .SelectMany((m, k, n) => Gen.Select(Generators.Matrix(field, element, m, k), Generators.Matrix(field, element, k, n)));

    private readonly Gen<(ExactMatrix<T> A, ExactMatrix<T> B)> system = Gen.Select(Gen.Int[0, Most], Gen.Int[0, Most])
        .SelectMany((m, n) => Gen.Select(Generators.Matrix(field, element, m, n), Generators.Matrix(field, element, m, 1)));

    [Fact]
    public void Square_matrices_are_a_ring() => squares.Sample((a, b, c) =>
        (a + b) + c == a + (b + c) && a + b == b + a && (a * b) * c == a * (b * c)
        && a * (b + c) == (a * b) + (a * c) && (a + b) * c == (a * c) + (b * c)
        && a - b == a + -b && a - a == ExactMatrix.Zero(field, a.Shape.Rows, a.Shape.Columns)
        && a * ExactMatrix.Identity(field, a.Shape.Rows) == a && ExactMatrix.Identity(field, a.Shape.Rows) * a == a);

    [Fact]
    public void Product_is_by_rows_and_columns() => chain.Sample((a, b) =>
        a * b == ExactMatrix.Build(field, a.Shape.Rows, b.Shape.Columns, (i, j) =>
            Enumerable.Range(0, b.Shape.Rows).Aggregate(field.Zero, (sum, k) => field.Add(sum, field.Multiply(a[i, k], b[k, j])))));

    [Fact]
    public void Transpose_reverses_products() => chain.Sample((a, b) => (a * b).Transpose() == b.Transpose() * a.Transpose() && a.Transpose().Transpose() == a);

    [Fact]
    public void Scalars_multiply_every_entry() => Gen.Select(any, element).Sample((a, c) =>
        c * a == a.Map(x => field.Multiply(c, x)) && 3 * a == a + a + a && a * c == c * a);

    [Fact]
    public void Reduced_form_is_reduced() => any.Sample(a =>
    {
        var (r, pivots) = (a.RowReduce().Matrix, a.RowReduce().Pivots);
        for (var i = 0; i < r.Shape.Rows; i++)
        {
            var leading = Enumerable.Range(0, r.Shape.Columns).FirstOrDefault(j => !field.IsZero(r[i, j]), -1);
            if (leading != (i < pivots.Count ? pivots[i] : -1) || (i > 0 && i < pivots.Count && pivots[i] <= pivots[i - 1]))
            {
                return false;
            }

            // The column of a pivot is a unit vector.
            if (leading >= 0 && Enumerable.Range(0, r.Shape.Rows).Any(k => !(k == i ? field.IsOne(r[k, leading]) : field.IsZero(r[k, leading]))))
            {
                return false;
            }
        }

        return true;
    });

    // The echelon form is unique, so elimination by the axioms alone is an oracle for every faster way.
    [Fact]
    public void Elimination_by_the_axioms_gives_the_same() => any.Sample(a =>
    {
        var (m, n) = a.Shape;
        var axioms = new FieldArithmetic<T>(field);
        var (reduced, pivots) = axioms.RowReduce(a.Entries.ToArray(), m, n);
        var fast = a.RowReduce();
        Assert.Equal(new ExactMatrix<T>(field, a.Shape, reduced), fast.Matrix);
        Assert.Equal(pivots, fast.Pivots);
        Assert.Equal(pivots.Length, a.Rank());
        Assert.Equal(new ExactMatrix<T>(field, new(m, m), axioms.Multiply(a.Entries.ToArray(), a.Transpose().Entries.ToArray(), m, n, m)), a * a.Transpose());
        if (m == n)
        {
            Assert.Equal(axioms.Determinant(a.Entries.ToArray(), n), a.Determinant());
        }
    });

    [Fact]
    public void Rank_and_nullity_add_up_to_the_columns() => any.Sample(a =>
        a.Rank() + a.Nullspace().Dimension == a.Shape.Columns && a.Rank() == a.Transpose().Rank()
        && a.ColumnSpace().Dimension == a.Rank() && a.RowSpace().Dimension == a.Rank());

    [Fact]
    public void Nullspace_is_annihilated() => any.Sample(a =>
        a * a.Nullspace().Basis == ExactMatrix.Zero(field, a.Shape.Rows, a.Nullspace().Dimension) && a.Nullspace().Basis.Rank() == a.Nullspace().Dimension);

    [Fact]
    public void Column_space_contains_every_product() => any.SelectMany(a => Generators.Dense(field, element, a.Shape.Columns, 1).Select(x => (a, x)))
        .Sample((a, x) => a.ColumnSpace().Contains(a * x));

    [Fact]
    public void Row_operations_keep_the_row_space() => any.Sample(a =>
        a.RowSpace() == a.RowReduce().Matrix.RowSpace() && a.RowSpace().GetHashCode() == a.RowReduce().Matrix.RowSpace().GetHashCode()
        && a.Transpose().ColumnSpace() == a.RowSpace());

    [Fact]
    public void Inverse_exists_exactly_at_full_rank() => square.Sample(a =>
    {
        var n = a.Shape.Rows;
        if (a.Rank() == n)
        {
            Assert.Equal(ExactMatrix.Identity(field, n), a * a.Inverse());
            Assert.Equal(ExactMatrix.Identity(field, n), a.Inverse() * a);
            Assert.NotEqual(field.Zero, a.Determinant());
        }
        else
        {
            var error = Assert.Throws<SingularMatrixException>(() => a.Inverse());
            Assert.Equal((a.Rank(), n), (error.Rank, error.Size));
            Assert.Equal(field.Zero, a.Determinant());
        }
    });

    [Fact]
    public void Determinant_is_multiplicative() => squares.Sample((a, b, _) =>
        EqualityComparer<T>.Default.Equals((a * b).Determinant(), field.Multiply(a.Determinant(), b.Determinant())));

    [Fact]
    public void Determinant_is_the_sum_over_permutations() => Gen.Int[0, 5].SelectMany(n => Generators.Matrix(field, element, n, n)).Sample(a =>
        EqualityComparer<T>.Default.Equals(Leibniz(a, 0, [.. Enumerable.Range(0, a.Shape.Rows)]), a.Determinant()), iter: 50);

    [Fact]
    public void Powers_multiply() => Gen.Select(square, Gen.Int[0, 4], Gen.Int[0, 4]).Sample((a, n, m) => a.Power(n + m) == a.Power(n) * a.Power(m));

    [Fact]
    public void Negative_powers_are_those_of_the_inverse() => square.Where(a => a.Rank() == a.Shape.Rows).Sample(a =>
        a.Power(-3) * a.Power(3) == ExactMatrix.Identity(field, a.Shape.Rows));

    [Fact]
    public void Trace_does_not_see_the_order_of_a_product() => squares.Sample((a, b, _) =>
        EqualityComparer<T>.Default.Equals((a * b).Trace(), (b * a).Trace()));

    [Fact]
    public void Solutions_solve_and_refusals_are_proved() => system.Sample((a, b) =>
    {
        switch (a.Solve(b))
        {
            case SolutionSet<T>.Affine all:
                Assert.Equal(b, a * all.Particular);
                Assert.Equal(a.Nullspace(), all.Directions);
                break;
            case SolutionSet<T>.None none:
                Assert.Equal(ExactMatrix.Zero(field, 1, a.Shape.Columns), none.Certificate * a);
                Assert.Equal(ExactMatrix.Identity(field, 1), none.Certificate * b);
                break;
            default:
                Assert.Fail("A third kind of solution set.");
                break;
        }
    });

    [Fact]
    public void Any_parameters_give_a_solution() => any
        .SelectMany(a => Gen.Select(Generators.Dense(field, element, a.Shape.Columns, 1), element.Array[a.Nullspace().Dimension]).Select((x, t) => (a, x, t)))
        .Sample((a, x, t) => a * ((SolutionSet<T>.Affine)a.Solve(a * x)).At(t) == a * x);

    [Fact]
    public void Recorded_steps_multiply_back() => any.Sample(a =>
    {
        var reduction = a.RowReduceStepwise();
        Assert.Equal(a.RowReduce().Matrix, reduction.Result.Matrix);
        Assert.Equal(a.RowReduce().Pivots, reduction.Result.Pivots);
        Assert.Equal(reduction.Steps.Count + 1, reduction.Matrices.Count());
        Assert.Equal(reduction.Result.Matrix, reduction.Matrices.Last());

        // R = Eₖ·…·E₁·A, and each inverse step leads back.
        var product = reduction.Steps.Aggregate(a, (matrix, step) => step.Elementary(a.Shape.Rows) * matrix);
        Assert.Equal(reduction.Result.Matrix, product);
        Assert.Equal(a, reduction.Steps.Reverse().Aggregate(product, (matrix, step) => step.Inverse().Apply(matrix)));
    });

    [Fact]
    public void Bar_restricts_pivots_to_the_left_part() => system.Sample((a, b) =>
    {
        var reduction = a.Augment(b).RowReduceStepwise(a.Shape.Columns);
        Assert.Equal(a.RowReduce().Matrix, reduction.Result.Matrix[.., ..a.Shape.Columns]);
        Assert.Equal(a.RowReduce().Pivots, reduction.Result.Pivots);
    });

    [Fact]
    public void Blocks_are_put_together_and_taken_apart() => system.Sample((a, b) =>
        a.Augment(b)[.., ..a.Shape.Columns] == a && a.Augment(b)[.., a.Shape.Columns..] == b
        && a.Augment(b).Transpose() == a.Transpose().Stack(b.Transpose()));

    [Fact]
    public void Text_parses_back() => any.Where(a => a.Shape.Count > 0).Sample(a =>
        ExactMatrix.Parse(a.ToString(), field) == a && ExactMatrix.Parse(a.ToString(), field).GetHashCode() == a.GetHashCode());

    private T Leibniz(ExactMatrix<T> a, int row, int[] columns)
    {
        if (columns.Length == 0)
        {
            return field.One;
        }

        var sum = field.Zero;
        for (var k = 0; k < columns.Length; k++)
        {
            var term = field.Multiply(a[row, columns[k]], Leibniz(a, row + 1, [.. columns.Where((_, i) => i != k)]));
            sum = field.Add(sum, k % 2 == 0 ? term : field.Negate(term));
        }

        return sum;
    }
}

public sealed class RationalMatrixLaws() : ExactMatrixLaws<Rational>(Rationals.Field, Generators.SmallRational);

public sealed class LongRationalMatrixLaws() : ExactMatrixLaws<Rational>(Rationals.Field, Generators.AnyRational);

public sealed class F2MatrixLaws() : ExactMatrixLaws<Residue>(new PrimeField(2), Generators.Residue(2));

public sealed class F7MatrixLaws() : ExactMatrixLaws<Residue>(new PrimeField(7), Generators.Residue(7));

public sealed class LargestPrimeFieldMatrixLaws() : ExactMatrixLaws<Residue>(new PrimeField(int.MaxValue), Generators.Residue(int.MaxValue));
