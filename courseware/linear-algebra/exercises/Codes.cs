using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.LinearAlgebra;

namespace Adjoint.Courses.LinearAlgebra;

/// <summary>Arithmetic modulo a prime, and codes over 𝔽₂.</summary>
public static class Codes
{
    private static readonly PrimeField F2 = new(2);

    public static Exercise InverseModuloP { get; } = new Exercise<Residue, Residue>("linear-algebra/inverse-modulo-p")
    {
        Generate = draw => draw.Choice<PrimeField>(new(11), new(13), new(17), new(19), new(23), new(29)) is var field ? field[draw.Integer(2, field.P - 2)] : default,
        Statement = a => $"What is the inverse of ${a.Value}$ in {new PrimeField(a.Modulus)}?",
        Answer = a => Answers.Element(new PrimeField(a.Modulus)),
        Solution = a => new PrimeField(a.Modulus).One / a,
        Misconceptions =
        [
            new("additive-inverse", a => -a, a => $"The sum of the two is $0$. Their product should be $1$."),
            new("loses-a-sign-in-euclid", a => -(new PrimeField(a.Modulus).One / a), "The product of the two is $-1$, so you are close: follow the signs when you go back."),
            new("quotient-of-p", a => new PrimeField(a.Modulus)[a.Modulus / a.Value], a => $"That is the integer part of ${a.Modulus}/{a.Value}$. Multiply it by ${a.Value}$: is the result $1$ modulo ${a.Modulus}$?"),
        ],
        Evidence = (a, x) => Counterexample.Unequal(new Statement($"${a.Value} x$"), a * x, new PrimeField(a.Modulus).One),
        Hints =
        [
            a => $"Divide ${a.Modulus}$ by ${a.Value}$ with remainder, and go on until the remainder is $1$; then go back.",
            a => $"You look for $x$ and $y$ with ${a.Value} x + {a.Modulus} y = 1$.",
        ],
        Explanation = a => $"${a.Value} * {(new PrimeField(a.Modulus).One / a).Value} = {a.Value * (new PrimeField(a.Modulus).One / a).Value}$, which is one more than a multiple of ${a.Modulus}$.",
    };

    public static Exercise ParityCheck { get; } = new Exercise<ExactMatrix<Residue>, ExactMatrix<Residue>>("linear-algebra/parity-check-matrix")
    {
        Generate = draw => draw.Until(d => d.Matrix(F2, 3, 3), p => p != p.Transpose()),
        Statement = p => $"The rows of $G = {Generator(p)}$ span a code over {F2}. Give a matrix $H$ such that the code consists of all $x$ with $H x = 0$.",
        Answer = _ => Answers.Matrix(F2),
        Solution = p => p.Transpose().Augment(ExactMatrix.Identity(F2, 3)),
        Check = (p, h) => h.Shape.Columns != 6 ? Verdict.NoAnswer($"H has {h.Shape.Columns} columns, and a word of the code has 6 entries.")
            : Counterexample.Unequal("$H G^T$", h * Generator(p).Transpose(), ExactMatrix.Zero(F2, h.Shape.Rows, 3)) is { } unequal ? Verdict.Wrong("Some word of the code is not in the nullspace of $H$.", unequal)
            : h.Rank() < 3 ? Verdict.Wrong($"The code is in the nullspace of $H$, but that has dimension ${6 - h.Rank()}$ and the code has dimension $3$.")
            : Verdict.Right,
        Misconceptions =
        [
            new("generator-matrix", Generator, "The rows of $G$ are words of the code. The rows of $H$ are equations that they fulfil."),
            new("block-not-transposed", p => p.Augment(ExactMatrix.Identity(F2, 3)), "The blocks are in the right places. Compute $H G^T$ with blocks."),
            new("identity-stays-left", p => ExactMatrix.Identity(F2, 3).Augment(p.Transpose()), "Compute $H G^T$ with blocks: where must the identity stand?"),
            new("too-few-checks", p => p.Transpose().Augment(ExactMatrix.Identity(F2, 3))[..2, ..], "Every word of the code passes, but so do others. How many equations cut out a space of dimension $3$ in one of dimension $6$?")
            {
                Recognises = (p, h) => h.Shape.Columns == 6 && h * Generator(p).Transpose() == ExactMatrix.Zero(F2, h.Shape.Rows, 3) && h.Rank() is 1 or 2,
            },
        ],
        Hints = [_ => $"A word of the code is $(m, m P)$ for some $m$, where $P$ is the right half of $G$.", _ => $"The last three entries are determined by the first three: write that as three equations."],
        Explanation = _ => $"$x = (m, m P)$ means that $P^T$ times the first half equals the second half, and over {F2} plus and minus are the same: $H$ has the blocks $P^T$ and $I$.",
        Points = 2,
    };

    public static Exercise MinimumDistance { get; } = new Exercise<ExactMatrix<Residue>, Rational>("linear-algebra/minimum-distance")
    {
        Generate = draw => draw.Until(d => d.MatrixOfRank(F2, 3, 7, 3), g => Distance(g) < Enumerable.Range(0, 3).Min(i => Weight(g.Row(i)))),
        Statement = g => $"The rows of $G = {g}$ span a code over {F2}. What is its minimum distance?",
        Answer = _ => Answers.ExactNumber,
        Solution = g => Distance(g),
        Misconceptions =
        [
            new("looks-at-the-rows-only", g => Enumerable.Range(0, 3).Min(i => Weight(g.Row(i))), "Sums of rows are words of the code, too."),
            new("counts-the-zero-word", _ => 0, "The distance of a word from itself does not count."),
            new("singleton-bound", _ => 5, "$n - k + 1$ is the most that it could be. Is there a word with fewer ones?"),
        ],
        Hints = [_ => $"The distance of two words is the number of ones in their sum, which is itself a word.", _ => $"There are seven words besides the zero word. Write them down."],
        Explanation = g => $"The word ${Words(g).Where(word => Weight(word) > 0).MinBy(Weight)!}$ has the fewest ones.",
    };

