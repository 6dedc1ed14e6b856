using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Determinants and inverses.</summary>
public static class Determinants
{
    public static Exercise ThreeByThree { get; } = new Exercise<ExactMatrix<Rational>, Rational>("linear-algebra/determinant-3x3")
    {
        Generate = draw => draw.Matrix(3, 3, -4, 4),
        Statement = a => $"What is the determinant of $A = {a}$?",
        Answer = _ => Answers.ExactNumber,
        Solution = a => a.Determinant(),
        Misconceptions =
        [
            new("all-signs-positive", a => Expansion(a, 1, 1), "Three of the six products are subtracted."),
            new("expansion-without-alternating-sign", a => Expansion(a, 1, -1), "In the expansion along a row the signs alternate: $+$, $-$, $+$."),
            new("product-of-the-diagonal", a => a[0, 0] * a[1, 1] * a[2, 2], "The product of the diagonal is the determinant of a triangular matrix. Is this one triangular?"),
        ],
        Hints =
        [
            _ => $"Expand along a row, or make the matrix triangular by row operations.",
            a => $"In the expansion along the first row, the first term is ${a[0, 0]}$ times the determinant of ${a[1.., 1..]}$.",
        ],
        Explanation = a => $"Adding a multiple of one row to another changes nothing, and exchanging two rows changes the sign; that leads to a triangular matrix, and to ${a.Determinant()}$.",
        Points = 2,
    };

    public static Exercise ScaledMatrix { get; } = new Exercise<(int N, int C, int D), Rational>("linear-algebra/determinant-of-a-multiple")
    {
        Generate = draw => (draw.Integer(2, 4), draw.Integer(2, 5), draw.NonZero(-9, 9)),
        Statement = v => $"$A$ has ${v.N}$ rows and ${v.N}$ columns, and $det(A) = {v.D}$. What is $det({v.C} A)$?",
        Answer = _ => Answers.ExactNumber,
        Solution = v => (int)Math.Pow(v.C, v.N) * v.D,
        Misconceptions =
        [
            new("determinant-is-linear", v => v.C * v.D, "The determinant is linear in each row, not in the whole matrix. How many rows are multiplied?"),
            new("multiplies-by-the-size", v => v.C * v.N * v.D, "Each row gives a factor, and factors multiply; they do not add."),
        ],
        Hints = [v => $"${v.C} A$ comes from $A$ when each of its rows is multiplied by ${v.C}$.", _ => $"What happens to a determinant when one row is multiplied by a number?"],
        Explanation = v => $"The factor ${v.C}$ comes out of each of the ${v.N}$ rows, one after the other.",
    };

    public static Exercise InverseOverF7 { get; } = new Exercise<ExactMatrix<Residue>, ExactMatrix<Residue>>("linear-algebra/inverse-over-f7")
    {
        Generate = draw => draw.InvertibleMatrix(new PrimeField(7), 2),
        Statement = a => $"Over {a.Field}, what is the inverse of $A = {a}$?",
        Answer = a => Answers.Matrix(a.Field),
        Solution = a => a.Inverse(),
        Misconceptions =
        [
            new("adjugate-only", a => a.Determinant() * a.Inverse(), a => $"Almost: the determinant is ${a.Determinant().Value}$, and what is its inverse modulo $7$?"),
            new("multiplies-by-the-determinant", a => a.Determinant() * a.Determinant() * a.Inverse(), "The adjugate is divided by the determinant, not multiplied by it."),
            new("inverts-each-entry", a => a.Map(x => x.Value == 0 ? x : a.Field.One / x), "The inverse of a matrix does not consist of the inverses of its entries."),
        ],
        Evidence = (a, b) => Counterexample.Unequal("$A B$", a * b, ExactMatrix.Identity(a.Field, 2)),
        Hints = [_ => $"For two rows and columns, exchange the diagonal entries, negate the others, and divide by the determinant.", a => $"$det(A) = {a.Determinant().Value}$ modulo $7$."],
        Explanation = a => $"$det(A) = {a.Determinant().Value}$ modulo $7$, and its inverse is ${(a.Field.One / a.Determinant()).Value}$. Multiply the adjugate by that.",
        Points = 2,
    };

    private static Rational Expansion(ExactMatrix<Rational> a, int outer, int inner)
    {
        Rational Minor(int j, int k) => (a[1, j] * a[2, k]) + (inner * a[1, k] * a[2, j]);
        return (a[0, 0] * Minor(1, 2)) + (outer * a[0, 1] * Minor(0, 2)) + (a[0, 2] * Minor(0, 1));
    }
}
