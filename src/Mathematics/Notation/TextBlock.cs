using System.Globalization;
using System.Text;

namespace Adjoint.Notation;

/// <summary>A rectangle of characters with a baseline, the unit of which two-dimensional plain text is built.</summary>
internal sealed class TextBlock
{
    private readonly string[] lines;

    private TextBlock(string[] lines, int width, int baseline) => (this.lines, Width, Baseline) = (lines, width, baseline);

    /// <summary>No columns.</summary>
    public static TextBlock Empty { get; } = Of(string.Empty);

    /// <summary>One blank.</summary>
    public static TextBlock Blank1 { get; } = Of(" ");

    /// <summary>Two blanks.</summary>
    public static TextBlock Blank2 { get; } = Of("  ");

    /// <summary>A vertical bar between blanks.</summary>
    public static TextBlock Bar { get; } = Of(" │ ");

    /// <summary>Columns of a terminal.</summary>
    public int Width { get; }

    /// <summary>The line, from 0, at which blocks beside this one are aligned.</summary>
    public int Baseline { get; }

    /// <summary>Lines.</summary>
    public int Height => lines.Length;

    /// <summary>One line of text.</summary>
    public static TextBlock Of(string text) => new([text], Columns(text), 0);

    /// <summary>One line of text whose columns are known.</summary>
    public static TextBlock Of(string text, int width) => new([text], width, 0);

    /// <summary>The line on top.</summary>
    public string FirstLine => lines[0];

    /// <summary>The blocks side by side, baselines level.</summary>
    public static TextBlock Beside(params ReadOnlySpan<TextBlock> blocks)
    {
        if (blocks.Length == 1)
        {
            return blocks[0];
        }

        var (above, below, width) = (0, 1, 0);
        foreach (var block in blocks)
        {
            above = Math.Max(above, block.Baseline);
            below = Math.Max(below, block.Height - block.Baseline);
            width += block.Width;
        }

        var lines = new string[above + below];
        var builder = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            builder.Clear();
            foreach (var block in blocks)
            {
                var line = i - above + block.Baseline;
                if (line >= 0 && line < block.Height)
                {
                    builder.Append(block.lines[line]);
                }
                else
                {
                    builder.Append(' ', block.Width);
                }
            }

            lines[i] = builder.ToString();
        }

        return new(lines, width, above);
    }

    /// <inheritdoc cref="Beside(ReadOnlySpan{TextBlock})"/>
    public static TextBlock Beside(List<TextBlock> blocks) => Beside(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(blocks));

    /// <summary>A fence as tall as the block that it stands beside.</summary>
    public static TextBlock Fence(string fence, TextBlock body)
    {
        if (body.Height == 1 || fence.Length == 0)
        {
            return Of(fence);
        }

        var (top, middle, centre, bottom) = fence switch
        {
            "(" => ("⎛", "⎜", "⎜", "⎝"),
            ")" => ("⎞", "⎟", "⎟", "⎠"),
            "[" => ("⎡", "⎢", "⎢", "⎣"),
            "]" => ("⎤", "⎥", "⎥", "⎦"),
            "{" => ("⎧", "⎪", "⎨", "⎩"),
            "}" => ("⎫", "⎪", "⎬", "⎭"),
            "⌊" => ("⎢", "⎢", "⎢", "⎣"),
            "⌋" => ("⎥", "⎥", "⎥", "⎦"),
            "⌈" => ("⎡", "⎢", "⎢", "⎢"),
            "⌉" => ("⎤", "⎥", "⎥", "⎥"),
            "|" => ("│", "│", "│", "│"),
            "‖" => ("║", "║", "║", "║"),
            _ => (fence, fence, fence, fence),
        };
        var (height, width) = (body.Height, Columns(top));
        var lines = new string[height];
        Array.Fill(lines, middle);
        (lines[height / 2], lines[0], lines[^1]) = (centre, top, bottom);
        return new(lines, width, body.Baseline);
    }

    /// <summary>The blocks under each other, each placed by <paramref name="place"/> (0 left, 1 centre, 2 right).</summary>
    public static TextBlock Above(IReadOnlyList<TextBlock> blocks, int place, int baseline)
    {
        var (width, height) = (0, 0);
        foreach (var block in blocks)
        {
            (width, height) = (Math.Max(width, block.Width), height + block.Height);
        }

        var lines = new string[height];
        var next = 0;
        foreach (var block in blocks)
        {
            var widened = block.Widen(width, place).lines;
            widened.CopyTo(lines, next);
            next += widened.Length;
        }

        return new(lines, width, baseline);
    }

    /// <summary>The block with blanks left and right up to <paramref name="width"/>, placed at 0 left, 1 centre or 2 right.</summary>
    public TextBlock Widen(int width, int place)
    {
        var missing = width - Width;
        if (missing <= 0)
        {
            return this;
        }

        var left = place * missing / 2;
        return new([.. lines.Select(l => new string(' ', left) + l + new string(' ', missing - left))], width, Baseline);
    }

    /// <summary>Blanks in the place of the block.</summary>
    public TextBlock Blank() => new([.. lines.Select(_ => new string(' ', Width))], Width, Baseline);

    /// <summary>The block moved up or down against its neighbours' baseline.</summary>
    public TextBlock WithBaseline(int baseline) => new(lines, Width, baseline);

    /// <summary>The lines, joined, without trailing blanks.</summary>
    public override string ToString() => string.Join('\n', lines.Select(l => l.TrimEnd(' ')));

    /// <summary>Columns that a terminal needs: none for combining marks, two for wide East Asian characters.</summary>
    public static int Columns(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return text.Length;
        }

        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
                : IsWide(rune.Value) ? 2
                : 1;
        }

        return columns;
    }

    // Unicode Standard Annex 11: the blocks whose characters are all East Asian Wide or Fullwidth, and the emoji planes.
    private static bool IsWide(int c) => c is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0x33FF)
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xA000 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
