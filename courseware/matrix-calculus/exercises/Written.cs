using System.Globalization;
using System.Numerics;
using Adjoint.Exercises;

namespace Adjoint.Courses.MatrixCalculus;

/// <summary>Sums written as one writes them by hand: no term 0, no factor 1, no + before a −.</summary>
internal static class Written
{
    /// <summary>Text in the syntax of a formula: <c>2 x^2 - x</c> for (2, "x^2"), (-1, "x"), (0, "").</summary>
    public static string Sum(params IReadOnlyList<(int Factor, string Term)> terms)
    {
        var text = string.Concat(terms.Where(term => term.Factor != 0).Select(term =>
            (term.Factor < 0 ? " - " : " + ") + (Math.Abs(term.Factor) == 1 && term.Term.Length > 0 ? term.Term : Number(Math.Abs(term.Factor)) + " " + term.Term).TrimEnd()));
        return text.Length == 0 ? "0" : text.StartsWith(" + ", StringComparison.Ordinal) ? text[3..] : "-" + text[3..];
    }

    /// <summary>A formula.</summary>
    public static Statement Formula(string text) => "$" + text + "$";

    /// <summary>A number in the syntax of an expression.</summary>
    public static string Number(BigInteger n) => n.ToString(CultureInfo.InvariantCulture);
}
