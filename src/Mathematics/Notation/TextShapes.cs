using System.Text;

namespace Adjoint.Notation;

/// <summary>Shapes of several lines around blocks of text: roots, braces, arrows, frames.</summary>
internal static class TextShapes
{
    /// <summary>The body under a root sign of its height, the degree before its foot.</summary>
    public static TextBlock Root(TextBlock body, string degree)
    {
        var foot = $"{degree}╲│";
        var sign = new TextBlock[body.Height + 1];
        for (var i = 0; i < sign.Length; i++)
        {
            sign[i] = TextBlock.Of(i == 0 ? "┌" : i == body.Height ? foot : "│");
        }

        var under = TextBlock.Above([TextBlock.Of(new string('─', body.Width + 1)), TextBlock.Beside(TextBlock.Blank1, body)], place: 0, baseline: body.Baseline + 1);
        return TextBlock.Beside(TextBlock.Above(sign, place: 2, baseline: body.Baseline + 1), under);
    }

    /// <summary>The body under a mark: a combining character on a single letter, a line of its own above more.</summary>
    public static TextBlock Accent(TextBlock body, Node.AccentNode accent)
    {
        var (combining, tip) = accent.Mark switch
        {
            AccentMark.Hat => ('\u0302', '^'),
            AccentMark.Bar => ('\u0304', '─'),
            AccentMark.Tilde => ('\u0303', '~'),
            AccentMark.Arrow => ('\u20d7', '→'),
            AccentMark.Dot => ('\u0307', '.'),
            _ => ('\u0308', '¨'),
        };
        if (!accent.IsWide)
        {
            return TextBlock.Of(body.ToString() + combining);
        }

        if (body.Width == 0)
        {
            return TextBlock.Of(tip.ToString());
        }

        var mark = accent.Mark switch
        {
            AccentMark.Bar or AccentMark.Arrow => new string('─', body.Width - 1) + tip,
            _ => tip.ToString(),
        };
        return TextBlock.Above([TextBlock.Of(mark), body], place: 1, baseline: body.Baseline + 1);
    }

    /// <summary>The body, a brace below it, and the label below that.</summary>
    public static TextBlock Underbrace(TextBlock body, TextBlock label)
    {
        var width = Math.Max(3, body.Width);
        var middle = (width - 1) / 2;
        var brace = $"╰{new string('─', middle - 1)}┬{new string('─', width - middle - 2)}╯";
        return TextBlock.Above([body, TextBlock.Of(brace), label], place: 1, baseline: body.Baseline);
    }

    /// <summary>An arrow to the right under one block and over another, between blanks.</summary>
    public static TextBlock Arrow(TextBlock above, TextBlock? below)
    {
        var line = TextBlock.Of(new string('─', Math.Max(above.Width, below?.Width ?? 0) + 1) + "→");
        var parts = below is null ? new[] { above, line } : [above, line, below];
        return TextBlock.Beside(TextBlock.Blank1, TextBlock.Above(parts, place: 1, baseline: above.Height), TextBlock.Blank1);
    }

    /// <summary>[body], or a frame around a body of several lines.</summary>
    public static TextBlock Boxed(TextBlock body)
    {
        if (body.Height == 1)
        {
            return TextBlock.Beside(TextBlock.Of("["), body, TextBlock.Of("]"));
        }

        var line = new string('─', body.Width);
        var side = TextBlock.Above([.. Enumerable.Repeat(TextBlock.Of("│"), body.Height)], place: 0, baseline: body.Baseline);
        return TextBlock.Above([TextBlock.Of($"┌{line}┐"), TextBlock.Beside(side, body, side), TextBlock.Of($"└{line}┘")], place: 0, baseline: body.Baseline + 1);
    }

    /// <summary>A horizontal line through a matrix with columns of these widths, crossing the vertical ones.</summary>
    public static TextBlock Rule(ReadOnlySpan<int> widths, IReadOnlyList<int> lines)
    {
        var rule = new StringBuilder();
        for (var c = 0; c < widths.Length; c++)
        {
            rule.Append(c == 0 ? string.Empty : lines.Contains(c) ? "─┼─" : "──").Append('─', widths[c]);
        }

        return TextBlock.Of(rule.ToString());
    }
}
