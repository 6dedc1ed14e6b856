using System.Text;

namespace Adjoint.Notation;

/// <summary>Writes one tree as LaTeX.</summary>
internal sealed class LatexWriter
{
    private readonly StringBuilder output = new();

    // Whether the output ends with a command name, which a letter would continue: \alpha x, not \alphax.
    private bool afterCommand;
    private int depth;

    /// <summary>What was written.</summary>
    public override string ToString() => output.ToString();

    /// <summary>Writes a tree.</summary>
    public void Write(Node node)
    {
        if (depth == Node.DeepestShown)
        {
            Append(@"\ldots");
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
                WriteIdentifier(name);
                break;
            case Node.OperatorNode { Symbol: var symbol }:
                WriteOperator(symbol);
                break;
            case Node.TextNode text:
                WriteText(text.Content);
                break;
            case Node.FractionNode fraction:
                Append(@"\frac{");
                Write(fraction.Numerator);
                Append("}{");
                Write(fraction.Denominator);
                Append("}");
                break;
            case Node.ScriptsNode scripts:
                WriteScripts(scripts);
                break;
            case Node.FencedNode fenced:
                WriteFenced(fenced);
                break;
            case Node.MatrixNode matrix:
                WriteMatrix(matrix);
                break;
            case Node.PhantomNode phantom:
                Append(@"\phantom{");
                Write(phantom.Body);
                Append("}");
                break;
            case Node.LinesNode lines:
                WriteLines(lines);
                break;
            case Node.PictureNode picture:
                WriteText(picture.Alternative);
                break;
            default:
                throw new NotSupportedException($"{node.GetType().Name} has no LaTeX.");
        }

        depth--;
    }

    private void Append(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (afterCommand && char.IsAsciiLetterOrDigit(text[0]))
        {
            output.Append(' ');
        }

        output.Append(text);
        var end = text.Length;
        while (end > 0 && char.IsAsciiLetter(text[end - 1]))
        {
            end--;
        }

        afterCommand = end > 0 && end < text.Length && text[end - 1] == '\\';
    }

    private void WriteRow(Node.RowNode row)
    {
        if (row.Items.Count == 0)
        {
            Append("{}");
        }

        for (var i = 0; i < row.Items.Count; i++)
        {
            if (row.Items[i] is not Node.OperatorNode { Symbol: var symbol })
            {
                // Two numbers side by side would read as one.
                Append(i > 0 && row.Items[i] is Node.NumberNode && row.Items[i - 1] is Node.NumberNode ? @"\, " : string.Empty);
                Write(row.Items[i]);
                continue;
            }

            var infix = i > 0 && Symbols.IsSpaced(symbol) && !Symbols.IsPrefix(row, i);
            Append(infix ? " " : symbol == "'" && (i == 0 || row.Items[i - 1] is not (Node.IdentifierNode or Node.FencedNode)) ? "{}" : string.Empty);
            Write(row.Items[i]);
            Append(infix || symbol is "," or ";" ? " " : string.Empty);
        }
    }

    private void WriteNumber(string digits)
    {
        switch (digits)
        {
            case "NaN":
                Append(@"\mathrm{NaN}");
                break;
            case "∞":
                Append(@"\infty");
                break;
            case "-∞":
                Append(@"-\infty");
                break;
            case var _ when Decimals.IsDecimal(digits):
                Append(digits);
                break;
            default:
                WriteText(digits);
                break;
        }
    }

    private void WriteIdentifier(string name)
    {
        if (Symbols.Command(name) is { } command)
        {
            Append(command);
        }
        else if (name.Length == 1 && char.IsAsciiLetter(name[0]))
        {
            Append(name);
        }
        else if (name.Length > 0 && name.All(char.IsAsciiLetterOrDigit))
        {
            Append($@"\mathrm{{{name}}}");
        }
        else
        {
            WriteText(name);
        }
    }

    private void WriteOperator(string symbol)
    {
        if (Symbols.Command(symbol) is { } command)
        {
            Append(command);
        }
        else if (symbol is "+" or "-" or "=" or "*" or "/" or "," or ";" or ":" or ":=" or "." or "!" or "?" or "'" or "(" or ")" or "[" or "]")
        {
            Append(symbol);
        }
        else if (symbol.Length > 0 && symbol.All(char.IsAsciiLetter))
        {
            Append($@"\operatorname{{{symbol}}}");
        }
        else
        {
            WriteText(symbol);
        }
    }

