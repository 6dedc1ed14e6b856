using System.Globalization;
using System.Numerics;
using Adjoint.Formatters;
using Adjoint.Notation;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Extension.Commands;

/// <summary><c>#!latex</c>.</summary>
internal static class LatexCommand
{
    private const string Opening = @"$\displaystyle ";

    public static MagicCommand Command { get; } = new(
        "latex", "Shows a value as a formula, and below it the formula's LaTeX source.", "#!latex new Rational(1, 3)")
    {
        Options = [new("limit", "The most rows, and the most columns, that the source spells out.", new ParameterType.Integer(3, 1000)) { Default = "100" }],
        Main = new("value", "A variable, or a C# expression.", new ParameterType.Expression()) { Required = true },
        Run = static async (arguments, notebook) =>
        {
            // With a semicolon it would be a statement, which has no value.
            var expression = arguments.Main.TrimEnd(' ', '\t', '\r', '\n', ';');
            var value = notebook.TryGet(expression, out var known) ? known : await notebook.EvaluateAsync(expression);
            if (value is null)
            {
                throw new CommandException($"{Shortened(expression)} is null, which has no formula.");
            }

            // The formula elides as always; its source is there to be copied, so it is whole, or nearly.
            var options = NotebookDisplay.Current.Options with { Limit = arguments.Integer("limit")!.Value, IntegerDigits = 100_000 };
            if (Number(value) is { } number)
            {
                notebook.Display(new Formula(number));
                return new LatexSource(Latex.Of(number));
            }

            var node = AdjointFormatters.Describe(value, options);
            if (node is null && !HasFormula(value.GetType()))
            {
                throw new CommandException($"{Shortened(expression)} is of type {value.GetType().ToDisplayString(PlainTextFormatter.MimeType)}, which has no formula.");
            }

            notebook.Display(value);
            return new LatexSource(node is not null ? Latex.Of(node) : Bare(value.ToDisplayString(AdjointFormatters.LatexMimeType)));
        },
    };

    // Types of others may write LaTeX themselves.
    private static bool HasFormula(Type type) =>
        Formatter.GetPreferredMimeTypesFor(type).Contains(AdjointFormatters.LatexMimeType);

    // Numbers of the language are shown as digits everywhere else; asked for, they are formulas too.
    private static Node? Number(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or nint or nuint =>
            Node.Number(BigInteger.Parse(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), NotationOptions.Default),
        decimal d => Node.Number(d.ToString(CultureInfo.InvariantCulture)),
        double d => Real(d.ToString("R", CultureInfo.InvariantCulture)),
        float f => Real(f.ToString("R", CultureInfo.InvariantCulture)),
        Half h => Real(h.ToString("R", CultureInfo.InvariantCulture)),
        _ => null,
    };

    // The shortest decimal that reads back as the same number; 1E-07 is 1·10⁻⁷.
    private static Node Real(string text)
    {
        var digits = text.Replace("Infinity", "∞", StringComparison.Ordinal);
        var e = digits.IndexOf('E', StringComparison.Ordinal);
        return e < 0
            ? Node.Number(digits)
            : Node.Row(
                Node.Number(digits[..e]),
                Node.Operator("·"),
                Node.Superscript(Node.Number("10"), Node.Number(int.Parse(digits[(e + 1)..], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))));
    }

    // Without the delimiters, which depend on the text that the formula is copied into.
    private static string Bare(string latex)
    {
        var text = latex.Trim();
        return text.StartsWith(Opening, StringComparison.Ordinal) && text.EndsWith('$') ? text[Opening.Length..^1].Trim()
            : text.Length > 4 && text.StartsWith("$$", StringComparison.Ordinal) && text.EndsWith("$$", StringComparison.Ordinal) ? text[2..^2].Trim()
            : text.Length > 2 && text.StartsWith('$') && text.EndsWith('$') ? text[1..^1].Trim()
            : text;
    }

    private static string Shortened(string expression) =>
        expression.Length <= 60 ? expression.ReplaceLineEndings(" ") : expression[..60].ReplaceLineEndings(" ") + "…";

    private sealed record Formula(Node Content) : IHasNotation
    {
        public Node Describe(NotationOptions options) => Content;
    }
}
