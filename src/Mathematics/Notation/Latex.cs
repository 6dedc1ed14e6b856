using System.Globalization;
using System.Text;

namespace Adjoint.Notation;

/// <summary>Renders notation as LaTeX, without delimiters, for KaTeX and MathJax 2 and 3 alike.</summary>
public static class Latex
{
    /// <summary>The LaTeX of a value.</summary>
    public static string Of(IHasNotation value, NotationOptions? options = null) => Of(value.Describe(options ?? NotationOptions.Default));

    /// <summary>The LaTeX of a tree.</summary>
    public static string Of(Node node)
    {
        var output = new StringBuilder();
        Write(node, output);
        return output.ToString();
    }

    private static void Write(Node node, StringBuilder output)
    {
        switch (node)
        {
            case Node.RowNode row:
                WriteRow(row, output);
                break;
            case Node.NumberNode number:
                output.Append(Number(number.Digits));
                break;
            case Node.IdentifierNode identifier:
                WriteIdentifier(identifier.Name, output);
                break;
            case Node.OperatorNode { Symbol: var symbol }:
                output.Append(Symbols.Command(symbol) ?? (symbol is ":=" or "!" or "," or ";" or ":" or "/" or "." or "'" || symbol is [>= '(' and <= '=']
                    ? symbol
                    : Word(symbol)));
                break;
            case Node.TextNode text:
                WriteText(text.Content, output);
                break;
            case Node.FractionNode fraction:
                output.Append(@"\frac{");
                Write(fraction.Numerator, output);
                output.Append("}{");
                Write(fraction.Denominator, output);
                output.Append('}');
                break;
            case Node.ScriptsNode scripts:
                WriteScripts(scripts, output);
                break;
            case Node.FencedNode fenced:
                output.Append(@"\left").Append(Fence(fenced.Open)).Append(' ');
                Write(fenced.Body, output);
                output.Append(@" \right").Append(Fence(fenced.Close));
                break;
            case Node.MatrixNode matrix:
                WriteMatrix(matrix, output);
                break;
            case Node.LinesNode lines:
                WriteLines(lines, output);
                break;
            case Node.PictureNode picture:
                WriteText(picture.Alternative, output);
                break;
            default:
                throw new NotSupportedException($"{node.GetType().Name} has no LaTeX.");
        }
    }

    private static void WriteRow(Node.RowNode row, StringBuilder output)
    {
        for (var i = 0; i < row.Items.Count; i++)
        {
            var start = output.Length;
            Write(row.Items[i], output);

            // A command name ends at the first non-letter: \alpha x, not \alphax.
            if (start > 0 && start < output.Length && char.IsAsciiLetter(output[start]) && EndsWithCommand(output, start))
            {
                output.Insert(start, ' ');
            }
            else if (row.Items[i] is Node.OperatorNode { Symbol: var symbol } && Symbols.IsSpaced(symbol) && i > 0)
            {
                output.Insert(start, ' ').Append(' ');
            }
        }
    }

    private static bool EndsWithCommand(StringBuilder output, int end)
    {
        var i = end - 1;
        while (i >= 0 && char.IsAsciiLetter(output[i]))
        {
            i--;
        }

        return i >= 0 && i < end - 1 && output[i] == '\\';
    }

    private static string Number(string text) => text switch
    {
        "NaN" => @"\mathrm{NaN}",
        "∞" => @"\infty",
        "-∞" => @"-\infty",
        _ => text,
    };

    private static void WriteIdentifier(string name, StringBuilder output)
    {
        if (Symbols.Command(name) is { } command)
        {
            output.Append(command);
        }
        else if (name.Length == 1 && char.IsAsciiLetter(name[0]))
        {
            output.Append(name);
        }
        else
        {
            output.Append(Word(name));
        }
    }

    private static string Word(string name)
    {
        if (name.Length > 0 && name.All(char.IsAsciiLetterOrDigit))
        {
            return $@"\mathrm{{{name}}}";
        }

        var output = new StringBuilder();
        WriteText(name, output);
        return output.ToString();
    }

    // MathJax 2 shows a backslash escape inside \text verbatim, so special characters stand outside it, in braces that kill their spacing.
    private static void WriteText(string content, StringBuilder output)
    {
        var open = false;
        foreach (var rune in Symbols.Clean(content).EnumerateRunes())
        {
            var escaped = rune.Value switch
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
                '<' => @"{\lt}",
                '>' => @"{\gt}",
                '`' => "{\u2018}",
                _ => null,
            };
            if (escaped is null)
            {
                output.Append(open ? string.Empty : @"\text{").Append(rune.ToString());
                open = true;
            }
            else
            {
                output.Append(open ? "}" : string.Empty).Append(escaped);
                open = false;
            }
        }

        output.Append(open ? "}" : string.Empty);
    }

    private static void WriteScripts(Node.ScriptsNode scripts, StringBuilder output)
    {
        var atom = scripts.Body is Node.IdentifierNode or Node.FencedNode or Node.MatrixNode or Node.OperatorNode
            || scripts.Body is Node.NumberNode { Digits.Length: 1 };
        output.Append(atom ? string.Empty : "{");
        Write(scripts.Body, output);
        output.Append(atom ? string.Empty : "}");
        foreach (var (mark, script) in new[] { ("_{", scripts.Sub), ("^{", scripts.Super) })
        {
            if (script is not null)
            {
                output.Append(mark);
                Write(script, output);
                output.Append('}');
            }
        }
    }

    private static string Fence(string fence) => fence switch
    {
        "" => ".",
        "(" or ")" or "[" or "]" or "." => fence,
        _ => Symbols.Command(fence) ?? throw new NotSupportedException($"The fence {fence} has no LaTeX."),
    };

    private static void WriteMatrix(Node.MatrixNode matrix, StringBuilder output)
    {
        var plain = matrix is { Alignment: ColumnAlignment.Center, Bar: null };
        var column = matrix.Alignment == ColumnAlignment.Center ? 'c' : 'r';
        var bar = matrix.Bar ?? 0;
        output.Append(plain
            ? @"\begin{bmatrix} "
            : $@"\left[\begin{{array}}{{{new string(column, bar)}{(bar > 0 ? "|" : string.Empty)}{new string(column, matrix.Columns - bar)}}} ");
        var decimals = matrix.Alignment == ColumnAlignment.DecimalPoint ? Decimals.ByColumn(matrix) : null;
        for (var r = 0; r < matrix.Rows; r++)
        {
            output.Append(r > 0 ? @" \\ " : string.Empty);
            for (var c = 0; c < matrix.Columns; c++)
            {
                output.Append(c > 0 ? " & " : string.Empty);
                Write(matrix[r, c], output);
                if (decimals is not null && Decimals.Missing(matrix[r, c], decimals[c]) is { Length: > 0 } missing)
                {
                    output.Append(@"\phantom{").Append(missing).Append('}');
                }
            }
        }

        output.Append(plain ? @" \end{bmatrix}" : @" \end{array}\right]");
    }

    private static void WriteLines(Node.LinesNode lines, StringBuilder output)
    {
        output.Append(@"\begin{aligned} ");
        for (var i = 0; i < lines.Items.Count; i++)
        {
            output.Append(i > 0 ? @" \\ " : string.Empty);
            Write(lines.Items[i].Left, output);
            output.Append(" & ");
            Write(lines.Items[i].Right, output);
        }

        output.Append(CultureInfo.InvariantCulture, $@" \end{{aligned}}");
    }
}
