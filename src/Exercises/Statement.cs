using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>Text with mathematics in it, written as an interpolated string: <c>$"Solve $A x = {b}$ over {field}."</c>.</summary>
/// <remarks>
/// A value with notation typesets itself, wherever it stands. Between two dollar signs letters are names (<c>A</c>, and upright <c>det</c> if there are several), ^ and _ write scripts
/// (<c>A^T</c>, <c>x_1</c>, <c>2^(n+1)</c>), and <c>&lt;=</c>, <c>&gt;=</c>, <c>!=</c>, <c>-&gt;</c>, <c>*</c> and <c>...</c> are ≤, ≥, ≠, →, · and …. Two dollar signs in a row are one that is meant.
/// </remarks>
[InterpolatedStringHandler]
public sealed class Statement : IHasNotation
{
    // A hole within a formula is a private character that counts up.
    private const char FirstHole = '\ue000';

    private readonly List<(bool IsFormula, string Text, List<Func<NotationOptions, Node>> Holes)> parts = [(false, string.Empty, [])];

    /// <summary>Called by the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Statement(int literalLength, int formattedCount)
    {
        _ = literalLength;
        _ = formattedCount;
    }

    /// <summary>Text without holes; dollar signs mean what they mean in a literal.</summary>
    public Statement(string text) => AppendLiteral(text);

    /// <summary>Whether nothing is said.</summary>
    public bool IsEmpty => parts.TrueForAll(part => string.IsNullOrWhiteSpace(part.Text));

    /// <summary>The statement for a front end that reads Markdown: formulas are LaTeX between dollar signs, and everything else is escaped.</summary>
    public string Markdown => Join(
        text => string.Concat(text.Select(c => @"\`*_{}[]<>#|&$~".Contains(c, StringComparison.Ordinal) ? c switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", _ => $@"\{c}" } : c.ToString())),
        node => $"${Latex.Of(node)}$");

    /// <summary>The statement as HTML within a paragraph: formulas are MathML, and everything else is escaped.</summary>
    public string Html => Join(text => WebUtility.HtmlEncode(text), node => MathMl.Of(node, block: false));

    /// <summary>Text without holes.</summary>
    public static implicit operator Statement(string text) => FromString(text);

    /// <summary>Text without holes.</summary>
    public static Statement FromString(string text) => new(text);

    /// <summary>Called by the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendLiteral(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '$')
            {
                Append(value[i].ToString());
            }
            else if (i + 1 < value.Length && value[i + 1] == '$')
            {
                Append("$");
                i++;
            }
            else
            {
                parts.Add((!parts[^1].IsFormula, string.Empty, []));
            }
        }
    }

    /// <summary>Called by the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value)
    {
        switch (value)
        {
            case string text when !parts[^1].IsFormula:
                Append(text);
                break;
            case Statement statement when !parts[^1].IsFormula:
                parts.AddRange(statement.parts);
                parts.Add((false, string.Empty, []));
                break;
            case Node node:
                Hole(_ => node);
                break;
            case IField field:
                Hole(_ => field.Symbol);
                break;
            case IHasNotation formula:
                Hole(formula.Describe);
                break;
            case int or long or BigInteger:
                var number = value is BigInteger big ? big : Convert.ToInt64(value, CultureInfo.InvariantCulture);
                Hole(options => Node.Number(number, options));
                break;
            default:
                Hole(_ => Node.Text((value as IFormattable)?.ToString(null, CultureInfo.InvariantCulture) ?? value?.ToString() ?? string.Empty));
                break;
        }
    }

    // What Parts gave, put together again.
    internal static Statement Of(IEnumerable<(string? Text, Node? Formula)> parts)
    {
        var statement = new Statement(string.Empty);
        foreach (var (text, formula) in parts)
        {
            statement.parts.Add(formula is null ? (false, text ?? string.Empty, []) : (true, FirstHole.ToString(), [_ => formula]));
        }

        return statement;
    }

    /// <summary>Text and formulas in one row.</summary>
    public Node Describe(NotationOptions options) => Node.Row([.. Parts(options).Select(part => part.IsFormula ? part.Formula : Node.Text(part.Text))]);

    /// <summary>The statement as plain text, in lines of at most 100 columns.</summary>
    public override string ToString()
    {
        var paragraph = new Paragraph();
        foreach (var part in Parts(NotationOptions.Default))
        {
            if (part.IsFormula)
            {
                paragraph.Add(part.Formula);
            }
            else
            {
                paragraph.Add(part.Text);
            }
        }

        return paragraph.ToString();
    }

    private void Append(string text) => parts[^1] = parts[^1] with { Text = parts[^1].Text + text };

    private void Hole(Func<NotationOptions, Node> node)
    {
        var isFormula = parts[^1].IsFormula;
        if (!isFormula)
        {
            parts.Add((true, string.Empty, []));
        }

        parts[^1].Holes.Add(node);
        Append(((char)(FirstHole + parts[^1].Holes.Count - 1)).ToString());
        if (!isFormula)
        {
            parts.Add((false, string.Empty, []));
        }
    }

    internal IEnumerable<(bool IsFormula, string Text, Node Formula)> Parts(NotationOptions options) => parts.Where(part => part.Text.Length > 0).Select(part =>
        (part.IsFormula, part.Text, part.IsFormula ? new InlineFormula(part.Text, c => c - FirstHole is >= 0 and var i && i < part.Holes.Count ? part.Holes[i](options) : null).Read() : Node.Empty));

    private string Join(Func<string, string> text, Func<Node, string> formula)
    {
        var joined = new StringBuilder();
        foreach (var part in Parts(NotationOptions.Default))
        {
            joined.Append(part.IsFormula ? formula(part.Formula) : text(part.Text));
        }

        return joined.ToString();
    }
}
