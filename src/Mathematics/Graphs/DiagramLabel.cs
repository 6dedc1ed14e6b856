using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Graphs;

/// <summary>A label and the room it takes, in units of the picture. Words are wrapped; mathematics stays on its line.</summary>
internal sealed record DiagramLabel(Node Node, IReadOnlyList<string> Lines, double Width, double Height)
{
    /// <summary>The size of the type of mathematics, and of words.</summary>
    public const double MathSize = 17;

    /// <inheritdoc cref="MathSize"/>
    public const double TextSize = 14;

    /// <summary>From one baseline to the next.</summary>
    public const double LineHeight = 18;

    private const int LineLength = 28;
    private const int MostLines = 6;

    /// <summary>Whether it is words and not mathematics.</summary>
    public bool IsText => Node is Node.TextNode;

    public static DiagramLabel Of(Node node)
    {
        if (node is Node.TextNode text)
        {
            var lines = Wrap(Symbols.Clean(text.Content));
            return new(node, lines, TextSize * lines.Max(NodeExtent.WidthOf), LineHeight * lines.Count);
        }

        var extent = NodeExtent.Of(node);
        return new(node, [], MathSize * extent.Width, MathSize * extent.Height);
    }

    private static List<string> Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            // A word may be combined from any number of characters, and be longer than a line.
            for (var rest = new StringInfo(word); ; rest = new(rest.SubstringByTextElements(LineLength)))
            {
                var isLong = rest.LengthInTextElements > LineLength;
                var part = isLong ? rest.SubstringByTextElements(0, LineLength) : rest.String;
                if (lines[^1].Length > 0 && new StringInfo(lines[^1]).LengthInTextElements + 1 + new StringInfo(part).LengthInTextElements > LineLength)
                {
                    lines.Add("");
                }

                lines[^1] += lines[^1].Length > 0 ? " " + part : part;
                if (lines.Count > MostLines)
                {
                    return [.. lines.Take(MostLines - 1), lines[MostLines - 1] + " …"];
                }

                if (!isLong)
                {
                    break;
                }
            }
        }

        return lines;
    }
}
