using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Linear maps, coordinates and permutations.</summary>
public static class Maps
{
    public static Exercise WhichIsLinear { get; } = new Exercise<(string Linear, string Affine, string Product, IReadOnlyList<string> Options), string>("linear-algebra/which-map-is-linear")
    {
        Generate = draw =>
        {
            var (a, b, c) = (draw.Integer(2, 9), draw.Integer(2, 9), draw.Integer(1, 9));
            string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
            var (linear, affine, product) = (Text($"$f(x, y) = {a} x - {b} y$"), Text($"$f(x, y) = {a} x + {b} y + {c}$"), Text($"$f(x, y) = {a} x y$"));
            return (linear, affine, product, draw.Shuffle(linear, affine, product, Text($"$f(x, y) = {a} |x| + {b} y$")));
        },
        Statement = _ => "Which of these functions from the plane to the real numbers is linear?",
        Answer = v => Answers.Choice(v.Options),
        Solution = v => v.Linear,
        Misconceptions =
        [
            new("affine-is-linear", v => v.Affine, "Its graph is a plane, but a linear map takes $0$ to $0$."),
            new("product-is-linear", v => v.Product, "It is linear in $x$ and in $y$, each alone. What is $f(2 x, 2 y)$?"),
        ],
        Variants = VariantPolicy.EachLearner,
        Hints = [_ => $"What is $f(0, 0)$?", _ => $"Compare $f(2 x, 2 y)$ with $2 f(x, y)$."],
        Explanation = _ => $"Only a sum of multiples of $x$ and $y$ is linear: a constant, a product or an absolute value is not.",
    };

    public static Exercise Coordinates { get; } = new Exercise<(ExactMatrix<Rational> S, ExactMatrix<Rational> C), ExactMatrix<Rational>>("linear-algebra/coordinates")
    {
        Generate = draw => (draw.UnimodularMatrix(3, 3), draw.Matrix(3, 1, -5, 5)),
        Statement = v => $"The columns of $S = {v.S}$ are a basis. What are the coordinates of $b = {v.S * v.C}$ in it?",
        Answer = _ => Answers.Vector(3),
        Solution = v => v.C,
        Misconceptions =
        [
            new("coordinates-the-wrong-way", v => v.S * v.S * v.C, "$S$ times coordinates is the vector. Here the vector is given."),
            new("inner-products-with-the-basis", v => v.S.Transpose() * v.S * v.C, "Inner products with the basis are coordinates only if the basis is orthonormal."),
        ],
        Evidence = (v, c) => Counterexample.Unequal("the combination of the columns of $S$", v.S * c, v.S * v.C),
        Hints = [_ => $"Which combination of the columns is $b$? That is a linear system.", v => $"The last coordinate is ${v.C[2, 0]}$."],
        Explanation = v => $"$S c = b$ is a linear system; $c = S^-1 b$ with $S^-1 = {v.S.Inverse()}$.",
        Points = 2,
    };

    public static Exercise SignOfPermutation { get; } = new Exercise<bool, Func<IReadOnlyList<int>, int>>("linear-algebra/sign-of-a-permutation")
    {
        Generate = draw => draw.Coin(),
        Statement = _ => "Write a function that takes a permutation of $0, ..., n - 1$, as the list of its values, and gives its sign, $1$ or $-1$.",
        Answer = _ => Answers.Function<IReadOnlyList<int>, int>(
            "a function from IReadOnlyList<int> to int", draw => draw.Shuffle<int>([.. Enumerable.Range(0, draw.Integer(0, 7))])),
        Solution = _ => values => 1 - (2 * (Inversions(values) % 2)),
        Misconceptions =
        [
            new("counts-inversions", _ => Inversions, "That is how many pairs are out of order. The sign says whether this number is even."),
            new("counts-moved-elements", _ => values => 1 - (2 * (values.Where((x, i) => x != i).Count() % 2)), "A cycle of three elements is even, though it moves three elements."),
        ],
        Variants = VariantPolicy.Shared,
        Hints = [_ => $"Count the pairs $i < j$ where the value at $i$ is larger than the value at $j$.", _ => $"A loop over $j$, and in it one over $i < j$; in the end only the parity counts."],
        Explanation = _ => "The sign is $1$ if the number of pairs out of order is even, and $-1$ if it is odd.",
        Points = 3,
    };

    private static int Inversions(IReadOnlyList<int> values) => Enumerable.Range(0, values.Count).Sum(j => Enumerable.Range(0, j).Count(i => values[i] > values[j]));
}
