using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Adjoint.Notation;

/// <summary>Writes one tree as MathML Core.</summary>
internal sealed class MathMlWriter
{
    // Chromium 156 takes right for left in an mtd, but not its own spelling of it; other browsers skip that.
    private const string Right = "text-align:right;text-align:-webkit-right";

    private const string RightCell = $"<mtd style=\"{Right}\">";

    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    private readonly StringBuilder output = new();
    private bool isInline;

    // Within an arrow's label, where fractions are set small.
    private bool isSmall;
    private int depth;

    /// <summary>What was written.</summary>
    public override string ToString() => output.ToString();

    /// <summary>Writes the <c>math</c> element.</summary>
    public void WriteRoot(Node node, bool block)
    {
        isInline = !block;
        output.Append("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"").Append(block ? " display=\"block\">" : " displaystyle=\"true\">");
        Write(node);
        output.Append("</math>");
    }

    private void Write(Node node)
    {
        if (depth == Node.DeepestShown)
        {
            output.Append("<mi>…</mi>");
            return;
        }

        depth++;
        switch (node)
        {
            case Node.RowNode row:
                WriteRow(row);
                break;
            case Node.NumberNode { Digits: var digits }:
                WriteNumber(digits);
                break;
            case Node.IdentifierNode { Name: var name }:
                Element("mi", name);
                break;
            case Node.OperatorNode { Symbol: var symbol }:
                WriteOperator(symbol, prefix: false);
                break;
            case Node.TextNode text:
                WriteText(text.Content);
                break;
            case Node.FractionNode fraction:
                output.Append("<mfrac>");
                WriteOne(fraction.Numerator, string.Empty, "/");
                WriteOne(fraction.Denominator, string.Empty, string.Empty);
                output.Append("</mfrac>");
                break;
            case Node.ScriptsNode scripts:
                WriteScripts(scripts);
                break;
            case Node.FencedNode fenced:
                output.Append("<mrow>");
                WriteFence(fenced.Open, "prefix");
                Write(fenced.Body);
                WriteFence(fenced.Close, "postfix");
                output.Append("</mrow>");
                break;
            case Node.MatrixNode matrix:
                WriteMatrix(matrix);
                break;
            case Node.PhantomNode phantom:
                WritePhantom(phantom.Body);
                break;
            case Node.LinesNode lines:
                WriteLines(lines);
                break;
            case Node.PictureNode picture:
                WritePicture(picture);
                break;
            case Node.RootNode root:
                WriteRoot(root);
                break;
            case Node.AccentNode accent:
                WriteAccent(accent);
                break;
            case Node.BraceNode brace:
                output.Append("<munder><munder>");
                WriteOne(brace.Body, string.Empty, string.Empty);
                output.Append("<mo stretchy=\"true\">⏟</mo></munder>");
                WriteOne(brace.Label, " ", string.Empty);
                output.Append("</munder>");
                break;
            case Node.ArrowNode arrow:
                WriteArrow(arrow);
                break;
            case Node.CasesNode cases:
                WriteCases(cases);
                break;
            case Node.BinomialNode binomial:
                output.Append("<mrow>");
                WriteFence("(", "prefix");
                output.Append("<mfrac linethickness=\"0\">");
                WriteOne(binomial.N, string.Empty, " ");
                WriteOne(binomial.K, string.Empty, string.Empty);
                output.Append("</mfrac>");
                WriteFence(")", "postfix");
                output.Append("</mrow>");
                break;
            case Node.BoxNode box:
                output.Append("<mrow style=\"border:1px solid;padding:0.15em\">");
                WriteHidden("[");
                Write(box.Body);
                WriteHidden("]");
                output.Append("</mrow>");
                break;
            default:
                throw new NotSupportedException($"{node.GetType().Name} has no MathML.");
        }

        depth--;
    }

