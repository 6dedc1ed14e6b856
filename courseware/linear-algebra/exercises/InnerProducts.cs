using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Lengths, angles and projections.</summary>
public static class InnerProducts
{
    public static Exercise CosineOfAngle { get; } = new Exercise<ExactMatrix<Rational>, double>("linear-algebra/cosine-of-an-angle")
    {
        Generate = draw => draw.Until(d => d.MatrixOfRank(2, 3, 2, 4), a => !Product(a, 0, 1).IsZero, "the vectors are orthogonal"),
        Statement = a => $"What is the cosine of the angle between $u = {a.Row(0).Transpose()}$ and $v = {a.Row(1).Transpose()}$?",
        Answer = _ => Answers.Number(),
        Solution = a => Inner(a, 0, 1) / Math.Sqrt(Inner(a, 0, 0) * Inner(a, 1, 1)),
        Misconceptions =
        [
            new("inner-product-without-lengths", a => Inner(a, 0, 1), "That is the inner product. A cosine lies between $-1$ and $1$."),
            new("forgets-the-roots", a => Inner(a, 0, 1) / (Inner(a, 0, 0) * Inner(a, 1, 1)), "The length of a vector is the root of its inner product with itself."),
        ],
        Hints = [_ => $"$u · v$ is the product of both lengths and the cosine.", a => $"$u · v = {(int)Inner(a, 0, 1)}$."],
        Explanation = _ => $"It is $u · v$ divided by both lengths.",
    };

    public static Exercise Projection { get; } = new Exercise<ExactMatrix<Rational>, ExactMatrix<Rational>>("linear-algebra/projection-onto-a-line")
    {
        Generate = draw => draw.MatrixOfRank(2, 3, 2, 5),
        Statement = a => $"What is the orthogonal projection of $b = {a.Row(0).Transpose()}$ onto the line through $0$ and $a = {a.Row(1).Transpose()}$?",
        Answer = _ => Answers.Vector(3),
        Solution = a => Along(a, 0, 1),
        Misconceptions =
        [
            new("projects-onto-the-other-vector", a => Along(a, 1, 0), "You have projected $a$ onto the line of $b$."),
            new("does-not-divide", a => Product(a, 0, 1) * a.Row(1).Transpose(), "The result must not depend on the length of $a$. What would $2 a$ give?"),
            new("orthogonal-part", a => a.Row(0).Transpose() - Along(a, 0, 1), "That is what is left of $b$, orthogonal to $a$."),
        ],
        Evidence = (a, x) => Counterexample.Unequal("$a · (b - x)$", a.Row(1) * (a.Row(0).Transpose() - x), ExactMatrix.Zero(1, 1)),
        Hints = [_ => $"It is a multiple $c a$ with $a · (b - c a) = 0$.", a => $"$a · b = {Product(a, 0, 1)}$ and $a · a = {Product(a, 1, 1)}$."],
        Explanation = _ => $"From $a · (b - c a) = 0$ follows that $c$ is $a · b$ divided by $a · a$.",
        Points = 2,
    };

    private static ExactMatrix<Rational> Along(ExactMatrix<Rational> a, int which, int line) => Product(a, which, line) / Product(a, line, line) * a.Row(line).Transpose();

    private static Rational Product(ExactMatrix<Rational> a, int i, int j) => (a.Row(i) * a.Row(j).Transpose())[0, 0];

    private static double Inner(ExactMatrix<Rational> a, int i, int j) => (double)Product(a, i, j);
}
