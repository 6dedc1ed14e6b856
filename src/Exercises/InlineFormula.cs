using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>Reads what stands between two dollar signs of a <see cref="Statement"/>. Any text is a formula; what is no sign of one is an operator.</summary>
/// <param name="text">The formula.</param>
/// <param name="hole">The value that a character stands for, if it stands for one.</param>
internal sealed class InlineFormula(string text, Func<char, Node?> hole)
{
    private static readonly (string Typed, string Symbol)[] Signs = [("...", "…"), ("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("|->", "↦"), ("->", "→"), ("*", "·")];

    private int at;

    private char Current => at < text.Length ? text[at] : '\0';

    public Node Read()
    {
        List<Node> items = [];
        while (at < text.Length)
        {
            items.Add(ReadRow('\0'));
            if (at < text.Length)
            {
                items.Add(Node.Operator(text[at++].ToString()));
            }
        }

        return Node.Row(items);
    }

    private Node ReadRow(char end)
    {
        List<Node> items = [];
        for (SkipBlanks(); at < text.Length && Current != end && Current is not (')' or ']' or '}'); SkipBlanks())
        {
            var item = ReadItem();
            Node? sub = null;
            Node? super = null;
            while (Current is '^' or '_')
            {
                var isSuper = text[at++] == '^';
                var script = ReadScript();
                (sub, super) = isSuper ? (sub, script) : (script, super);
            }

            items.Add((sub, super) switch
            {
                (null, null) => item,
                (null, _) => Node.Superscript(item, super),
                (_, null) => Node.Subscript(item, sub),
                _ => Node.Scripts(item, sub, super),
            });
        }

        return Node.Row(items);
    }

    private Node ReadItem()
    {
        var start = at;
        if (hole(Current) is { } value)
        {
            at++;
            return value;
        }

        if (Current is '(' or '[' or '{')
        {
            var (open, close) = Current switch { '(' => ("(", ")"), '[' => ("[", "]"), _ => ("{", "}") };
            at++;
            var inner = ReadRow(close[0]);
            if (Current == close[0])
            {
                at++;
                return Node.Fenced(open, inner, close);
            }

            return Node.Row(Node.Operator(open), inner);
        }

        if (char.IsAsciiDigit(Current))
        {
            while (char.IsAsciiDigit(Current) || (Current == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            {
                at++;
            }

            return Node.Number(text[start..at]);
        }

        while (char.IsAsciiLetter(Current))
        {
            at++;
        }

        if (at > start)
        {
            return at == start + 1 ? Node.Identifier(text[start..at]) : Node.Operator(text[start..at]);
        }

        foreach (var (typed, symbol) in Signs)
        {
            if (text.AsSpan(at).StartsWith(typed, StringComparison.Ordinal))
            {
                at += typed.Length;
                return Node.Operator(symbol);
            }
        }

        at += char.IsHighSurrogate(Current) && at + 1 < text.Length ? 2 : 1;
        return char.IsLetter(text, start) ? Node.Identifier(text[start..at]) : Node.Operator(text[start..at]);
    }

    // A script in parentheses or braces leaves them out; T transposes.
    private Node ReadScript()
    {
        if (at == text.Length)
        {
            return Node.Empty;
        }

        if (Current is '(' or '{')
        {
            var close = text[at++] == '(' ? ')' : '}';
            var inner = ReadRow(close);
            at += Current == close ? 1 : 0;
            return inner;
        }

        if (Current == '-' && at + 1 < text.Length)
        {
            at++;
            return Node.Row(Node.Operator("-"), ReadItem());
        }

        var isTransposed = Current == 'T';
        var item = ReadItem();
        return isTransposed ? Node.Operator("⊤") : item;
    }

    private void SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(Current))
        {
            at++;
        }
    }
}
