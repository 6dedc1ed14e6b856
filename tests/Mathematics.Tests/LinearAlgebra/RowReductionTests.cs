using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
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
    public void Derivation_shows_every_matrix_and_step_with_the_bar()
    {
        var text = PlainText.Of(ExactMatrix.Parse("2 1").RowReduceStepwise(barAfter: 1));
        Assert.Equal(["[2 │ 1]", "→ [1 │ 1/2]  R₁ ← 1/2·R₁"], text.Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public void Long_derivation_leaves_out_steps_and_says_how_many()
    {
        var reduction = ExactMatrix.Build(6, 6, (i, j) => i == j ? 2 : 1).RowReduceStepwise();
        var text = PlainText.Of(reduction, new NotationOptions { Limit = 6 });
        Assert.Contains($"⋮ {reduction.Steps.Count - 5} more steps", text, StringComparison.Ordinal);
        Assert.Equal(5, text.Split('→').Length - 1);
    }

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
}