    private void WriteRow(Node.RowNode row)
    {
        output.Append("<mrow>");
        for (var i = 0; i < row.Items.Count; i++)
        {
            if (row.Items[i] is Node.OperatorNode { Symbol: var symbol })
            {
                var isWord = symbol.Length > 1 && char.IsAsciiLetter(symbol[0]);
                WriteThinSpace(isWord && i > 0 && row.Items[i - 1] is not Node.OperatorNode);
                WriteOperator(symbol, Symbols.IsPrefix(row, i));
                WriteThinSpace(isWord && i < row.Items.Count - 1 && row.Items[i + 1] is not (Node.FencedNode or Node.OperatorNode));
                continue;
            }

            WriteThinSpace(i > 0 && row.Items[i] is Node.NumberNode && row.Items[i - 1] is Node.NumberNode);
            Write(row.Items[i]);
        }

        output.Append("</mrow>");
    }

    private void WriteThinSpace(bool isNeeded) => output.Append(isNeeded ? "<mspace width=\"0.167em\"/> " : string.Empty);

    private void WriteNumber(string digits)
    {
        if (digits is ['-', .. var rest])
        {
            output.Append("<mrow><mo form=\"prefix\">−</mo>");
            WriteNumber(rest);
            output.Append("</mrow>");
        }
        else
        {
            Element(digits == "∞" ? "mi" : Decimals.IsDecimal(digits) ? "mn" : "mtext", digits);
        }
    }

    private void WriteOperator(string symbol, bool prefix)
    {
        if (symbol.Length > 1 && symbol.All(char.IsAsciiLetter))
        {
            Element("mi", symbol);
            return;
        }

        output.Append(prefix && Symbols.IsSpaced(symbol) ? "<mo form=\"prefix\">" : "<mo>");
        Escape(symbol == "-" ? "−" : symbol == "'" ? "′" : symbol);
        output.Append("</mo>");
    }

    // White space at the ends of a token is trimmed and elsewhere collapsed, unless it is no-break.
    private void WriteText(string content)
    {
        foreach (var (i, part) in content.Split('\u2003').Index())
        {
            output.Append(i > 0 ? "<mspace width=\"1em\"/> " : string.Empty);
            if (part.Length > 0)
            {
                Element("mtext", part.Replace(' ', '\u00a0'));
            }
        }
    }

    private void WriteScripts(Node.ScriptsNode scripts)
    {
        var large = scripts.Body is Node.OperatorNode { Symbol: var symbol } && Symbols.IsLarge(symbol);
        var element = (scripts, large) switch
        {
            ({ Sub: not null, Super: not null }, true) => "munderover",
            ({ Sub: not null, Super: not null }, false) => "msubsup",
            ({ Sub: not null }, true) => "munder",
            ({ Sub: not null }, false) => "msub",
            (_, true) => "mover",
            _ => "msup",
        };
        output.Append('<').Append(element).Append('>');
        WriteOne(scripts.Body, string.Empty, string.Empty);
        if (scripts.Sub is { } sub)
        {
            WriteOne(sub, "_", string.Empty);
        }

        if (scripts.Super is { } super)
        {
            WriteOne(super, "^", string.Empty);
        }

        output.Append("</").Append(element).Append('>');
    }

    // Fractions and scripts have a fixed number of children; texts and words may write several elements.
    private void WriteOne(Node node, string before, string after)
    {
        var isSymbol = node is Node.NumberNode or Node.IdentifierNode or Node.FencedNode or Node.MatrixNode or Node.OperatorNode { Symbol.Length: 1 };
        if (isSymbol && (!isInline || before.Length + after.Length == 0))
        {
            Write(node);
            return;
        }

        output.Append("<mrow>");
        WriteHidden(isSymbol ? before : before + "(");
        Write(node);
        WriteHidden(isSymbol ? after : ")" + after);
        output.Append("</mrow>");
    }

