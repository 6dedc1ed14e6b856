using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>Text and formulas in lines of plain text that are broken at blanks; a formula of several lines stays whole.</summary>
internal sealed class Paragraph
{
    // What stands between two blanks.
    private readonly List<List<TextBlock>> words = [[]];

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        var isFirst = true;
        foreach (var word in Symbols.Clean(text).Split(' '))
        {
            if (!isFirst && words[^1].Count > 0)
            {
                words.Add([]);
            }

            if (word.Length > 0)
            {
                words[^1].Add(TextBlock.Of(word));
            }

            isFirst = false;
        }
    }

    /// <summary>Adds a formula.</summary>
    public void Add(Node formula) => words[^1].Add(TextDrawing.Fit(formula, PlainText.Columns));

    /// <summary>The lines, each with all that fits.</summary>
    public override string ToString()
    {
        List<string> lines = [];
        List<TextBlock> line = [];
        var width = 0;
        foreach (var word in words.Where(word => word.Count > 0))
        {
            var block = TextBlock.Beside(word);
            if (width > 0 && width + 1 + block.Width > PlainText.Columns)
            {
                lines.Add(TextBlock.Beside(line).ToString());
                (line, width) = ([], 0);
            }

            line.AddRange(width > 0 ? [TextBlock.Blank1, block] : [block]);
            width += block.Width + (width > 0 ? 1 : 0);
        }

        lines.Add(TextBlock.Beside(line).ToString());
        return string.Join('\n', lines);
    }
}
