using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Symbolic;

/// <summary>Reads expressions.</summary>
/// <remarks>
/// <c>sum = product (('+' | '-') product)*</c>, <c>product = signed (('*' | '/')? signed)*</c>, <c>signed = '-'* power</c>, <c>power = atom ('^' signed)?</c>,
/// <c>atom = number | name | function '(' sum ')' | '(' sum ')'</c>. The sign for a product may be left out, but not after a quotient: 1/2x could be read in two ways.
/// </remarks>
internal sealed class TermReader(string text)
{
    private const int Deepest = 200;

    // Trees lean to the left as far as sums are long, and are walked by recursion.
    private const int MostOperations = 2000;

    private const string Start = "a number, a variable, a function such as sin(x), or (";
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private int at;
    private int depth;
    private int operations;

    private char Current => at < text.Length ? text[at] : '\0';

    public Term Read()
    {
        var sum = ReadSum();
        return at == text.Length ? sum : throw Refuse(at, Current == ')' ? ") closes nothing" : $"{NotationParseException.Quote(text.AsSpan(at))} follows a whole expression", "an operator or the end");
    }

    private Term ReadSum()
    {
        var sum = ReadProduct();
        for (SkipBlanks(); Current is '+' or '-' or '−'; SkipBlanks())
        {
            var operation = Current == '+' ? '+' : '-';
            at++;
            sum = Join(operation, sum, ReadProduct());
        }

        return sum;
    }

    private Term ReadProduct()
    {
        var product = ReadSigned();
        var divided = false;
        while (true)
        {
            SkipBlanks();
            switch (Current)
            {
                case '*' or '·' or '×':
                    at++;
                    product = Join('*', product, ReadSigned());
                    break;
                case '/' or '÷':
                    at++;
                    product = Join('/', product, ReadSigned());
                    divided = true;
                    break;
                case var c when StartsFactor(c):
                    var place = at;
                    if (divided)
                    {
                        throw Refuse(place, "What stands after a quotient can belong to its denominator or not", "* or parentheses, as in 1/(2*x) or (1/2)*x");
                    }

                    if (char.IsAsciiDigit(Current))
                    {
                        throw Refuse(place, "A number follows a factor", "an operator between them");
                    }

                    product = Join('*', product, ReadPower());
                    break;
                default:
                    return product;
            }
        }
    }

    private static bool StartsFactor(char c) => c == '(' || char.IsLetterOrDigit(c);

    private Term ReadSigned()
    {
        SkipBlanks();
        if (Current is not ('-' or '−' or '+'))
        {
            return ReadPower();
        }

        var isNegative = Current != '+';
        at++;
        Descend();
        var operand = ReadSigned();
        depth--;
        return isNegative ? new Term.Negative(operand) : operand;
    }

    private Term ReadPower()
    {
        var power = ReadAtom();
        var small = at;
        while (Superscripts.Contains(Current, StringComparison.Ordinal) && at < text.Length)
        {
            at++;
        }

        if (at > small)
        {
            var digits = string.Concat(text[small..at].Select(c => (char)('0' + Superscripts.IndexOf(c, StringComparison.Ordinal))));
            return Join('^', power, Number(small, digits));
        }

        SkipBlanks();
        if (Current != '^' && !text.AsSpan(at).StartsWith("**"))
        {
            return power;
        }

        at += Current == '^' ? 1 : 2;
        Descend();
        var exponent = ReadSigned();
        depth--;
        return Join('^', power, exponent);
    }

    private Term ReadAtom()
    {
        SkipBlanks();
        if (Current == '(' && at < text.Length)
        {
            return ReadParenthesised();
        }

        if (char.IsAsciiDigit(Current) || (Current == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return ReadNumber();
        }

        if (char.IsLetter(Current))
        {
            return ReadName();
        }

        throw at == text.Length
            ? Refuse(at, string.IsNullOrWhiteSpace(text) ? "There is no expression in an empty text" : "The expression ends too early", Start)
            : Refuse(at, $"{NotationParseException.Quote(text.AsSpan(at, char.IsHighSurrogate(Current) && at + 1 < text.Length ? 2 : 1))} cannot stand here", Start);
    }

    private Term ReadParenthesised()
    {
        var open = at++;
        Descend();
        var inner = ReadSum();
        depth--;
        SkipBlanks();
        if (Current != ')')
        {
            throw Refuse(at, at == text.Length ? $"The ( at place {open + 1} is not closed" : $"{NotationParseException.Quote(text.AsSpan(at))} stands inside of parentheses", ")");
        }

        at++;
        return inner;
    }

    private Term.Number ReadNumber()
    {
        var start = at;
        SkipDigits();
        if (Current == '.')
        {
            at++;
            SkipDigits();
        }

        // 2e is two times e; 2e3 is a number.
        if (Current is 'e' or 'E' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || (text[at + 1] is '+' or '-' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2]))))
        {
            at += 2;
            SkipDigits();
        }

        return Number(start, text[start..at]);
    }

    private Term.Number Number(int start, string digits)
    {
        var value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? new(value, digits) : throw Refuse(start, $"{NotationParseException.Quote(digits)} is too large for a floating-point number", "a number below 1.8e308");
    }

    private Term ReadName()
    {
        var start = at;
        while (char.IsLetterOrDigit(Current) || Current == '_')
        {
            at++;
        }

        var name = text[start..at];
        SkipBlanks();
        if (ScalarFunction.Find(name) is { } function)
        {
            return Current == '('
                ? new Term.Call(function, ReadParenthesised())
                : throw Refuse(at, $"{name} needs its argument in parentheses", $"( as in {name}(x)");
        }

        if (Current == '(' && name.Length > 1)
        {
            throw Refuse(start, $"{NotationParseException.Quote(name)} is no function", $"one of {ScalarFunction.Names}");
        }

        return name switch
        {
            "pi" or "π" => new Term.Constant("π"),
            "e" or "i" => new Term.Constant(name),
            _ => new Term.Variable(name),
        };
    }

    private Term.Binary Join(char operation, Term left, Term right) => ++operations <= MostOperations
        ? new(operation, left, right)
        : throw Refuse(at, $"The expression has more than {MostOperations} operations", "a shorter one");

    private void SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Current))
        {
            at++;
        }
    }

    private void Descend()
    {
        if (++depth > Deepest)
        {
            throw Refuse(at, $"The expression is nested deeper than {Deepest} levels", "a flatter one");
        }
    }

    private NotationParseException Refuse(int position, string problem, string expected) => new(text, position, problem, expected);
}