    private void WritePhantom(Node body)
    {
        // The text of a phantom would be laid bare as well; a digit is half an em wide in fonts for mathematics.
        if (isInline)
        {
            var width = 0.5 * PlainText.LineOf(body).Length;
            output.Append(CultureInfo.InvariantCulture, $"<mspace width=\"{width}em\"/>");
            return;
        }

        output.Append("<mphantom>");
        if (body is Node.NumberNode { Digits: var digits })
        {
            Element("mn", digits);
        }
        else
        {
            Write(body);
        }

        output.Append("</mphantom>");
    }

    // JupyterLab strips the elements of MathML, but not their text, from HTML that is not trusted: what is not drawn keeps 3/2 from becoming 32.
    private void WriteHidden(string text)
    {
        if (isInline && text.Length > 0)
        {
            output.Append("<mpadded width=\"0\" height=\"0\" depth=\"0\"><mphantom><mtext>").Append(text).Append("</mtext></mphantom></mpadded>");
        }
    }

    private void WriteFence(string fence, string form)
    {
        if (fence.Length > 0)
        {
            output.Append("<mo form=\"").Append(form).Append("\" fence=\"true\" stretchy=\"true\">");
            Escape(fence);
            output.Append("</mo>");
        }
    }

    private void WriteRoot(Node.RootNode root)
    {
        if (root.Degree is { } degree)
        {
            output.Append("<mroot>");
            WriteOne(root.Radicand, "√", string.Empty);
            WriteOne(degree, "^1/", string.Empty);
            output.Append("</mroot>");
            return;
        }

        output.Append("<msqrt>");
        WriteOne(root.Radicand, "√", string.Empty);
        output.Append("</msqrt>");
    }

    private void WriteAccent(Node.AccentNode accent)
    {
        if (accent is { IsWide: true, Mark: AccentMark.Bar })
        {
            // Few fonts have a bar that grows.
            output.Append("<mrow style=\"border-top:1px solid;padding-top:0.1em\">");
            WriteOne(accent.Body, "bar", string.Empty);
            output.Append("</mrow>");
            return;
        }

        output.Append("<mover accent=\"true\">");
        WriteOne(accent.Body, string.Empty, string.Empty);
        output.Append(accent.IsWide ? "<mo stretchy=\"true\">" : "<mo stretchy=\"false\">").Append(Accent(accent.Mark)).Append("</mo></mover>");
    }

    private static string Accent(AccentMark mark) => mark switch
    {
        AccentMark.Hat => "^",
        AccentMark.Bar => "‾",
        AccentMark.Tilde => "~",
        AccentMark.Arrow => "→",
        AccentMark.Dot => "˙",
        _ => "¨",
    };

    private void WriteArrow(Node.ArrowNode arrow)
    {
        output.Append(arrow.Below is null ? "<mover>" : "<munderover>").Append("<mo stretchy=\"true\" lspace=\"0.28em\" rspace=\"0.28em\">→</mo>");
        if (arrow.Below is { } below)
        {
            WritePadded(below);
        }

        WritePadded(arrow.Above);
        output.Append(arrow.Below is null ? "</mover>" : "</munderover>");
    }

    // The arrow is as long as what it carries, which would otherwise touch its ends.
    private void WritePadded(Node node)
    {
        output.Append("<mrow>");
        WriteHidden("(");
        output.Append("<mspace width=\"0.5em\"/>");
        var wasSmall = isSmall;
        isSmall = true;
        Write(node);
        isSmall = wasSmall;
        output.Append("<mspace width=\"0.5em\"/>");
        WriteHidden(")");
        output.Append("</mrow>");
    }

    private void WriteCases(Node.CasesNode cases)
    {
        output.Append("<mrow>");
        WriteFence("{", "prefix");
        output.Append("<mtable>");
        foreach (var (value, condition) in cases.Items)
        {
            output.Append("<mtr><mtd style=\"text-align:left\">");
            Write(value);
            WriteHidden(" ");
            output.Append("</mtd><mtd style=\"text-align:left\">");
            Write(condition);
            WriteHidden("; ");
            output.Append("</mtd></mtr>");
        }

        output.Append("</mtable></mrow>");
    }

