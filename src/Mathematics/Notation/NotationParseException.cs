using System.Text;

namespace Adjoint.Notation;

/// <summary>Text could not be read as mathematics: what is wrong, where, and what was expected there.</summary>
/// <param name="text">All that was to be read.</param>
/// <param name="position">The index in <paramref name="text"/> of the offending character; its length where the text ends too early.</param>
/// <param name="problem">What is wrong, as a sentence without its full stop: <c>x? is no rational number</c>.</param>
/// <param name="expected">What could stand there: <c>an integer or a fraction</c>.</param>
public sealed class NotationParseException(string text, int position, string problem, string expected)
    : FormatException($"{problem}; expected {expected}.")
{
    private const int Shown = 100;

    /// <summary>All that was to be read.</summary>
    public string Text { get; } = text;

    /// <summary>The index in <see cref="Text"/> of the offending character, 0 to its length.</summary>
    public int Position { get; } = Math.Clamp(position, 0, text.Length);

    /// <summary>What could stand at <see cref="Position"/>.</summary>
    public string Expected { get; } = expected;

    /// <summary>Two lines: the offending line of the text, and <c>^</c> under the offending character. A long line shows the part around it.</summary>
    public string Caret
    {
        get
        {
            // A position on a line break belongs to the end of its line.
            var start = Position == 0 ? 0 : Text.AsSpan(0, Position).LastIndexOfAny('\r', '\n') + 1;
            var length = Text.AsSpan(start).IndexOfAny('\r', '\n');
            var line = length < 0 ? Text[start..] : Text.Substring(start, length);
            var at = Math.Min(Position - start, line.Length);
            var (from, to) = (0, line.Length);
            if (line.Length > Shown)
            {
                from = Whole(line, Math.Max(0, Math.Min(at - (Shown / 2), line.Length - Shown)));
                to = Whole(line, Math.Min(line.Length, from + Shown));
            }

            var before = (from > 0 ? "…" : string.Empty) + Symbols.Clean(line[from..at]);
            var after = Symbols.Clean(line[at..to]) + (to < line.Length ? "…" : string.Empty);
            return $"{before}{after}\n{new string(' ', TextBlock.Columns(before))}^";
        }
    }

    /// <summary>The text, cut to a length that fits into a message.</summary>
    internal static string Quote(ReadOnlySpan<char> part)
    {
        const int Longest = 40;
        var kept = part.Length <= Longest ? part : part[..Whole(part, Longest)];
        return new StringBuilder(Symbols.Clean(kept.ToString())).Append(part.Length <= Longest ? string.Empty : "…").ToString();
    }

    // Never cut a surrogate pair in two.
    private static int Whole(ReadOnlySpan<char> line, int index) =>
        index > 0 && index < line.Length && char.IsLowSurrogate(line[index]) ? index - 1 : index;
}
