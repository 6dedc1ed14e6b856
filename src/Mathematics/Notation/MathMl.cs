using System.Text;

namespace Adjoint.Notation;

/// <summary>Renders notation as MathML Core, without scripts, styles or links.</summary>
public static class MathMl
{
    private const string Opening = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"";

    /// <summary>The MathML of a value.</summary>
    public static string Of(IHasNotation value, NotationOptions? options = null, bool block = true) =>
        Of(value.Describe(options ?? NotationOptions.Default), block);

    /// <summary>The <c>math</c> element of a tree, as a block of its own or within a line.</summary>
    public static string Of(Node node, bool block = true)
    {
        var output = new StringBuilder(Opening).Append(block ? " display=\"block\">" : ">");
        Write(node, output, prefix: true);
        return output.Append("</math>").ToString();
    }

    private static void Write(Node node, StringBuilder output, bool prefix = false)
    {
        switch (node)
        {
            case Node.RowNode row:
                output.Append("<mrow>");
                for (var i = 0; i < row.Items.Count; i++)
                {
                    Write(row.Items[i], output, prefix: i == 0 || row.Items[i - 1] is Node.OperatorNode);
                }

                output.Append("</mrow>");
                break;
            case Node.NumberNode { Digits: ['-', .. var digits] }:
                output.Append("<mrow><mo form=\"prefix\">−</mo><mn>").Append(Escape(digits)).Append("</mn></mrow>");
                break;
            case Node.NumberNode number:
                Element("mn", number.Digits, output);
                break;
            case Node.IdentifierNode identifier:
                Element("mi", identifier.Name, output);
                break;
            case Node.OperatorNode { Symbol: var symbol }:
                output.Append(prefix && Symbols.IsSpaced(symbol) ? "<mo form=\"prefix\">" : "<mo>")
                    .Append(Escape(symbol == "-" ? "−" : symbol)).Append("</mo>");
                break;
            case Node.TextNode text:
                Element("mtext", text.Content, output);
                break;
            case Node.FractionNode fraction:
                output.Append("<mfrac>");
                Write(fraction.Numerator, output, prefix: true);
                Write(fraction.Denominator, output, prefix: true);
                output.Append("</mfrac>");
                break;
            case Node.ScriptsNode scripts:
                WriteScripts(scripts, output);
                break;
            case Node.FencedNode fenced:
                output.Append("<mrow>");
                WriteFence(fenced.Open, "prefix", output);
                Write(fenced.Body, output, prefix: true);
                WriteFence(fenced.Close, "postfix", output);
                output.Append("</mrow>");
                break;
            case Node.MatrixNode matrix:
                WriteMatrix(matrix, output);
                break;
            case Node.LinesNode lines:
                output.Append("<mtable columnalign=\"right left\">");
                foreach (var (left, right) in lines.Items)
                {
                    output.Append("<mtr><mtd style=\"text-align:right\">");
                    Write(left, output, prefix: true);
                    output.Append("</mtd><mtd style=\"text-align:left\">");
                    Write(right, output);
                    output.Append("</mtd></mtr>");
                }

                output.Append("</mtable>");
                break;
            case Node.PictureNode picture:
                Element("mtext", picture.Alternative, output);
                break;
            default:
                throw new NotSupportedException($"{node.GetType().Name} has no MathML.");
        }
    }

    private static void WriteScripts(Node.ScriptsNode scripts, StringBuilder output)
    {
        var element = scripts switch { { Sub: not null, Super: not null } => "msubsup", { Sub: not null } => "msub", _ => "msup" };
        output.Append('<').Append(element).Append('>');
        Write(scripts.Body, output);
        if (scripts.Sub is { } sub)
        {
            Write(sub, output, prefix: true);
        }

        if (scripts.Super is { } super)
        {
            Write(super, output, prefix: true);
        }

        output.Append("</").Append(element).Append('>');
    }

    private static void WriteFence(string fence, string form, StringBuilder output)
    {
        if (fence.Length > 0)
        {
            output.Append("<mo form=\"").Append(form).Append("\" fence=\"true\" stretchy=\"true\">").Append(Escape(fence)).Append("</mo>");
        }
    }

    private static void WriteMatrix(Node.MatrixNode matrix, StringBuilder output)
    {
        var right = matrix.Alignment != ColumnAlignment.Center;
        var decimals = matrix.Alignment == ColumnAlignment.DecimalPoint ? Decimals.ByColumn(matrix) : null;
        output.Append("<mrow>");
        WriteFence("[", "prefix", output);
        output.Append("<mtable>");
        for (var r = 0; r < matrix.Rows; r++)
        {
            output.Append("<mtr>");
            for (var c = 0; c < matrix.Columns; c++)
            {
                var entry = matrix[r, c];
                var style = (right && entry is Node.NumberNode ? "text-align:right;" : string.Empty)
                    + (matrix.Bar == c + 1 ? "border-right:1px solid;" : string.Empty);
                output.Append(style.Length > 0 ? $"<mtd style=\"{style}\">" : "<mtd>");
                Write(entry, output, prefix: true);
                if (decimals is not null && Decimals.Missing(entry, decimals[c]) is { Length: > 0 } missing)
                {
                    output.Append("<mphantom><mn>").Append(missing).Append("</mn></mphantom>");
                }

                output.Append("</mtd>");
            }

            output.Append("</mtr>");
        }

        output.Append("</mtable>");
        WriteFence("]", "postfix", output);
        output.Append("</mrow>");
    }

    private static void Element(string name, string content, StringBuilder output) =>
        output.Append('<').Append(name).Append('>').Append(Escape(content)).Append("</").Append(name).Append('>');

    private static string Escape(string text) => Symbols.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
