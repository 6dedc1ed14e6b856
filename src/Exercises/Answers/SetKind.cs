using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A finite set: order and repetition do not count.</summary>
internal sealed class SetKind<T>(AnswerKind<T> element) : AnswerKind<IReadOnlyList<T>>
{
    // Each element is compared with each.
    private const int MostElements = 200;

    public override string Syntax => $"elements between braces with commas between them, such as {{…, …}}, or {{}}; each is {element.Syntax}";

    public override IReadOnlyList<T> Read(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (text.AsSpan(start, end - start) is "∅")
        {
            return [];
        }

        if (start < end && text[start] == '{')
        {
            start++;
            end = text[end - 1] == '}' && end > start ? end - 1 : throw new NotationParseException(text, text.Length, "The { is not closed", "}");
            if (text.AsSpan(start, end - start).IsWhiteSpace())
            {
                return [];
            }
        }

        List<T> elements = [];
        var (depth, from) = (0, start);
        for (var i = start; i <= end; i++)
        {
            var c = i == end ? ',' : text[i];
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (i == end || (c == ',' && depth == 0))
            {
                elements.Add(elements.Count < MostElements ? ReadElement(text, from, i) : throw new NotationParseException(
                    text, from, string.Create(CultureInfo.InvariantCulture, $"The set has more than {MostElements} elements"), "fewer"));
                from = i + 1;
            }
        }

        return elements;
    }

    public override string Write(IReadOnlyList<T> answer) => $"{{{string.Join(", ", answer.Select(element.Write))}}}";

    public override Node Describe(IReadOnlyList<T> answer, NotationOptions options)
    {
        List<Node> items = [];
        foreach (var x in answer)
        {
            items.AddRange(items.Count > 0 ? [Node.Operator(","), element.Describe(x, options)] : [element.Describe(x, options)]);
        }

        return items.Count == 0 ? Node.Operator("∅") : Node.Fenced("{", Node.Row(items), "}");
    }

    public override AnswerComparison Compare(IReadOnlyList<T> answer, IReadOnlyList<T> solution)
    {
        foreach (var x in answer)
        {
            if (Find(x, solution) is var (isIn, unclear) && !isIn)
            {
                return unclear ?? new AnswerComparison.Different("An element of your set does not belong to it.", new(
                    $"{new Formula(options => element.Describe(x, options))} does not belong to the set", () => !Find(x, solution).IsIn));
            }
        }

        foreach (var x in solution)
        {
            if (Find(x, answer) is var (isIn, unclear) && !isIn)
            {
                return unclear ?? AnswerComparison.Of(false, "All elements of your set are right, but not all are there.");
            }
        }

        return AnswerComparison.Equal;
    }

    // Each element with its length, so that no two sets have the same text.
    public override string? Canonical(IReadOnlyList<T> answer)
    {
        List<string> elements = [];
        foreach (var x in answer)
        {
            if (element.Canonical(x) is not { } text)
            {
                return null;
            }

            elements.Add(string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}"));
        }

        return $"{{{string.Join(',', elements.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}}}";
    }

    public override AnswerDescription? Describe(params IReadOnlyList<IReadOnlyList<T>> solutions) =>
        element.Describe([.. solutions.SelectMany(solution => solution)]) is { } shape ? new AnswerDescription.SetOf(shape) : null;

    // An answer that cannot be compared with some element, and equals no other.
    private (bool IsIn, AnswerComparison? Unclear) Find(T x, IReadOnlyList<T> set)
    {
        AnswerComparison? unclear = null;
        foreach (var y in set)
        {
            switch (element.Compare(x, y))
            {
                case AnswerComparison.Same:
                    return (true, null);
                case AnswerComparison.Unknown unknown:
                    unclear ??= unknown;
                    break;
                case AnswerComparison.Unfit unfit:
                    unclear ??= unfit;
                    break;
            }
        }

        return (false, unclear);
    }

    private T ReadElement(string text, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        try
        {
            return element.Read(text[from..to]);
        }
        catch (NotationParseException error)
        {
            // Where it is wrong counts from the start of the set.
            var rest = $"; expected {error.Expected}.";
            throw new NotationParseException(text, from + error.Position, error.Message.EndsWith(rest, StringComparison.Ordinal) ? error.Message[..^rest.Length] : error.Message, error.Expected);
        }
    }
}
