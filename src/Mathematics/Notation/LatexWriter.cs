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
                WriteCommand(@"\frac", fraction.Numerator);
                WriteCommand(string.Empty, fraction.Denominator);
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
                WriteCommand(@"\phantom", phantom.Body);
                break;
            case Node.LinesNode lines:
                WriteLines(lines);
                break;
            case Node.PictureNode picture:
                WriteText(picture.Alternative);
                break;
            case Node.RootNode root:
                WriteRoot(root);
                break;
            case Node.AccentNode accent:
                WriteCommand(Accent(accent), accent.Body);
                break;
            case Node.BraceNode brace:
                WriteCommand(@"\underbrace", brace.Body);
                WriteCommand("_", brace.Label);
                break;
            case Node.ArrowNode arrow:
                WriteArrow(arrow);
                break;
            case Node.CasesNode cases:
                WriteCases(cases);
                break;
            case Node.BinomialNode binomial:
                WriteCommand(@"\binom", binomial.N);
                WriteCommand(string.Empty, binomial.K);
                break;
            case Node.BoxNode box:
                WriteCommand(@"\boxed", box.Body);
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
            WriteCommand("_", sub);
        }

        if (scripts.Super is { } super)
        {
            WriteCommand("^", super);
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

    private void WriteCommand(string command, Node argument)
    {
        Append(command);
        Append("{");
        Write(argument);
        Append("}");
    }

    private void WriteRoot(Node.RootNode root)
    {
        Append(@"\sqrt");
        if (root.Degree is { } degree)
        {
            // Braces hide a bracket in the degree from the one that ends it.
            WriteCommand("[", degree);
            Append("]");
        }

        WriteCommand(string.Empty, root.Radicand);
    }

    private static string Accent(Node.AccentNode accent) => (accent.Mark, accent.IsWide) switch
    {
        (AccentMark.Hat, false) => @"\hat",
        (AccentMark.Hat, true) => @"\widehat",
        (AccentMark.Bar, false) => @"\bar",
        (AccentMark.Bar, true) => @"\overline",
        (AccentMark.Tilde, false) => @"\tilde",
        (AccentMark.Tilde, true) => @"\widetilde",
        (AccentMark.Arrow, false) => @"\vec",
        (AccentMark.Arrow, true) => @"\overrightarrow",
        (AccentMark.Dot, _) => @"\dot",
        _ => @"\ddot",
    };

    private void WriteArrow(Node.ArrowNode arrow)
    {
        Append(@"\xrightarrow");
        if (arrow.Below is { } below)
        {
            WriteCommand("[", below);
            Append("]");
        }

        if (arrow.Above is Node.LinesNode { Reasons: null, Items: [_, ..] } steps)
        {
            // An array sets its fractions small, as they have to be here.
            Append(@"{\begin{array}{rl} ");
            WriteRows(steps, @" \\[0.3em] ");
            Append(@" \end{array}}");
            return;
        }

        WriteCommand(string.Empty, arrow.Above);
    }

    private void WriteCases(Node.CasesNode cases)
    {
        Append(@"\begin{cases} ");
        for (var i = 0; i < cases.Items.Count; i++)
        {
            Append(i > 0 ? @" \\ " : string.Empty);
            WriteCell(cases.Items[i].Value);
            Append(" & ");
            Write(cases.Items[i].Condition);
        }

        Append(@" \end{cases}");
    }

    private void WriteMatrix(Node.MatrixNode matrix)
    {
        // LaTeX itself allows ten columns in a bmatrix.
        const int BmatrixColumns = 10;
        var name = matrix is { Alignment: ColumnAlignment.Center, RowLines.Count: 0, ColumnLines.Count: 0, Columns: <= BmatrixColumns } ? Symbols.MatrixName(matrix.Open, matrix.Close) : null;
        Append(name is null ? ArrayStart(matrix) : $@"\begin{{{name}}} ");
        var decimals = matrix.Alignment == ColumnAlignment.DecimalPoint ? Decimals.ByColumn(matrix) : null;
        for (var r = 0; r < matrix.Rows; r++)
        {
            Append(r > 0 ? @" \\ " : string.Empty);
            Append(matrix.RowLines.Contains(r) ? @"\hline " : string.Empty);
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

        Append(name is null ? $@" \end{{array}}\right{Symbols.Delimiter(matrix.Close) ?? "."}" : $@" \end{{{name}}}");
    }

    private static string ArrayStart(Node.MatrixNode matrix)
    {
        var columns = new StringBuilder();
        for (var c = 0; c < matrix.Columns; c++)
        {
            columns.Append(matrix.ColumnLines.Contains(c) ? "|" : string.Empty).Append(matrix.Alignment == ColumnAlignment.Center ? 'c' : 'r');
        }

        return $@"\left{Symbols.Delimiter(matrix.Open) ?? "."}\begin{{array}}{{{columns}}} ";
    }

    // After a line's end a bracket would be read as an optional argument, and a star as a command's. A frame would set its content in display style.
    private void WriteCell(Node cell)
    {
        if (cell is Node.BoxNode { Body: not (Node.NumberNode or Node.IdentifierNode or Node.OperatorNode) } box)
        {
            Append(@"\boxed{\textstyle ");
            Write(box.Body);
            Append("}");
            return;
        }

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
        WriteRows(lines, @" \\ ");
        Append(@" \end{aligned}");
    }

    private void WriteRows(Node.LinesNode lines, string end)
    {
        for (var i = 0; i < lines.Items.Count; i++)
        {
            Append(i > 0 ? end : string.Empty);
            WriteCell(lines.Items[i].Left);
            Append(" & ");
            Write(lines.Items[i].Right);
            if (lines.Reasons?[i] is { } reason && reason != Node.Empty)
            {
                Append(" && ");
                Write(reason);
            }
        }
    }
}
