using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using MathNet.Numerics;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Permutations: conjugation and order.</summary>
public static class Permutations
{
    public static Exercise Conjugate { get; } = new Exercise<(Permutation Sigma, Permutation Tau), Permutation>("linear-algebra/conjugate-permutation")
    {
        Generate = draw => (Random(draw, 5), Random(draw, 5)),
        Statement = v => $"$σ = {Shown(v.Sigma)}$ and $τ = {Shown(v.Tau)}$, and in a product the right factor acts first. What is $τ σ τ^-1$?",
        Answer = _ => Answers.Permutation(5),
        Solution = v => Product(v.Tau, v.Sigma, v.Tau.Inverse()),
        Misconceptions =
        [
            new("conjugates-the-other-way", v => Product(v.Tau.Inverse(), v.Sigma, v.Tau), "That is $τ^-1 σ τ$. Which factor acts first?"),
            new("factors-cancel", v => v.Sigma, "$τ$ and $τ^-1$ would cancel if they stood side by side, or if $τ$ and $σ$ commuted."),
            new("forgets-the-inverse", v => Product(v.Tau, v.Sigma), "That is $τ σ$. A conjugate has cycles of the same lengths as $σ$; has yours?"),
        ],
        Hints = [_ => $"Where does $τ σ τ^-1$ take the number $τ(1)$?", v => $"It takes ${v.Tau[0] + 1}$ to ${v.Tau[v.Sigma[0]] + 1}$."],
        Explanation = _ => $"$τ σ τ^-1$ takes $τ(i)$ to $τ(σ(i))$: write $τ(i)$ for every $i$ in the cycles of $σ$.",
    };

    public static Exercise Order { get; } = new Exercise<Permutation, Rational>("linear-algebra/order-of-a-permutation")
    {
        Generate = draw => draw.Until(d => Random(d, 9), sigma => Cycles(sigma).Count(length => length > 1) > 1),
        Statement = sigma => $"$P$ is the permutation matrix of $σ = {Shown(sigma)}$. What is the smallest $n >= 1$ with $P^n = I$?",
        Answer = _ => Answers.ExactNumber,
        Solution = sigma => Lcm(Cycles(sigma)),
        Misconceptions =
        [
            new("longest-cycle", sigma => Cycles(sigma).Max(), "After that many steps the longest cycle is back. Are the others, too?"),
            new("product-of-the-lengths", sigma => Cycles(sigma).Aggregate(1, (a, b) => a * b), "After that many steps all is back, but not for the first time. Do the lengths have a common divisor?"),
            new("sum-of-the-lengths", sigma => Cycles(sigma).Where(length => length > 1).Sum(), "That is how many numbers move. Follow one cycle: after how many steps is it back?"),
        ],
        Hints = [_ => $"A cycle of length $l$ is back after $l$, $2 l$, $3 l$, … steps.", sigma => $"One of the cycles has length ${Cycles(sigma).Max()}$."],
        Explanation = _ => $"It is the least common multiple of the lengths of the cycles.",
    };

    private static Node Shown(Permutation sigma) => PermutationNotation.Describe(sigma, NotationOptions.Default);

    private static Permutation Random(Draw draw, int n) => new([.. draw.Shuffle<int>([.. Enumerable.Range(0, n)])]);

    // The right factor acts first.
    private static Permutation Product(params IReadOnlyList<Permutation> factors) =>
        new([.. Enumerable.Range(0, factors[0].Dimension).Select(i => factors.Reverse().Aggregate(i, (at, sigma) => sigma[at]))]);

    private static List<int> Cycles(Permutation sigma)
    {
        List<int> lengths = [];
        var seen = new HashSet<int>();
        for (var i = 0; i < sigma.Dimension; i++)
        {
            var length = 0;
            for (var at = i; seen.Add(at); at = sigma[at])
            {
                length++;
            }

            if (length > 0)
            {
                lengths.Add(length);
            }
        }

        return lengths;
    }

    private static int Lcm(IEnumerable<int> lengths) => lengths.Aggregate(1, (a, b) => a / (int)BigInteger.GreatestCommonDivisor(a, b) * b);
}
