using System.Globalization;
using System.Text.RegularExpressions;

namespace Adjoint.Notation;

/// <summary>The room that typeset notation takes, in em: its width, and how far it reaches above and below the baseline.</summary>
/// <remarks>
/// An estimate for those who must draw a box before a browser sets the label. It follows MathML Core in display style with the widths of Latin Modern Math and DejaVu Sans,
/// the wider of the two for each character, so that it is rather too large than too small.
/// </remarks>
internal readonly partial record struct NodeExtent(double Width, double Ascent, double Descent)
{
    private const double Script = 0.71;
    private const double Axis = 0.25;
    private const double CellPadding = 0.4;

    // Chromium gives a fence that grows the width of its tallest form.
    private const double Fence = 0.87;

    /// <summary>From top to bottom.</summary>
    public double Height => Ascent + Descent;

    /// <summary>The extent of a tree set as a formula of its own.</summary>
    public static NodeExtent Of(Node node) => Of(node, display: true, 0);

    /// <summary>The width of words in an upright sans-serif type.</summary>
    public static double WidthOf(string text) => text.EnumerateRunes().Sum(r => WidthOf(r.Value));

    private static NodeExtent Of(Node node, bool display, int depth) => depth == Node.DeepestShown ? Line(1) : node switch
    {
        Node.RowNode row => Row(row, display, depth + 1),
        Node.NumberNode { Digits: ['-', .. var digits] } => Of(Node.Number(digits), display, depth + 1) is var size ? size with { Width = size.Width + 0.8 } : default,
        Node.NumberNode number => Line(WidthOf(number.Digits) * (Decimals.IsDecimal(number.Digits) ? 0.88 : 1)),
        Node.IdentifierNode identifier => Line(WidthOf(identifier.Name)),
        Node.OperatorNode { Symbol: "√" } => new(1, 0.75, 1),
        Node.OperatorNode { Symbol: var symbol } => Symbols.IsLarge(symbol) && !char.IsAsciiLetter(symbol[0])
            ? new(display ? 1.4 : 1.05, display ? 1.05 : 0.8, display ? 0.55 : 0.3)
            : Line(symbol is "+" or "-" or "−" or "=" or "×" ? 0.8 : symbol is "→" or "←" or "↦" or "⋯" or "…" ? 1 : WidthOf(symbol)),
        Node.TextNode text => Line(WidthOf(text.Content) * 0.9),
        Node.FractionNode fraction => Fraction(fraction, display, depth + 1),
        Node.ScriptsNode scripts => Scripts(scripts, display, depth + 1),
        Node.FencedNode fenced => Fenced(fenced, display, depth + 1),
        Node.MatrixNode matrix => Matrix(matrix, depth + 1),
        Node.PhantomNode phantom => Of(phantom.Body, display, depth + 1),
        Node.LinesNode lines => Lines(lines.Items, lines.Reasons, depth + 1),
        Node.CasesNode cases => Lines([.. cases.Items.Select(c => (c.Value, c.Condition))], null, depth + 1) is var size ? size with { Width = size.Width + Fence } : default,
        Node.RootNode root => Root(root, display, depth + 1),
        Node.AccentNode accent => Of(accent.Body, display, depth + 1) is var size ? size with { Width = Math.Max(0.6, size.Width), Ascent = size.Ascent + 0.35 } : default,
        Node.BraceNode brace => Brace(brace, display, depth + 1),
        Node.ArrowNode arrow => Arrow(arrow, depth + 1),
        Node.BinomialNode binomial => Fraction(new(binomial.N, binomial.K), display, depth + 1) is var size ? size with { Width = size.Width + (2 * Fence) } : default,
        Node.BoxNode box => Of(box.Body, display, depth + 1) is var size ? new(size.Width + 0.5, size.Ascent + 0.25, size.Descent + 0.25) : default,
        Node.PictureNode picture => Picture(picture),
        _ => throw new NotSupportedException($"{node.GetType().Name} has no extent."),
    };

    private static NodeExtent Line(double width) => new(width, 0.75, 0.25);

    private static double WidthOf(int rune) => rune switch
    {
        'i' or 'j' or 'l' or '\'' or '.' or ',' or ';' or ':' or '!' or '|' or ' ' or '·' or 0xa0 or '∣' => 0.36,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '{' or '}' or '⟨' or '⟩' or '"' or '-' or '/' or 'I' => 0.44,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' or '⋯' or 'K' or 0x2003 => 1,
        >= 'A' and <= 'Z' or >= 'Α' and <= 'Ω' or '+' or '=' or '<' or '>' or '−' or '×' => 0.8,
        >= '⁰' and <= '₎' or >= 'ᵀ' and <= 'ᵿ' or '²' or '³' or '¹' => 0.46,
        >= 0x2190 and < 0x2300 => 0.85,
        >= 0x300 and < 0x370 => 0,
        < 0x1100 => 0.63,
        < 0x1160 => 1,
        < 0x2e80 => 0.8,
        >= 0x1d400 and <= 0x1d7ff => 0.75,
        _ => 1,
    };

    private NodeExtent Scale(double factor) => new(Width * factor, Ascent * factor, Descent * factor);

    private NodeExtent Beside(NodeExtent other) => new(Width + other.Width, Math.Max(Ascent, other.Ascent), Math.Max(Descent, other.Descent));

    private static NodeExtent Row(Node.RowNode row, bool display, int depth)
    {
        var sum = row.Items.Count == 0 ? Line(0) : default;
        for (var i = 0; i < row.Items.Count; i++)
        {
            sum = sum.Beside(Of(row.Items[i], display, depth));
            if (row.Items[i] is Node.OperatorNode { Symbol: var symbol })
            {
                var isInfix = i > 0 && i < row.Items.Count - 1 && !Symbols.IsPrefix(row, i);
                sum = sum with
                {
                    Width = sum.Width + (symbol is "," or ";" ? 0.17
                        : !isInfix ? (symbol.Length > 1 ? 0.17 : 0)
                        : Symbols.IsSpaced(symbol) || symbol.Length > 1 ? 0.56 : symbol is "·" or "×" ? 0.45 : 0.33),
                };
            }
        }

        return sum;
    }

    private static NodeExtent Fraction(Node.FractionNode fraction, bool display, int depth)
    {
        var scale = display ? 1 : Script;
        var top = Of(fraction.Numerator, display: false, depth).Scale(scale);
        var bottom = Of(fraction.Denominator, display: false, depth).Scale(scale);
        var gap = display ? 0.2 : 0.12;
        return new(Math.Max(top.Width, bottom.Width) + 0.15, Axis + gap + top.Height, bottom.Height + gap - Axis);
    }

    private static NodeExtent Scripts(Node.ScriptsNode scripts, bool display, int depth)
    {
        var body = Of(scripts.Body, display, depth);
        var sub = scripts.Sub is null ? default : Of(scripts.Sub, display: false, depth).Scale(Script);
        var super = scripts.Super is null ? default : Of(scripts.Super, display: false, depth).Scale(Script);
        if (display && scripts.Body is Node.OperatorNode { Symbol: var symbol } && Symbols.IsLarge(symbol))
        {
            return new(Math.Max(body.Width, Math.Max(sub.Width, super.Width)), body.Ascent + super.Height + 0.15, body.Descent + sub.Height + 0.15);
        }

        // A superscript is raised by 0.36 em at least and to the top of a tall body; a subscript correspondingly.
        return new(
            body.Width + Math.Max(sub.Width, super.Width) + 0.08,
            Math.Max(body.Ascent, super.Height == 0 ? 0 : Math.Max(0.36, body.Ascent - 0.4) + super.Ascent),
            Math.Max(body.Descent, sub.Height == 0 ? 0 : Math.Max(0.2, body.Descent - 0.05) + sub.Descent));
    }

    private static NodeExtent Fenced(Node.FencedNode fenced, bool display, int depth)
    {
        var body = Of(fenced.Body, display, depth);
        var reach = Math.Max(body.Ascent - Axis, body.Descent + Axis);
        return new(body.Width + (fenced.Open.Length > 0 ? Fence : 0) + (fenced.Close.Length > 0 ? Fence : 0), Axis + reach + 0.05, reach - Axis + 0.05);
    }

    private static NodeExtent Matrix(Node.MatrixNode matrix, int depth)
    {
        var width = 0.0;
        for (var c = 0; c < matrix.Columns; c++)
        {
            var column = 0.0;
            for (var r = 0; r < matrix.Rows; r++)
            {
                column = Math.Max(column, Of(matrix[r, c], display: false, depth).Width);
            }

            width += column + (2 * CellPadding);
        }

        var height = 0.0;
        for (var r = 0; r < matrix.Rows; r++)
        {
            var row = 0.0;
            for (var c = 0; c < matrix.Columns; c++)
            {
                row = Math.Max(row, Of(matrix[r, c], display: false, depth).Height);
            }

            height += row + 0.25;
        }

        return new(width + 1.4, (height / 2) + Axis, (height / 2) - Axis);
    }

    private static NodeExtent Lines(IReadOnlyList<(Node Left, Node Right)> lines, IReadOnlyList<Node>? reasons, int depth)
    {
        var (left, right, reason, height) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < lines.Count; i++)
        {
            var (a, b) = (Of(lines[i].Left, display: true, depth), Of(lines[i].Right, display: true, depth));
            var why = reasons is null ? default : Of(reasons[i], display: true, depth);
            (left, right, reason) = (Math.Max(left, a.Width), Math.Max(right, b.Width), Math.Max(reason, why.Width));
            height += Math.Max(Math.Max(a.Height, b.Height), why.Height) + 0.3;
        }

        return new(left + right + reason + ((reasons is null ? 4 : 8) * CellPadding), (height / 2) + Axis, Math.Max(0, (height / 2) - Axis));
    }

    private static NodeExtent Root(Node.RootNode root, bool display, int depth)
    {
        var body = Of(root.Radicand, display, depth);
        var degree = root.Degree is null ? default : Of(root.Degree, display: false, depth).Scale(Script * Script);
        return new(body.Width + 1 + degree.Width, Math.Max(body.Ascent + 0.3, degree.Height + (body.Height / 2)), body.Descent + 0.1);
    }

    private static NodeExtent Brace(Node.BraceNode brace, bool display, int depth)
    {
        var (body, label) = (Of(brace.Body, display, depth), Of(brace.Label, display: false, depth).Scale(Script));
        return new(Math.Max(body.Width, label.Width), body.Ascent, body.Descent + 0.55 + label.Height);
    }

    private static NodeExtent Arrow(Node.ArrowNode arrow, int depth)
    {
        var above = Of(arrow.Above, display: false, depth).Scale(Script);
        var below = arrow.Below is null ? default : Of(arrow.Below, display: false, depth).Scale(Script);
        return new(Math.Max(above.Width, below.Width) + 1.2, Axis + 0.3 + above.Height, below.Height + 0.2);
    }

    private static NodeExtent Picture(Node.PictureNode picture)
    {
        const double Em = 16;
        double? Side(string name) => Sides().Matches(picture.Svg.Length > 2000 ? picture.Svg[..2000] : picture.Svg).FirstOrDefault(m => m.Groups[1].Value == name) is { } match
            ? double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) / Em
            : null;
        return (Side("width"), Side("height")) is ({ } width, { } height) ? new(width, height, 0.1) : Line(WidthOf(picture.Alternative));
    }

    [GeneratedRegex("\\b(width|height)=[\"']([0-9]{1,5}(?:\\.[0-9]{1,5})?)(?:px)?[\"']")]
    private static partial Regex Sides();
}
