namespace Adjoint.Extension;

/// <summary>Finds the lines of a cell that call commands. It knows as much of C# as decides whether a line begins inside a literal or a comment.</summary>
internal static class CellScanner
{
    /// <summary>The characters after the line break of the line that holds <paramref name="start"/>; the length of the cell for its last line.</summary>
    public static int NextLine(string cell, int start)
    {
        var i = cell.AsSpan(start).IndexOfAny('\r', '\n');
        return i < 0 ? cell.Length
            : cell[start + i] == '\r' && start + i + 1 < cell.Length && cell[start + i + 1] == '\n' ? start + i + 2
            : start + i + 1;
    }

    /// <summary>Where <c>#!</c> stands, if the line that begins at <paramref name="start"/> begins with it; else −1. The <c>#!/</c> of a Unix script is none.</summary>
    public static int Mark(string cell, int start)
    {
        var i = start;
        while (i < cell.Length && cell[i] is ' ' or '\t' or '\u00a0' or '\ufeff')
        {
            i++;
        }

        return i + 1 < cell.Length && cell[i] == '#' && cell[i + 1] == '!' && !(i == 0 && cell.AsSpan(2).StartsWith("/")) ? i : -1;
    }

    /// <summary>The beginning of the first command line at or after the line beginning at <paramref name="start"/>; the cell's length if there is none.</summary>
    public static int NextCommand(string cell, int start)
    {
        while (start < cell.Length && Mark(cell, start) < 0)
        {
            start = NextLine(cell, start);
        }

        return start;
    }

    /// <summary>As <see cref="NextCommand"/>, in C# code: <c>#!</c> inside a string, a raw string or a comment calls nothing.</summary>
    public static int NextCommandInCode(string cell, int start)
    {
        // Literals nest through the holes of interpolated strings. A stack of our own: hostile nesting must not overflow the thread's.
        var open = new Stack<Frame>();
        var i = start;
        var lineStart = true;
        while (i < cell.Length)
        {
            if (lineStart && open.Count == 0)
            {
                if (Mark(cell, i) >= 0)
                {
                    return i;
                }

                if (cell.AsSpan(i).TrimStart(" \t").StartsWith("#"))
                {
                    // A directive: what stands in it is no code, and apostrophes in it open nothing.
                    i = NextLine(cell, i);
                    continue;
                }
            }

            lineStart = cell[i] is '\n' or '\r';
            i = open.TryPeek(out var frame) && frame.InLiteral ? StepInLiteral(cell, i, frame, open) : StepInCode(cell, i, open);
            lineStart |= i > 0 && i <= cell.Length && cell[i - 1] is '\n' or '\r';
        }

        return cell.Length;
    }

    private static int StepInCode(string cell, int i, Stack<Frame> open)
    {
        var rest = cell.AsSpan(i);
        switch (cell[i])
        {
            case '/' when rest.StartsWith("//"):
                return rest.IndexOfAny('\r', '\n') is >= 0 and var line ? i + line : cell.Length;
            case '/' when rest.StartsWith("/*"):
                return rest[2..].IndexOf("*/") is >= 0 and var close ? i + close + 4 : cell.Length;
            case '\'':
                return AfterCharacter(cell, i);
            case '"' or '$' or '@':
                return OpenLiteral(cell, i, open);
            case '{' when open.TryPop(out var hole):
                open.Push(hole with { Depth = hole.Depth + 1 });
                return i + 1;
            case '}' when open.TryPop(out var hole):
                if (hole.Depth > 0)
                {
                    open.Push(hole with { Depth = hole.Depth - 1 });
                    return i + 1;
                }

                open.Push(hole with { InLiteral = true });
                return i + Math.Min(Run(cell, i, '}'), Math.Max(1, hole.Quotes >= 3 ? hole.Dollars : 1));
            default:
                return i + 1;
        }
    }

    private static int AfterCharacter(string cell, int i)
    {
        // The longest literal is '\U0001F600'. Looking further would make a line of apostrophes cost its square.
        var j = i + 1;
        while (j < Math.Min(cell.Length, i + 12) && cell[j] is not ('\r' or '\n'))
        {
            if (cell[j] == '\'')
            {
                return j + 1;
            }

            j += cell[j] == '\\' ? 2 : 1;
        }

        return i + 1;
    }

    private static int OpenLiteral(string cell, int i, Stack<Frame> open)
    {
        var (j, dollars, verbatim) = (i, 0, false);
        while (j < cell.Length && cell[j] is '$' or '@')
        {
            dollars += cell[j] == '$' ? 1 : 0;
            verbatim |= cell[j] == '@';
            j++;
        }

        var quotes = Run(cell, j, '"');
        if (quotes == 0)
        {
            return j;
        }

        if (quotes == 2 || (verbatim && quotes % 2 == 0))
        {
            return j + quotes;
        }

        var raw = quotes >= 3 && !verbatim;
        open.Push(new Frame(InLiteral: true, verbatim, raw ? quotes : 1, dollars, Depth: 0));
        return j + (raw ? quotes : 1);
    }

    private static int StepInLiteral(string cell, int i, Frame literal, Stack<Frame> open)
    {
        var c = cell[i];
        if (c == '{' && literal.Dollars > 0)
        {
            var braces = Run(cell, i, '{');
            var opens = literal.Quotes >= 3 ? braces >= literal.Dollars : braces % 2 == 1;
            if (opens)
            {
                open.Pop();
                open.Push(literal with { InLiteral = false });
            }

            return i + braces;
        }

        if (literal.Quotes >= 3)
        {
            var quotes = Run(cell, i, '"');
            if (quotes >= literal.Quotes)
            {
                open.Pop();
            }

            return i + Math.Max(1, quotes);
        }

        if (literal.Verbatim)
        {
            var quotes = Run(cell, i, '"');
            if (quotes % 2 == 1)
            {
                open.Pop();
            }

            return i + Math.Max(1, quotes);
        }

        if (c is '"' or '\r' or '\n')
        {
            // An ordinary string ends at the end of its line at the latest; the compiler says what is missing.
            open.Pop();
            return i + 1;
        }

        return Math.Min(cell.Length, i + (c == '\\' ? 2 : 1));
    }

    private static int Run(string text, int start, char c)
    {
        var i = start;
        while (i < text.Length && text[i] == c)
        {
            i++;
        }

        return i - start;
    }

    // A literal that is open, or (InLiteral false) a hole in it with Depth braces open. Raw literals have three quotes or more.
    private readonly record struct Frame(bool InLiteral, bool Verbatim, int Quotes, int Dollars, int Depth);
}