    // MathJax 2 shows commands and braces inside \text verbatim, so special characters stand outside it, in braces that kill their spacing.
    private void WriteText(string content)
    {
        var open = false;
        var previous = default(Rune);
        foreach (var rune in Symbols.Clean(content).EnumerateRunes())
        {
            // Two hyphens or quotes would be joined to a dash or a double quote.
            if (open && rune == previous && rune.Value is '-' or '\'' or ',')
            {
                output.Append('}');
                open = false;
            }

            previous = rune;
            if (Outside(rune) is not { } escaped)
            {
                Append(open ? string.Empty : @"\text{");
                output.Append(rune.Value == '`' ? "\u2018" : rune.Value == '\u00a0' ? " " : rune.ToString());
                open = true;
                afterCommand = false;
                continue;
            }

            Append(open ? "}" : string.Empty);
            Append(escaped);
            open = false;
        }

        Append(open ? "}" : string.Empty);
    }

    private static string? Outside(Rune rune) => rune.Value switch
    {
        '\\' => @"{\backslash}",
        '{' => @"\{",
        '}' => @"\}",
        '$' => @"\$",
        '&' => @"\&",
        '#' => @"\#",
        '%' => @"\%",
        '_' => @"\_",
        '^' => @"{\wedge}",
        '~' => @"{\sim}",
        '\u2003' => @"\quad ",
        '\ufffd' => @"{\square}",
        < 0x80 and not ('<' or '>') => null,
        _ => Symbols.Command(rune.ToString()) is { } command ? $"{{{command}}}" : null,
    };

    private void WriteScripts(Node.ScriptsNode scripts)
    {
        var atom = scripts.Body switch
        {
            Node.MatrixNode or Node.NumberNode { Digits: [not '-', ..] } => true,
            Node.IdentifierNode { Name: var name } => (name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)) || Symbols.Command(name) is ['\\', ..],
            Node.OperatorNode { Symbol: var symbol } => Symbols.Command(symbol) is ['\\', ..],
            Node.FencedNode fenced => Symbols.Delimiter(fenced.Open) is not null && Symbols.Delimiter(fenced.Close) is not null,
            _ => false,
        };
        Append(atom ? string.Empty : "{");
        Write(scripts.Body);
        Append(atom ? string.Empty : "}");
        if (scripts.Sub is { } sub)
        {
            Append("_{");
            Write(sub);
            Append("}");
        }

        if (scripts.Super is { } super)
        {
            Append("^{");
            Write(super);
            Append("}");
        }
    }

    private void WriteFenced(Node.FencedNode fenced)
    {
        if (Symbols.Delimiter(fenced.Open) is not { } open || Symbols.Delimiter(fenced.Close) is not { } close)
        {
            // Such a fence cannot grow.
            WriteText(fenced.Open);
            Write(fenced.Body);
            WriteText(fenced.Close);
            return;
        }

        Append(@"\left");
        output.Append(open);
        afterCommand = false;
        Append(" ");
        Write(fenced.Body);
        Append(@" \right");
        output.Append(close);
        afterCommand = close.Length > 2;
    }

    private void WriteMatrix(Node.MatrixNode matrix)
    {
        // LaTeX itself allows ten columns in a bmatrix.
        const int BmatrixColumns = 10;
        var plain = matrix is { Alignment: ColumnAlignment.Center, Bar: null, Columns: <= BmatrixColumns };
        var column = matrix.Alignment == ColumnAlignment.Center ? 'c' : 'r';
        var bar = matrix.Bar ?? 0;
        Append(plain
            ? @"\begin{bmatrix} "
            : $@"\left[\begin{{array}}{{{new string(column, bar)}{(bar > 0 ? "|" : string.Empty)}{new string(column, matrix.Columns - bar)}}} ");
        var decimals = matrix.Alignment == ColumnAlignment.DecimalPoint ? Decimals.ByColumn(matrix) : null;
        for (var r = 0; r < matrix.Rows; r++)
        {
            Append(r > 0 ? @" \\ " : string.Empty);
            for (var c = 0; c < matrix.Columns; c++)
            {
                Append(c > 0 ? " & " : string.Empty);
                var cell = matrix[r, c];

                WriteCell(cell);
                if (decimals is not null && Decimals.Missing(cell, decimals[c]) is { Length: > 0 } missing)
                {
                    Append(@"\phantom{");
                    Append(missing);
                    Append("}");
                }
            }
        }

        Append(plain ? @" \end{bmatrix}" : @" \end{array}\right]");
    }

    // After a line's end a bracket would be read as an optional argument, and a star as a command's.
    private void WriteCell(Node cell)
    {
        var start = output.Length;
        Write(cell);
        if (output.Length > start && output[start] is '[' or '*')
        {
            output.Insert(start, "{}");
        }
    }

    private void WriteLines(Node.LinesNode lines)
    {
        Append(@"\begin{aligned} ");
        for (var i = 0; i < lines.Items.Count; i++)
        {
            Append(i > 0 ? @" \\ " : string.Empty);
            WriteCell(lines.Items[i].Left);
            Append(" & ");
            Write(lines.Items[i].Right);
        }

        Append(@" \end{aligned}");
    }
}