    public static Exercise Decoding { get; } = new Exercise<(ExactMatrix<Residue> H, ExactMatrix<Residue> Sent, int At), ExactMatrix<Residue>>("linear-algebra/syndrome-decoding")
    {
        Generate = draw =>
        {
            var numbers = draw.Shuffle<int>([.. Enumerable.Range(1, 7)]);
            var h = ExactMatrix.Build(F2, 3, 7, (i, j) => F2[(numbers[j] >> (2 - i)) & 1]);
            return (h, h.Nullspace().Basis * draw.Matrix(F2, 4, 1), draw.Integer(0, 6));
        },
        Statement = v => $"A code over {F2} consists of all $x$ with $H x = 0$ for $H = {v.H}$. A word of it was sent, and $r = {Flipped(v.Sent, v.At).Transpose()}$ was received, with one wrong entry. Which word was sent?",
        Answer = _ => Answers.Vector(F2, 7),
        Solution = v => v.Sent,
        Misconceptions =
        [
            new("reads-the-syndrome-as-a-position", v => Flipped(Flipped(v.Sent, v.At), Number(v.H.Column(v.At)) - 1), "You have read the syndrome as a number in binary. Here the columns of $H$ are not in that order: which column is it?"),
            new("leaves-the-error", v => Flipped(v.Sent, v.At), "The received word is not in the code: compute $H r$."),
            new("gives-the-error", v => Flipped(ExactMatrix.Zero(F2, 7, 1), v.At), "That is what was added on the way. What was there before?"),
        ],
        Evidence = (v, x) => Counterexample.Unequal("$H x$", v.H * x, ExactMatrix.Zero(F2, 3, 1)),
        Hints = [_ => $"$H r$ depends only on the error, because $H x = 0$ for the word that was sent.", v => $"$H r = {v.H.Column(v.At)}$. Which column of $H$ is that?"],
        Explanation = v => $"$H r$ is column ${v.At + 1}$ of $H$, so entry ${v.At + 1}$ of $r$ is wrong.",
        Points = 2,
    };

    public static Exercise RankOverF2 { get; } = new Exercise<bool, Func<IReadOnlyList<int>, int>>("linear-algebra/rank-over-f2")
    {
        Generate = draw => draw.Coin(),
        Statement = _ => $"A list of integers stands for a matrix over {F2}: the binary digits of each are a row. Write a function that takes such a list, of integers from $0$ to $31$, and gives the rank.",
        Answer = _ => Answers.Function<IReadOnlyList<int>, int>("a function from IReadOnlyList<int> to int", draw => draw.List(draw.Integer(0, 6), d => d.Integer(0, 31))),
        Solution = _ => Rank,
        Misconceptions =
        [
            new("counts-rows-that-are-not-zero", _ => rows => rows.Count(row => row != 0), "Two rows that are the same have rank one together."),
            new("counts-different-rows", _ => rows => rows.Where(row => row != 0).Distinct().Count(), "Of three different rows one may be the sum of the others: 1, 2 and 3."),
            new("counts-columns-in-use", _ => rows => BitOperations.PopCount((uint)rows.Aggregate(0, (a, b) => a | b)), "A single row has rank one, however many ones it has."),
        ],
        Variants = VariantPolicy.Shared,
        Hints =
        [
            _ => $"Adding two rows over {F2} is exclusive or, the operator ^ in C#.",
            _ => $"Keep a list of rows with different leading digits. Reduce each new row by them, and keep it if something is left.",
        ],
        Explanation = _ => $"Elimination: for each row, and each row kept so far, take the smaller of the row and their sum. What is not zero in the end is kept; the rank is how many are.",
        Points = 3,
    };

    private static ExactMatrix<Residue> Generator(ExactMatrix<Residue> p) => ExactMatrix.Identity(F2, 3).Augment(p);

    private static IEnumerable<ExactMatrix<Residue>> Words(ExactMatrix<Residue> g) => Enumerable.Range(1, 7).Select(m => ExactMatrix.Build(F2, 1, 3, (_, j) => F2[(m >> j) & 1]) * g);

    private static int Distance(ExactMatrix<Residue> g) => Words(g).Select(Weight).Where(weight => weight > 0).DefaultIfEmpty(0).Min();

    private static int Weight(ExactMatrix<Residue> word) => word.Entries.Length - word.Entries.Count(F2.Zero);

    private static ExactMatrix<Residue> Flipped(ExactMatrix<Residue> word, int at) => ExactMatrix.Build(F2, 7, 1, (i, _) => i == at ? word[i, 0] + F2.One : word[i, 0]);

    private static int Number(ExactMatrix<Residue> column) => (4 * column[0, 0].Value) + (2 * column[1, 0].Value) + column[2, 0].Value;

    private static int Rank(IReadOnlyList<int> rows)
    {
        List<int> kept = [];
        foreach (var row in rows)
        {
            if (kept.Aggregate(row, (left, basis) => Math.Min(left, left ^ basis)) is var left && left != 0)
            {
                kept.Add(left);
            }
        }

        return kept.Count;
    }
}
