using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class ExactMatrixTests
{
    private static readonly PrimeField F7 = new(7);

    [Fact]
    public void Inverse_over_Q_is_exact() =>
        Assert.Equal("-2 1; 3/2 -1/2", ExactMatrix.Parse("1 2; 3 4").Inverse().ToString());

    [Fact]
    public void Inverse_over_F7_is_exact() =>
        Assert.Equal("5 1; 5 3", ExactMatrix.Parse("1 2; 3 4", F7).Inverse().ToString());

    [Fact]
    public void Field_known_only_by_name_gives_a_matrix_over_it() =>
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4", F7), ExactMatrix.Parse("1 2; 3 4", Field.Parse("F_7")));

    [Fact]
    public void Singular_matrix_names_its_rank()
    {
        var error = Assert.Throws<SingularMatrixException>(() => ExactMatrix.Parse("1 2; 2 4").Inverse());
        Assert.Equal("A is singular: it is 2×2 and its rank is 1.", error.Message);
    }

    [Fact]
    public void Product_of_2x3_and_2x4_names_both_shapes()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => ExactMatrix.Zero(2, 3) * ExactMatrix.Zero(2, 4));
        Assert.Equal("A·B: 2×3 and 2×4 do not fit; columns of A must equal rows of B.", error.Message);
    }

    [Fact]
    public void Integer_rows_may_be_written_as_collections_or_arrays()
    {
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), ExactMatrix.FromRows([1, 2], [3, 4]));
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), ExactMatrix.FromRows(new[,] { { 1, 2 }, { 3, 4 } }));
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4"), ExactMatrix.FromRows(new System.Numerics.BigInteger[][] { [1, 2], [3, 4] }));
        Assert.Equal(ExactMatrix.Parse("1 2; 3 4", F7), ExactMatrix.FromRows(F7, [8, -5], [3, 4]));
    }

    [Fact]
    public void Integers_scale_a_matrix_over_any_field()
    {
        Assert.Equal("2 4; 6 8", (2 * ExactMatrix.Parse("1 2; 3 4")).ToString());
        Assert.Equal("3 6; 2 5", (ExactMatrix.Parse("1 2; 3 4", F7) * 3).ToString());
    }

    [Fact]
    public void Solutions_show_a_particular_one_and_directions() => Assert.Equal(
        """
            ⎡1⎤     ⎡-2⎤
        x = ⎢0⎥ + t₁⎢ 1⎥,   t₁ ∈ ℚ
            ⎣2⎦     ⎣ 0⎦
        """,
        PlainText.Of(ExactMatrix.Parse("1 2 1; 2 4 0").Solve(3, 2)));

    [Fact]
    public void System_without_solution_shows_why() => Assert.Equal(
        "∅ because y⊤A = 0 and y⊤b = 1 for y⊤ = [-1  1]",
        PlainText.Of(ExactMatrix.Parse("1 1; 1 1").Solve(1, 2)).Replace("ᵀ", "⊤", StringComparison.Ordinal));

    [Fact]
    public void Subspaces_show_their_bases()
    {
        Assert.Equal(@"\mathrm{span}\left\{ \begin{bmatrix} -2 \\ 1 \end{bmatrix} \right\}", Latex.Of(ExactMatrix.Parse("1 2").Nullspace()));
        Assert.Equal("{0}", ExactMatrix.Identity(2).Nullspace().ToString());
        Assert.Equal("span{1 2}", ExactMatrix.Parse("1 2; 2 4").ColumnSpace().ToString());
    }

    [Fact]
    public void Subspaces_are_equal_whatever_the_bases() =>
        Assert.Equal(ExactMatrix.Parse("1 1; 1 -1; 0 0").ColumnSpace(), ExactMatrix.Parse("0 2; 3 0; 0 0").ColumnSpace());

    [Fact]
    public void Large_matrix_shows_its_first_and_last_entries() => Assert.Equal(
        ["0", "⋯", "3", "⋮", "⋱", "⋮", "12", "⋯", "15"],
        Assert.IsType<Node.MatrixNode>(Assert.IsType<Node.ScriptsNode>(
            ExactMatrix.Build(4, 4, (i, j) => (4 * i) + j).Describe(new NotationOptions { Limit = 3 })).Body).Cells.Select(PlainText.Of));

    [Fact]
    public void Showing_a_large_matrix_asks_only_for_what_is_seen()
    {
        var field = new CountingField();
        PlainText.Of(ExactMatrix.Zero(field, 1000, 1000));
        Assert.Equal(11 * 11, field.Described);
    }

    [Fact]
    public void Empty_matrices_have_their_laws()
    {
        var empty = ExactMatrix.Zero(0, 0);
        Assert.Equal(Rational.One, empty.Determinant());
        Assert.Equal(empty, empty.Inverse());
        Assert.Equal(ExactMatrix.Zero(2, 3), ExactMatrix.Zero(2, 0) * ExactMatrix.Zero(0, 3));
        Assert.Equal(3, ExactMatrix.Zero(0, 3).Nullspace().Dimension);
        Assert.Equal("0×3", ExactMatrix.Zero(0, 3).ToString());
        Assert.False(ExactMatrix.Zero(0, 3).Solve(ExactMatrix.Zero(0, 1)).IsEmpty);
    }

    [Theory]
    [InlineData(100_000, 100_000, "A 100000×100000 matrix has 10000000000 entries, and an exact matrix holds at most 67108864.")]
    [InlineData(-1, 2, "There is no -1×2 matrix; rows and columns are at least 0.")]
    [InlineData(0, int.MaxValue, "A 0×2147483647 matrix is too large; an exact matrix has at most 67108864 rows and columns.")]
    [InlineData(int.MaxValue, int.MaxValue, "A 2147483647×2147483647 matrix is too large; an exact matrix has at most 67108864 rows and columns.")]
    public void Impossible_shapes_are_refused(int rows, int columns, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ExactMatrix.Zero(rows, columns)).Message);

    [Fact]
    public void Wrong_uses_name_the_facts()
    {
        var a = ExactMatrix.Parse("1 2 3; 4 5 6");
        Assert.Equal("det A needs a square matrix, and A is 2×3.", Assert.Throws<NotSquareException>(() => a.Determinant()).Message);
        Assert.Equal("A⁻¹ needs a square matrix, and A is 2×3.", Assert.Throws<NotSquareException>(() => a.Inverse()).Message);
        Assert.Equal("A·x = b: 2×3 and 3×1 do not fit; b must be 2×1.", Assert.Throws<ShapeMismatchException>(() => a.Solve(1, 2, 3)).Message);
        Assert.Equal("A + B: 2×3 and 3×2 do not fit; shapes must be equal.", Assert.Throws<ShapeMismatchException>(() => a + a.Transpose()).Message);
        Assert.StartsWith("A is 2×3, and there is no entry (2, 0)", Assert.Throws<ArgumentOutOfRangeException>(() => a[2, 0]).Message, StringComparison.Ordinal);
        Assert.StartsWith("A is 2×3, and there is no entry (0, 3)", Assert.Throws<ArgumentOutOfRangeException>(() => a[0, 3]).Message, StringComparison.Ordinal);
        Assert.StartsWith("Row 0 has 2 entries and row 1 has 1", Assert.Throws<ArgumentException>(() => ExactMatrix.FromRows([1, 2], [3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrices_over_different_fields_do_not_mix()
    {
        var (a, b) = (ExactMatrix.Identity(F7, 2), ExactMatrix.Identity(new PrimeField(5), 2));
        Assert.Equal("A matrix over F_5 is no element of the matrices over F_7.", Assert.Throws<ForeignElementException>(() => a * b).Message);
        Assert.NotEqual(a, b);
        Assert.Throws<ForeignElementException>(() => ExactMatrix.Column(F7, new PrimeField(5).One));
        Assert.Throws<ForeignElementException>(() => ExactMatrix.Build(F7, 1, 1, (_, _) => default));
    }

    [Fact]
    public void Range_that_leaves_the_matrix_is_refused_with_its_shape() => Assert.StartsWith(
        "A is 2×2, and the rows 0..5 leave it",
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMatrix.Parse("1 2; 3 4")[0..5, 0..1]).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Integers_are_solved_for_in_any_field() => Assert.Equal(
        "0; 4", Assert.IsType<SolutionSet<Residue>.Affine>(ExactMatrix.Parse("1 2; 3 4", new PrimeField(7)).Solve(1, 2)).Particular.ToString());

    [Fact]
    public void Ranges_cut_submatrices_out() => Assert.Equal("2 3", ExactMatrix.Parse("1 2 3; 4 5 6")[..1, 1..].ToString());
}

/// <summary>ℚ by the axioms alone, which counts how many elements are shown.</summary>
internal sealed class CountingField : IField<Rational>
{
    public int Described { get; private set; }

    public Rational Zero => 0;

    public Rational One => 1;

    public Node Symbol => Rationals.Field.Symbol;

    public System.Numerics.BigInteger Characteristic => 0;

    public string ElementName => Rationals.Field.ElementName;

    public string ElementSyntax => Rationals.Field.ElementSyntax;

    public Rational Add(Rational a, Rational b) => a + b;

    public Rational Negate(Rational a) => -a;

    public Rational Multiply(Rational a, Rational b) => a * b;

    public Rational Invert(Rational a) => a.Invert();

    public Rational FromInteger(System.Numerics.BigInteger n) => n;

    public bool Contains(Rational a) => true;

    public bool TryParse(ReadOnlySpan<char> text, out Rational a) => Rational.TryParse(text, out a);

    public string Format(Rational a) => a.ToString();

    public Node Describe(NotationOptions options) => Symbol;

    public Node Describe(Rational a, NotationOptions options)
    {
        Described++;
        return a.Describe(options);
    }

    public TResult Accept<TResult>(IFieldVisitor<TResult> visitor) => visitor.Visit(this);

    public bool Equals(IField? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => 0;
}
