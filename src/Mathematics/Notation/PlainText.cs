using System.Text;

namespace Adjoint.Notation;

/// <summary>Renders notation as aligned text for terminals, two-dimensional where that helps.</summary>
public static class PlainText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉";

    /// <summary>The text of a value.</summary>
    public static string Of(IHasNotation value, NotationOptions? options = null) => Of(value.Describe(options ?? NotationOptions.Default));

    /// <summary>The text of a tree, lines separated by <c>\n</c>, without trailing blanks.</summary>
    public static string Of(Node node) => Draw(node).ToString();

    private static TextBlock Draw(Node node) => node switch
    {
        Node.RowNode row => DrawRow(row),
        Node.NumberNode number => TextBlock.Of(number.Digits),
        Node.IdentifierNode identifier => TextBlock.Of(Symbols.Clean(identifier.Name)),
        Node.OperatorNode { Symbol: var symbol } => TextBlock.Of(Symbols.Clean(symbol) is "," or ";" ? symbol + " " : symbol == "−" ? "-" : Symbols.Clean(symbol)),
        Node.TextNode text => TextBlock.Of(Symbols.Clean(text.Content)),
        Node.FractionNode fraction => DrawFraction(fraction),
        Node.ScriptsNode scripts => DrawScripts(scripts),
        Node.FencedNode fenced => DrawFenced(fenced),
        Node.MatrixNode matrix => DrawMatrix(matrix),
        Node.LinesNode lines => DrawLines(lines),
        Node.PictureNode picture => TextBlock.Of($"[{Symbols.Clean(picture.Alternative)}]"),
        _ => throw new NotSupportedException($"{node.GetType().Name} has no plain text."),
    };

    private static TextBlock DrawRow(Node.RowNode row)
    {
        var blocks = new List<TextBlock>(row.Items.Count);
        for (var i = 0; i < row.Items.Count; i++)
        {
            var block = Draw(row.Items[i]);
            var between = i > 0 && i < row.Items.Count - 1 && row.Items[i - 1] is not Node.OperatorNode { Symbol: not ("!" or "'" or "⋯" or "…") };
            var leadingRelation = i == 0 && row.Items.Count > 1 && row.Items[0] is Node.OperatorNode { Symbol: not ("+" or "-" or "−" or "±") };
            blocks.Add(row.Items[i] is Node.OperatorNode { Symbol: var symbol } && Symbols.IsSpaced(symbol)
                ? between ? TextBlock.Beside(TextBlock.Of(" "), block, TextBlock.Of(" "))
                    : leadingRelation ? TextBlock.Beside(block, TextBlock.Of(" "))
                    : block
                : block);
        }

        return TextBlock.Beside(blocks);
    }

    private static TextBlock DrawFraction(Node.FractionNode fraction)
    {
        if (fraction is { Numerator: Node.NumberNode or Node.IdentifierNode, Denominator: Node.NumberNode or Node.IdentifierNode })
        {
            return TextBlock.Beside(Draw(fraction.Numerator), TextBlock.Of("/"), Draw(fraction.Denominator));
        }

        var (top, bottom) = (Draw(fraction.Numerator), Draw(fraction.Denominator));
        var bar = TextBlock.Of(new string('─', Math.Max(top.Width, bottom.Width)));
        return TextBlock.Above([top, bar, bottom], place: 1, baseline: top.Height);
    }

    private static TextBlock DrawScripts(Node.ScriptsNode scripts)
    {
        var body = Draw(scripts.Body);
        var single = body.Height == 1;
        if (single && Small(scripts.Sub, Subscripts, '₋') is { } sub && Small(scripts.Super, Superscripts, '⁻') is { } super)
        {
            return TextBlock.Beside(body, TextBlock.Of(sub + super));
        }

        var below = scripts.Sub is null ? TextBlock.Of(string.Empty) : Draw(scripts.Sub);
        var above = scripts.Super is null ? TextBlock.Of(string.Empty) : Draw(scripts.Super);
        if (single && below.Height == 1 && above.Height == 1)
        {
            return TextBlock.Beside(
                body,
                TextBlock.Of(scripts.Sub is null ? string.Empty : "_" + Grouped(below, scripts.Sub)),
                TextBlock.Of(scripts.Super is null ? string.Empty : "^" + Grouped(above, scripts.Super)));
        }

        // A tall body: the superscript stands beside its first line, the subscript beside its last one.
        var gap = Math.Max(0, body.Height - 1 - 1);
        var column = new List<TextBlock> { above };
        column.AddRange(Enumerable.Repeat(TextBlock.Of(string.Empty), gap));
        column.Add(below);
        return TextBlock.Beside(body, TextBlock.Above(column, place: 0, baseline: body.Baseline + above.Height - 1));
    }

    private static string Grouped(TextBlock block, Node script) =>
        script is Node.NumberNode or Node.IdentifierNode or Node.OperatorNode ? block.ToString() : $"({block})";

    // The script as Unicode sub- or superscript digits, or null where it is no integer.
    private static string? Small(Node? script, string digits, char minus)
    {
        if (script is null)
        {
            return string.Empty;
        }

        if (script is Node.OperatorNode { Symbol: "⊤" } && minus == '⁻')
        {
            return "ᵀ";
        }

        if (script is not Node.NumberNode { Digits: var text })
        {
            return null;
        }

        var output = new StringBuilder();
        foreach (var c in text)
        {
            if (c is not '-' && !char.IsAsciiDigit(c))
            {
                return null;
            }

            output.Append(c == '-' ? minus : digits[c - '0']);
        }

        return output.ToString();
    }

    private static TextBlock DrawFenced(Node.FencedNode fenced)
    {
        var body = Draw(fenced.Body);
        return TextBlock.Beside(DrawFence(fenced.Open, body), body, DrawFence(fenced.Close, body));
    }

    private static TextBlock DrawFence(string fence, TextBlock body)
    {
        if (body.Height == 1 || fence.Length == 0)
        {
            return TextBlock.Of(fence);
        }

        var (top, middle, bottom) = fence switch
        {
            "(" => ("⎛", "⎜", "⎝"),
            ")" => ("⎞", "⎟", "⎠"),
            "[" => ("⎡", "⎢", "⎣"),
            "]" => ("⎤", "⎥", "⎦"),
            "{" => ("⎧", "⎨", "⎩"),
            "}" => ("⎫", "⎬", "⎭"),
            _ => (fence, fence, fence),
        };
        return TextBlock.Above(
            [.. Enumerable.Range(0, body.Height).Select(i => TextBlock.Of(i == 0 ? top : i == body.Height - 1 ? bottom : middle))],
            place: 0,
            baseline: body.Baseline);
    }

    private static TextBlock DrawMatrix(Node.MatrixNode matrix)
    {
        var decimals = matrix.Alignment == ColumnAlignment.DecimalPoint ? Decimals.ByColumn(matrix) : null;
        var blocks = new TextBlock[matrix.Rows, matrix.Columns];
        var widths = new int[matrix.Columns];
        for (var r = 0; r < matrix.Rows; r++)
        {
            for (var c = 0; c < matrix.Columns; c++)
            {
                var block = Draw(matrix[r, c]);
                blocks[r, c] = decimals is null ? block : block.Widen(block.Width + Decimals.Missing(matrix[r, c], decimals[c]).Length, place: 0);
                widths[c] = Math.Max(widths[c], blocks[r, c].Width);
            }
        }

        var rows = new List<TextBlock>(matrix.Rows);
        for (var r = 0; r < matrix.Rows; r++)
        {
            var line = new List<TextBlock>(2 * matrix.Columns);
            for (var c = 0; c < matrix.Columns; c++)
            {
                line.Add(TextBlock.Of(c == 0 ? string.Empty : matrix.Bar == c ? " │ " : "  "));
                line.Add(blocks[r, c].Widen(widths[c], matrix[r, c] is Node.OperatorNode ? 1 : 2));
            }

            rows.Add(TextBlock.Beside(line));
        }

        var body = TextBlock.Above(rows, place: 0, baseline: 0);
        body = body.WithBaseline((body.Height - 1) / 2);
        return TextBlock.Beside(DrawFence("[", body), body, DrawFence("]", body));
    }

    private static TextBlock DrawLines(Node.LinesNode lines)
    {
        var drawn = lines.Items.Select(l => (Left: Draw(l.Left), Right: Draw(l.Right))).ToList();
        var left = drawn.Count == 0 ? 0 : drawn.Max(l => l.Left.Width);
        var rows = drawn.Select(l => TextBlock.Beside(l.Left.Widen(left, place: 2), TextBlock.Of(" "), l.Right)).ToList();
        return rows.Count == 0 ? TextBlock.Of(string.Empty) : TextBlock.Above(rows, place: 0, baseline: 0);
    }
}