    private void WriteMatrix(Node.MatrixNode matrix)
    {
        var decimals = matrix.Alignment == ColumnAlignment.DecimalPoint ? Decimals.ByColumn(matrix) : null;
        var hasLines = matrix.RowLines.Count + matrix.ColumnLines.Count > 0;
        output.Append("<mrow>");
        WriteFence(matrix.Open, "prefix");

        // A table around it would hand down its spacing, and cut the lines into pieces.
        output.Append(hasLines ? "<mtable style=\"border-spacing:0\">" : "<mtable>");
        for (var r = 0; r < matrix.Rows; r++)
        {
            output.Append("<mtr>");
            for (var c = 0; c < matrix.Columns; c++)
            {
                var cell = matrix[r, c];
                var isRight = matrix.Alignment == ColumnAlignment.DecimalPoint || (matrix.Alignment == ColumnAlignment.Right && cell is not Node.OperatorNode);
                WriteCellStart(isRight, hasLines && matrix.ColumnLines.Contains(c + 1), hasLines && matrix.RowLines.Contains(r + 1));
                Write(cell);
                if (decimals is not null && Decimals.Missing(cell, decimals[c]) is { Length: > 0 } missing)
                {
                    WritePhantom(Node.Number(missing));
                }

                if (r < matrix.Rows - 1 && c == matrix.Columns - 1)
                {
                    WriteHidden(";");
                }

                output.Append(isInline && (r < matrix.Rows - 1 || c < matrix.Columns - 1) ? "</mtd> " : "</mtd>");
            }

            output.Append("</mtr>");
        }

        output.Append("</mtable>");
        WriteFence(matrix.Close, "postfix");
        output.Append("</mrow>");
    }

    private void WriteCellStart(bool isRight, bool hasLineAfter, bool hasLineBelow)
    {
        if (!hasLineAfter && !hasLineBelow)
        {
            output.Append(isRight ? RightCell : "<mtd>");
            return;
        }

        output.Append("<mtd style=\"").Append(isRight ? Right + ";" : string.Empty);
        output.Append((hasLineAfter, hasLineBelow) switch
        {
            (true, true) => "border-right:1px solid;border-bottom:1px solid\">",
            (true, false) => "border-right:1px solid\">",
            _ => "border-bottom:1px solid\">",
        });
    }

    private void WriteLines(Node.LinesNode lines)
    {
        output.Append(isSmall ? "<mtable displaystyle=\"false\">" : "<mtable displaystyle=\"true\">");
        for (var i = 0; i < lines.Items.Count; i++)
        {
            var (left, right) = lines.Items[i];
            output.Append($"<mtr><mtd style=\"{Right}\">");
            Write(left);
            output.Append("</mtd><mtd style=\"text-align:left\">");
            Write(right);
            if (lines.Reasons is { } reasons)
            {
                WriteHidden(" ");
                output.Append("</mtd><mtd style=\"text-align:left;padding-left:2em\">");
                Write(reasons[i]);
            }

            output.Append("</mtd></mtr>");
        }

        output.Append("</mtable>");
    }

    // HTML is allowed within mtext.
    private void WritePicture(Node.PictureNode picture)
    {
        output.Append("<mtext><img xmlns=\"http://www.w3.org/1999/xhtml\" alt=\"");
        Escape(picture.Alternative);
        output.Append("\" src=\"data:image/svg+xml;base64,").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(picture.Svg))).Append("\"/></mtext>");
    }

    private void Element(string name, string content)
    {
        output.Append('<').Append(name).Append('>');
        Escape(content);
        output.Append("</").Append(name).Append('>');
    }

    private void Escape(string text)
    {
        var clean = Symbols.Clean(text);
        output.Append(clean.AsSpan().IndexOfAny(Special) < 0 ? clean : WebUtility.HtmlEncode(clean));
    }
}
