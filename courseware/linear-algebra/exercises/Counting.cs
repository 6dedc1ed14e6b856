using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Dimensions, and counting over finite fields.</summary>
public static class Counting
{
    public static Exercise Solutions { get; } = new Exercise<ExactMatrix<Residue>, Rational>("linear-algebra/number-of-solutions-over-fp")
    {
        Generate = draw => draw.MatrixOfRank(draw.Choice<PrimeField>(new(2), new(3), new(5)), 3, 4, draw.Integer(1, 2)),
        Statement = a => $"How many $x$ with entries in {a.Field} solve $A x = 0$ for $A = {a}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = a => BigInteger.Pow(a.Field.Characteristic, 4 - a.Rank()),
        Misconceptions =
        [
            new("dimension-instead-of-number", a => 4 - a.Rank(), "That is the dimension of the space of solutions. How many vectors does it have?"),
            new("counts-bound-variables", a => BigInteger.Pow(a.Field.Characteristic, a.Rank()), "Each free variable takes any value; the others follow from them."),
            new("multiplies-instead-of-raising", a => a.Field.Characteristic * (4 - a.Rank()), "Two free variables with $p$ values each have $p * p$ pairs of values."),
        ],
        Hints = [_ => $"How many free variables are there?", a => $"The rank is ${a.Rank()}$."],
        Explanation = a => $"The rank is ${a.Rank()}$, so ${4 - a.Rank()}$ of the four variables are free, and each takes ${(long)a.Field.Characteristic}$ values.",
    };

    public static Exercise InvertibleMatrices { get; } = new Exercise<int, Rational>("linear-algebra/number-of-invertible-matrices")
    {
        Generate = draw => draw.Choice(2, 3, 5, 7, 11, 13),
        Statement = p => $"How many invertible matrices with two rows and columns are there over {new PrimeField(p)}?",
        Answer = _ => Answers.ExactNumber,
        Solution = p => ((p * p) - 1) * ((p * p) - p),
        Misconceptions =
        [
            new("second-column-only-nonzero", p => ((p * p) - 1) * ((p * p) - 1), "The second column must not be a multiple of the first. How many multiples are there?"),
            new("all-matrices", p => p * p * p * p, "That is how many matrices there are at all."),
            new("excludes-only-singular-diagonals", p => (p - 1) * (p - 1) * p * p, "A matrix may be invertible with zeros on its diagonal."),
        ],
        Hints = [p => $"The first column is any but zero: ${(p * p) - 1}$ ways.", _ => $"Which second columns depend on the first?"],
        Explanation = p => $"The first column is not zero: ${(p * p) - 1}$ ways. The second is none of its ${p}$ multiples: ${(p * p) - p}$ ways.",
        Points = 2,
    };

    public static Exercise Intersection { get; } = new Exercise<(int U, int V, int Sum), Rational>("linear-algebra/dimension-of-an-intersection")
    {
        Generate = draw => draw.Until(d => (U: d.Integer(2, 6), V: d.Integer(2, 6), Sum: d.Integer(3, 9)), v => v.Sum > Math.Max(v.U, v.V) && v.Sum < v.U + v.V),
        Statement = v => $"$U$ and $V$ are subspaces with $dim U = {v.U}$, $dim V = {v.V}$ and $dim(U + V) = {v.Sum}$. What is the dimension of $U ∩ V$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => v.U + v.V - v.Sum,
        Misconceptions =
        [
            new("smaller-of-the-two", v => Math.Min(v.U, v.V), "That is so only if one contains the other. How large would $U + V$ be then?"),
            new("sum-minus-larger", v => v.Sum - Math.Max(v.U, v.V), "Take a basis of the intersection, and extend it to one of $U$ and to one of $V$."),
        ],
        Hints = [_ => $"A basis of $U$ and a basis of $V$ together are too many vectors for $U + V$. How many too many?", _ => $"$dim(U + V) = dim U + dim V - dim(U ∩ V)$."],
        Explanation = v => $"${v.U} + {v.V}$ counts the intersection twice, and ${v.Sum}$ counts it once.",
    };
}
