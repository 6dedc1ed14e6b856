using System.Text;

namespace Adjoint.Notation;

/// <summary>Draws one tree as a <see cref="TextBlock"/>.</summary>
internal sealed class TextDrawing
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉";

    private readonly bool flat;
    private readonly int matrixColumns;
    private readonly TextGrids grids;
    private int depth;

    private TextDrawing(bool flat, int matrixColumns, TextGrids grids) => (this.flat, this.matrixColumns, this.grids) = (flat, matrixColumns, grids);

    /// <summary>The drawing on one line.</summary>
    public static TextBlock Line(Node node) => new TextDrawing(flat: true, int.MaxValue, new()).Draw(node);

    /// <summary>The drawing within <paramref name="width"/> columns where there is one.</summary>
    public static TextBlock Fit(Node node, int width)
    {
        var grids = new TextGrids();
        var drawing = new TextDrawing(flat: false, int.MaxValue, grids);
        var block = drawing.Draw(node);
        if (block.Width <= width)
        {
            return block;
        }

        // Fewer and fewer columns of every matrix, while that changes something.
        for (var columns = grids.MostColumns(block.Width - width); !grids.IsEmpty && columns >= 3; columns--)
        {
            drawing = new TextDrawing(flat: false, columns, grids);
            block = drawing.Draw(node);
            if (block.Width <= width)
            {
                return block;
            }
        }

        return drawing.Break(node, width);
    }

    // Lines of at most the width, broken in front of the operators of the outermost row; a word-wrapped text; or the node as it is.
    private TextBlock Break(Node node, int width)
    {
        const int Indent = 4;
        switch (node)
        {
            case Node.RowNode row:
                var lines = new List<TextBlock>();
                var line = new List<TextBlock>();
                foreach (var part in Parts(row, width - Indent))
                {
                    if (line.Count > 0 && line.Sum(b => b.Width) + part.Width > width)
                    {
                        lines.Add(TextBlock.Beside(line));
                        line = [TextBlock.Of(new string(' ', Indent))];
                    }

                    line.Add(part);
                }

                lines.Add(TextBlock.Beside(line));
                return TextBlock.Above(lines, place: 0, baseline: lines[0].Baseline);
            case Node.LinesNode all:
                return DrawLines(all, width);
            case Node.TextNode text:
                return Wrap(Symbols.Clean(text.Content), width);
            default:
                return Draw(node);
        }
    }

    // The row cut in front of its infix operators and after its commas; a part that is itself too wide is broken in turn.
    private List<TextBlock> Parts(Node.RowNode row, int width)
    {
        var parts = new List<TextBlock>();
        var part = new List<TextBlock>();
        for (var i = 0; i < row.Items.Count; i++)
        {
            if (part.Count > 0 && (IsInfix(row, i) || row.Items[i] is Node.TextNode || row.Items[i - 1] is Node.OperatorNode { Symbol: "," or ";" }))
            {
                parts.Add(TextBlock.Beside(part));
                part = [];
            }

            var drawn = DrawItem(row, i);
            part.Add(drawn.Width > width && depth < Node.DeepestShown ? Deeper(row.Items[i], width) : drawn);
        }

        parts.Add(TextBlock.Beside(part));
        return parts;
    }

    private TextBlock Deeper(Node node, int width)
    {
        depth++;
        var block = Break(node, width);
        depth--;
        return block;
    }

    private static TextBlock Wrap(string text, int width)
    {
        var lines = new List<TextBlock>();
        var line = new StringBuilder();
        var columns = 0;
        foreach (var word in text.Split(' '))
        {
            var wide = TextBlock.Columns(word);
            if (columns > 0 && columns + 1 + wide > width)
            {
                lines.Add(TextBlock.Of(line.ToString()));
                line.Clear();
                columns = 0;
            }

            line.Append(columns > 0 ? " " : string.Empty).Append(word);
            columns += wide + (columns > 0 ? 1 : 0);
        }

        lines.Add(TextBlock.Of(line.ToString()));
        return TextBlock.Above(lines, place: 0, baseline: 0);
    }

    private TextBlock Draw(Node node)
    {
        if (depth == Node.DeepestShown)
        {
            return TextBlock.Of("…");
        }

        depth++;
        var block = node switch
        {
            Node.RowNode row => DrawRow(row),
            Node.NumberNode number => TextBlock.Of(Symbols.Clean(number.Digits)),
            Node.IdentifierNode identifier => TextBlock.Of(Symbols.Clean(identifier.Name)),
            Node.OperatorNode { Symbol: var symbol } => TextBlock.Of(symbol is "," or ";" ? symbol + " " : symbol == "−" ? "-" : Symbols.Clean(symbol)),
            Node.TextNode text => TextBlock.Of(Symbols.Clean(text.Content).Replace('\u00a0', ' ').Replace("\u2003", "  ", StringComparison.Ordinal)),
            Node.FractionNode fraction => DrawFraction(fraction),
            Node.ScriptsNode scripts => DrawScripts(scripts),
            Node.FencedNode fenced => DrawFenced(fenced),
            Node.MatrixNode matrix => flat ? FlatMatrix(matrix) : DrawMatrix(matrix),
            Node.PhantomNode phantom => Draw(phantom.Body).Blank(),
            Node.LinesNode lines => flat ? FlatLines(lines) : DrawLines(lines, int.MaxValue),
            Node.PictureNode picture => TextBlock.Of($"[{Symbols.Clean(picture.Alternative)}]"),
            Node.RootNode root => DrawRoot(root),
            Node.AccentNode { IsWide: true } accent when flat => TextBlock.Beside(TextBlock.Of(accent.Mark.ToString().ToLowerInvariant()), Operand(accent.Body)),
            Node.AccentNode accent => TextShapes.Accent(Draw(accent.Body), accent),
            Node.BraceNode brace => flat
                ? TextBlock.Beside(Operand(brace.Body), TextBlock.Of(" ("), Draw(brace.Label), TextBlock.Of(")"))
                : TextShapes.Underbrace(Draw(brace.Body), Draw(brace.Label)),
            Node.ArrowNode arrow => flat
                ? TextBlock.Beside(TextBlock.Of(" → ("), Draw(arrow.Above), arrow.Below is null ? TextBlock.Empty : TextBlock.Beside(TextBlock.Of("; "), Draw(arrow.Below)), TextBlock.Of(") "))
                : TextShapes.Arrow(Draw(arrow.Above), arrow.Below is null ? null : Draw(arrow.Below)),
            Node.CasesNode cases => DrawCases(cases),
            Node.BinomialNode binomial => DrawBinomial(binomial),
            Node.BoxNode box => TextShapes.Boxed(Draw(box.Body)),
            _ => throw new NotSupportedException($"{node.GetType().Name} has no plain text."),
        };
        depth--;
        return block;
    }

    private TextBlock DrawRow(Node.RowNode row)
    {
        var blocks = new TextBlock[row.Items.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = DrawItem(row, i);
        }

        return TextBlock.Beside(blocks);
    }

    private static bool IsInfix(Node.RowNode row, int i) => i > 0 && i < row.Items.Count - 1
        && row.Items[i] is Node.OperatorNode { Symbol: var symbol } && Symbols.IsSpaced(symbol) && !Symbols.IsPrefix(row, i);

    // One item of a row, with the blanks that it needs there.
    private TextBlock DrawItem(Node.RowNode row, int i)
    {
        var item = row.Items[i];
        var block = Draw(item);
        switch (item)
        {
            case Node.OperatorNode { Symbol: var symbol } when IsInfix(row, i):
                return TextBlock.Beside(TextBlock.Blank1, block, TextBlock.Blank1);
            case Node.OperatorNode { Symbol: var symbol } when i == 0 && row.Items.Count > 1 && Symbols.IsRelation(symbol):
                return TextBlock.Beside(block, TextBlock.Blank1);
            case Node.OperatorNode { Symbol: [.., var last] symbol } when symbol.Length > 1 && char.IsAsciiLetter(last):
                // A word: log x, 5 mod 7; but det(A).
                var after = i < row.Items.Count - 1 && row.Items[i + 1] is not (Node.FencedNode or Node.OperatorNode);
                return TextBlock.Beside(i > 0 ? TextBlock.Blank1 : TextBlock.Empty, block, after ? TextBlock.Blank1 : TextBlock.Empty);
            case Node.OperatorNode { Symbol: "," or ";" } when i == row.Items.Count - 1:
                return TextBlock.Of(block.ToString());
            case Node.FractionNode when block.Height == 1 && (Touches(row, i - 1) || Touches(row, i + 1)):
                // (1/2)x, not 1/2x.
                return TextBlock.Beside(TextBlock.Of("("), block, TextBlock.Of(")"));
            case Node.NumberNode when i > 0 && row.Items[i - 1] is Node.NumberNode:
                return TextBlock.Beside(TextBlock.Blank1, block);
            default:
                return block;
        }
    }

    private static bool Touches(Node.RowNode row, int i) => i >= 0 && i < row.Items.Count && row.Items[i] is not (Node.OperatorNode or Node.TextNode or Node.PhantomNode);

    private TextBlock DrawFraction(Node.FractionNode fraction)
    {
        if (flat || fraction is { Numerator: Node.NumberNode or Node.IdentifierNode, Denominator: Node.NumberNode or Node.IdentifierNode })
        {
            return TextBlock.Beside(Operand(fraction.Numerator), TextBlock.Of("/"), Operand(fraction.Denominator));
        }

        var (top, bottom) = (Draw(fraction.Numerator), Draw(fraction.Denominator));
        var bar = TextBlock.Of(new string('─', Math.Max(1, Math.Max(top.Width, bottom.Width))));
        return TextBlock.Above([top, bar, bottom], place: 1, baseline: top.Height);
    }

    // In parentheses unless it is one symbol.
    private TextBlock Operand(Node node) => node is Node.NumberNode or Node.IdentifierNode or Node.FencedNode or Node.OperatorNode or Node.ScriptsNode
        or Node.AccentNode or Node.RootNode or Node.BoxNode or Node.BinomialNode or Node.MatrixNode
        ? Draw(node)
        : TextBlock.Beside(TextBlock.Of("("), Draw(node), TextBlock.Of(")"));

    private TextBlock DrawScripts(Node.ScriptsNode scripts)
    {
        var body = Draw(scripts.Body);
        if (scripts is { Body: Node.MatrixNode or Node.FencedNode, Super: null, Sub: Node.RowNode { Items: [Node.NumberNode, Node.OperatorNode { Symbol: "×" }, Node.NumberNode] } shape })
        {
            // The shape of an elided or empty matrix stands beside its last row.
            return TextBlock.Beside(body.WithBaseline(body.Height - 1), TextBlock.Blank1, Draw(shape)).WithBaseline(body.Baseline);
        }

        var single = body.Height == 1;
        if (single && scripts.Body is Node.FractionNode or Node.RowNode { Items.Count: > 1 } or Node.NumberNode { Digits: ['-', ..] })
        {
            body = TextBlock.Beside(TextBlock.Of("("), body, TextBlock.Of(")"));
        }

        if (single && Small(scripts.Sub, Subscripts, '₋') is { } sub && Small(scripts.Super, Superscripts, '⁻') is { } super)
        {
            return TextBlock.Beside(body, TextBlock.Of(sub + super));
        }

        var below = scripts.Sub is null ? TextBlock.Empty : Draw(scripts.Sub);
        var above = scripts.Super is null ? TextBlock.Empty : Draw(scripts.Super);
        if (single && below.Height == 1 && above.Height == 1)
        {
            return TextBlock.Beside(
                body,
                TextBlock.Of(scripts.Sub is null ? string.Empty : "_" + Grouped(below, scripts.Sub)),
                TextBlock.Of(scripts.Super is null ? string.Empty : "^" + Grouped(above, scripts.Super)));
        }

        // A tall body or script: the superscript stands beside the first line and above, the subscript beside the last line and below.
        var up = scripts.Super is null ? 0 : above.Height;
        var down = scripts.Sub is null ? 0 : below.Height;
        var middle = Math.Max(0, body.Height - (up > 0 ? 1 : 0) - (down > 0 ? 1 : 0));
        var column = new List<TextBlock>();
        if (up > 0)
        {
            column.Add(above);
        }

        column.AddRange(Enumerable.Repeat(TextBlock.Empty, middle));
        if (down > 0)
        {
            column.Add(below);
        }

        return TextBlock.Beside(body, TextBlock.Above(column, place: 0, baseline: body.Baseline + Math.Max(0, up - 1)));
    }

    private static string Grouped(TextBlock block, Node script) =>
        script is Node.NumberNode or Node.IdentifierNode or Node.OperatorNode ? block.ToString() : $"({block})";

    // The script in Unicode's small digits and letters, or null where it has none.
    private static string? Small(Node? script, string digits, char minus)
    {
        switch (script)
        {
            case null:
                return string.Empty;
            case Node.OperatorNode { Symbol: "⊤" } or Node.IdentifierNode { Name: "T" } when minus == '⁻':
                return "ᵀ";
            case Node.IdentifierNode { Name: "H" } when minus == '⁻':
                return "ᴴ";
            case Node.IdentifierNode { Name: "n" }:
                return minus == '⁻' ? "ⁿ" : "ₙ";
            case Node.OperatorNode { Symbol: "*" or "∗" } when minus == '⁻':
                return "*";
            case Node.NumberNode { Digits: var text } when text.All(c => c == '-' || char.IsAsciiDigit(c)):
                return string.Concat(text.Select(c => c == '-' ? minus : digits[c - '0']));
            default:
                return null;
        }
    }

    private TextBlock DrawFenced(Node.FencedNode fenced)
    {
        var body = Draw(fenced.Body);
        return TextBlock.Beside(TextBlock.Fence(Symbols.Clean(fenced.Open), body), body, TextBlock.Fence(Symbols.Clean(fenced.Close), body));
    }

    private TextBlock DrawRoot(Node.RootNode root)
    {
        var degree = root.Degree is null ? string.Empty : Small(root.Degree, Superscripts, '⁻');
        if (degree is null)
        {
            // Unicode has no small form of the degree: a power with its reciprocal.
            return TextBlock.Beside(Operand(root.Radicand), TextBlock.Of("^(1/"), Operand(root.Degree!), TextBlock.Of(")"));
        }

        var body = Draw(root.Radicand);
        return body.Height == 1 ? TextBlock.Beside(TextBlock.Of(degree + "√"), Operand(root.Radicand)) : TextShapes.Root(body, degree);
    }

    private TextBlock DrawCases(Node.CasesNode cases)
    {
        if (flat || cases.Items.Count == 0)
        {
            return TextBlock.Of($"{{{string.Join("; ", cases.Items.Select(c => $"{Draw(c.Value)} {Draw(c.Condition)}"))}}}");
        }

        var values = cases.Items.Select(c => Draw(c.Value)).ToList();
        var width = values.Max(v => v.Width);
        var body = TextBlock.Above([.. cases.Items.Select((c, i) => TextBlock.Beside(values[i].Widen(width, place: 0), TextBlock.Blank2, Draw(c.Condition)))], place: 0, baseline: 0);
        body = body.WithBaseline((body.Height - 1) / 2);
        return TextBlock.Beside(TextBlock.Fence("{", body), TextBlock.Blank1, body);
    }

    private TextBlock DrawBinomial(Node.BinomialNode binomial)
    {
        var (n, k) = (Draw(binomial.N), Draw(binomial.K));
        if (flat)
        {
            return TextBlock.Beside(TextBlock.Of("C("), n, TextBlock.Of(", "), k, TextBlock.Of(")"));
        }

        var body = TextBlock.Above([n, k], place: 1, baseline: n.Height - 1);
        return TextBlock.Beside(TextBlock.Fence("(", body), body, TextBlock.Fence(")", body));
    }

    private TextBlock DrawMatrix(Node.MatrixNode matrix)
    {
        var grid = grids.Of(matrix, Draw);
        var columns = Elision.Of(matrix.Columns, Math.Max(3, Math.Min(matrixColumns, matrix.Columns)));
        var body = grid.Draw(columns);
        var fenced = TextBlock.Beside(TextBlock.Fence(Symbols.Clean(matrix.Open), body), body, TextBlock.Fence(Symbols.Clean(matrix.Close), body));
        return columns.IsElided && !matrix.IsElided
            ? TextBlock.Beside(fenced.WithBaseline(fenced.Height - 1), TextBlock.Of($" {matrix.Rows}×{matrix.Columns}")).WithBaseline(fenced.Baseline)
            : fenced;
    }

    private TextBlock FlatMatrix(Node.MatrixNode matrix)
    {
        var output = new StringBuilder(Symbols.Clean(matrix.Open));
        for (var r = 0; r < matrix.Rows; r++)
        {
            output.Append(r == 0 ? string.Empty : matrix.RowLines.Contains(r) ? " ; " : "; ");
            for (var c = 0; c < matrix.Columns; c++)
            {
                output.Append(c == 0 ? string.Empty : matrix.ColumnLines.Contains(c) ? " | " : " ").Append(Draw(matrix[r, c]));
            }
        }

        return TextBlock.Of(output.Append(Symbols.Clean(matrix.Close)).ToString());
    }

    private TextBlock FlatLines(Node.LinesNode lines) => TextBlock.Of(string.Join("; ", lines.Items.Select((l, i) =>
        $"{Draw(l.Left)} {Draw(l.Right)} {(lines.Reasons is { } reasons && reasons[i] != Node.Empty ? $"({Draw(reasons[i])})" : string.Empty)}".Trim())));

    private TextBlock DrawLines(Node.LinesNode lines, int width)
    {
        if (lines.Items.Count == 0)
        {
            return TextBlock.Empty;
        }

        var lefts = lines.Items.Select(l => Draw(l.Left)).ToList();
        var left = lefts.Max(b => b.Width);
        var rest = width == int.MaxValue ? width : width - left - 1;
        var reasons = lines.Reasons?.Select(r => r == Node.Empty ? null : Draw(r)).ToList();
        var reserved = reasons is null ? 0 : reasons.Max(r => r is null ? 0 : 3 + r.Width);
        var rights = lines.Items.Select((l, i) =>
        {
            var (right, room) = (Draw(l.Right), reasons?[i] is null ? rest : Math.Max(rest - reserved, rest / 2));
            return right.Width > room ? Deeper(l.Right, room) : right;
        }).ToList();

        // Reasons stand under each other; a line without one may be longer.
        var column = rights.Where((_, i) => reasons?[i] is not null).Select(b => b.Width).DefaultIfEmpty(0).Max();
        var rows = rights.Select((right, i) => reasons?[i] is not { } reason
            ? TextBlock.Beside(lefts[i].Widen(left, place: 2), TextBlock.Blank1, right)
            : TextBlock.Beside(lefts[i].Widen(left, place: 2), TextBlock.Blank1, right.Widen(column, place: 0), TextBlock.Of("   "), reason)).ToList();
        return TextBlock.Above(rows, place: 0, baseline: 0);
    }
}
