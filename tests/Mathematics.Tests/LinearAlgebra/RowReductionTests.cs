using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class RowReductionTests
{
    private static readonly ExactMatrix<Rational> Augmented = ExactMatrix.Parse("0 2 1; 3 4 -1/2");

    [Fact]
    public void Steps_are_those_of_a_textbook() => Assert.Equal(
        ["R₁ ↔ R₂", "R₁ ← 1/3·R₁", "R₂ ← 1/2·R₂", "R₁ ← R₁ - 4/3·R₂"],
        Augmented.RowReduceStepwise(barAfter: 2).Steps.Select(step => step.ToString()));

    [Fact]
    public void Negative_factor_stands_in_parentheses() =>
        Assert.Equal(["R₁ ← (-1)·R₁", "R₂ ← R₂ + R₁"], ExactMatrix.Parse("-1; -1").RowReduceStepwise().Steps.Select(step => step.ToString()));

    [Fact]
    public void Steps_stand_over_an_arrow_for_each_pivot_and_pivots_are_boxed() => Assert.Equal(
        """
                              ⎡0  2 │    1⎤
                              ⎣3  4 │ -1/2⎦
                R₁ ↔ R₂
                R₁ ← 1/3·R₁
              ─────────────→  ⎡[1]  4/3  │ -1/6⎤
                              ⎣ 0    [2] │    1⎦
           R₂ ← 1/2·R₂
           R₁ ← R₁ - 4/3·R₂
         ──────────────────→  ⎡[1]   0  │ -5/6⎤
                              ⎣ 0   [1] │  1/2⎦
        """,
        PlainText.Of(Augmented.RowReduceStepwise(barAfter: 2)),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Ungrouped_reduction_has_an_arrow_for_every_step() => Generators.Matrix(Rationals.Field, Generators.SmallRational, 3, 4).Sample(a =>
    {
        var reduction = a.RowReduceStepwise();
        var arrows = Assert.IsType<Node.LinesNode>(reduction.Ungrouped.Describe(new NotationOptions { Limit = 100 })).Items.Skip(1).ToList();
        Assert.Equal(reduction.Steps.Count, arrows.Count);
        Assert.All(arrows.TakeLast(1), last => Assert.Equal(reduction.Result.Rank, Boxes(last.Right)));
        var grouped = Assert.IsType<Node.LinesNode>(reduction.Describe(new NotationOptions { Limit = 100 })).Items;
        Assert.True(grouped.Count - 1 <= reduction.Result.Pivots.Count);
        Assert.Equal(reduction.Result.Rank, Boxes(grouped[^1].Right));
    });

    [Fact]
    public void Long_derivation_leaves_out_steps_and_says_how_many()
    {
        var reduction = ExactMatrix.Build(6, 6, (i, j) => i == j ? 2 : 1).RowReduceStepwise();
        var text = PlainText.Of(reduction.Ungrouped, new NotationOptions { Limit = 6 });
        Assert.Contains($"⋮ {reduction.Steps.Count - 5} more steps", text, StringComparison.Ordinal);
        Assert.Equal(5, text.Split('→').Length - 1);
        Assert.All(PlainText.Of(reduction).Split('\n'), line => Assert.True(line.Length <= PlainText.Columns, line));
    }

    [Fact]
    public void Solutions_are_a_particular_one_and_a_span_with_their_field()
    {
        var solutions = Assert.IsType<SolutionSet<Residue>.Affine>(ExactMatrix.Parse("1 2 1; 2 4 2", new PrimeField(7)).Solve(3, 6));
        Assert.Equal("x = [3; 0; 0] + t₁[5; 1; 0] + t₂[6; 0; 1],   t₁, t₂ ∈ 𝔽₇", PlainText.LineOf(solutions.Describe(NotationOptions.Default)));
        Assert.Equal("{[3; 0; 0] + t₁[5; 1; 0] + t₂[6; 0; 1] : t₁, t₂ ∈ 𝔽₇}", PlainText.LineOf(solutions.AsSet().Describe(NotationOptions.Default)));
        Assert.Equal("x = t₁[-1; 1],   t₁ ∈ ℚ", PlainText.LineOf(ExactMatrix.Parse("1 1").Solve(0).Describe(NotationOptions.Default)));
        Assert.Equal("x = [0]", PlainText.LineOf(ExactMatrix.Parse("1").Solve(0).Describe(NotationOptions.Default)));
    }

    [Fact]
    public void Solutions_of_many_parameters_leave_some_out() => Assert.EndsWith(
        ",   t₁, t₂, t₃, …, t₁₉, t₂₀ ∈ ℚ", PlainText.LineOf(ExactMatrix.Zero(1, 20).Solve(0).Describe(NotationOptions.Default)), StringComparison.Ordinal);

    private static int Boxes(Node matrix) => matrix is Node.MatrixNode grid ? grid.Cells.Count(c => c is Node.BoxNode) : 0;

    [Fact]
    public void Inconsistent_row_is_left_as_it_is() =>
        Assert.Equal("1 1 1; 0 0 1", ExactMatrix.Parse("1 1 1; 1 1 2").RowReduceStepwise(barAfter: 2).Result.ToString());

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Bar_outside_the_matrix_is_refused(int bar) => Assert.StartsWith(
        $"A bar after {bar} columns is outside of a 2×3 matrix.",
        Assert.Throws<ArgumentException>(() => Augmented.RowReduceStepwise(bar)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Step_of_another_shape_or_field_is_refused()
    {
        var step = Augmented.RowReduceStepwise().Steps[0];
        Assert.Equal("R₁ ↔ R₂ needs 2 rows, and A is 1×3.", Assert.Throws<ArgumentException>(() => step.Apply(ExactMatrix.Zero(1, 3))).Message);
        Assert.Throws<ForeignElementException>(() => new RowStep<Residue>.Swap(new PrimeField(5), 0, 1).Apply(ExactMatrix.Zero(new PrimeField(7), 2, 2)));
    }

    [Fact]
    public void Elimination_with_a_right_hand_side_has_its_bar_and_no_pivot_beyond_it()
    {
        var reduction = ExactMatrix.Parse("1 2; 2 4").RowReduceStepwise(ExactMatrix.Parse("1; 3"));
        Assert.Equal(2, reduction.BarAfter);
        Assert.Equal([0], reduction.Result.Pivots);
        Assert.Throws<ShapeMismatchException>(() => ExactMatrix.Parse("1 2; 2 4").RowReduceStepwise(ExactMatrix.Parse("1")));
    }
}
