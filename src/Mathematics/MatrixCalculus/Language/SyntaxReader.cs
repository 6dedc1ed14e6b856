using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Reads the text of an expression and of what stands after <c>where</c>.</summary>
/// <remarks>
/// <c>sum = product (('+' | '-') product)*</c>, <c>product = sign (('*' | '/' | '.*' | './') sign)*</c>, <c>sign = '-'* power</c>, <c>power = atom ("'" | '^' exponent | '.^' exponent)*</c>,
/// <c>atom = number | name | name '(' … ')' | ('sum' | 'tensor') '[' … ']' '(' sum ')' | '(' sum ')'</c>, each atom with <c>'[' i, j ']'</c> behind it.
/// </remarks>
internal sealed class SyntaxReader(string text)
{
    private const int Deepest = 200;
    private const int MostOperations = 2000;
    private const string Start = "a number, a variable, a function such as det(X), or (";

    private int at;
    private int depth;
    private int operations;

    private char Current => at < text.Length ? text[at] : '\0';

    /// <summary>The expression, and the declarations.</summary>
    /// <exception cref="NotationParseException">The text is none.</exception>
    public (Syntax Expression, IReadOnlyList<DeclaredVariable> Declarations) Read()
    {
        var expression = ReadSum();
        SkipBlanks();
        var declarations = IsWord("where") ? ReadDeclarations() : [];
        return at == text.Length
            ? (expression, declarations)
            : throw Refuse(at, Current is ')' or ']' ? $"{Current} closes nothing" : $"{Shown(at)} follows a whole expression", "an operator, where, or the end");
    }

    private Syntax ReadSum()
    {
        var sum = ReadProduct();
        for (SkipBlanks(); Current is '+' or '-' or '−'; SkipBlanks())
        {
            var (sign, place) = (Current == '+' ? "+" : "-", at++);
            sum = Join(sign, place, sum, ReadProduct());
        }

        return sum;
    }

    private Syntax ReadProduct()
    {
        var product = ReadSigned();
        while (true)
        {
            SkipBlanks();
            var place = at;
            switch (Current)
            {
                case '.' when Next is '*' or '/':
                    var sign = Next == '*' ? ".*" : "./";
                    at += 2;
                    product = Join(sign, place, product, ReadSigned());
                    break;
                case '∘' or '⊙':
                    at++;
                    product = Join(".*", place, product, ReadSigned());
                    break;
                case '*' or '·' or '/' or '÷':
                    at++;
                    product = Join(text[place] is '*' or '·' ? "*" : "/", place, product, ReadSigned());
                    break;
                case '⊗':
                    at++;
                    var right = ReadSigned();
                    Count();
                    product = new Syntax.Call("kron", [product, right], product.Start, right.End);
                    break;
                case var c when product is Syntax.Number && (IsLetter(c) || c == '(') && !IsWord("where"):
                    // 2X is 2*X; between names a sign is needed, since xy is one name.
                    product = Join("*", place, product, ReadPower());
                    break;
                case var c when IsLetter(c) && !IsWord("where"):
                    throw Refuse(place, $"{Shown(place)} follows a factor", "an operator such as * between them");
                case '(':
                    throw Refuse(place, product is Syntax.Name name ? $"{name.Text} is no function" : "A bracket follows a factor", "an operator such as * between them");
                default:
                    return product;
            }
        }
    }

    private Syntax ReadSigned()
    {
        SkipBlanks();
        if (Current is not ('-' or '−' or '+'))
        {
            return ReadPower();
        }

        var (isNegative, place) = (Current != '+', at++);
        Enter();
        var operand = ReadSigned();
        depth--;
        Count();
        return isNegative ? new Syntax.Unary("-", place, operand, place, operand.End) : operand;
    }

    private Syntax ReadPower()
    {
        var power = ReadAtom();
        while (true)
        {
            SkipBlanks();
            var place = at;
            switch (Current)
            {
                case '\'' or '’' or 'ᵀ' or '⊤':
                    at++;
                    Count();
                    power = new Syntax.Unary("'", place, power, power.Start, at);
                    break;
                case '⁻' when Next == '¹':
                    at += 2;
                    Count();
                    power = new Syntax.Binary("^", place, power, new Syntax.Number(-1, place, at));
                    break;
                case '²' or '³':
                    at++;
                    Count();
                    power = new Syntax.Binary("^", place, power, new Syntax.Number(text[place] == '²' ? 2 : 3, place, at));
                    break;
                case '^':
                    at++;
                    power = Join("^", place, power, ReadExponent());
                    break;
                case '.' when Next == '^':
                    at += 2;
                    power = Join(".^", place, power, ReadExponent());
                    break;
                case '.' when Next == '\'':
                    at++;
                    break;
                default:
                    return power;
            }
        }
    }

    // Powers group from the right, and an exponent may have a sign: x^-2^k is x^(−(2^k)).
    private Syntax ReadExponent()
    {
        SkipBlanks();
        Enter();
        var place = at;
        Syntax exponent;
        if (Current is '-' or '−' or '+')
        {
            var isNegative = text[at++] != '+';
            var operand = ReadExponent();
            exponent = isNegative ? new Syntax.Unary("-", place, operand, place, operand.End) : operand;
        }
        else
        {
            exponent = ReadAtom();
            SkipBlanks();
            if (Current == '^')
            {
                var sign = at++;
                exponent = Join("^", sign, exponent, ReadExponent());
            }
        }

        depth--;
        return exponent;
    }

    private Syntax ReadAtom()
    {
        SkipBlanks();
        var start = at;
        Syntax atom;
        if (char.IsAsciiDigit(Current) || (Current == '.' && char.IsAsciiDigit(Next)))
        {
            atom = ReadNumber();
        }
        else if (IsLetter(Current) && !IsWord("where"))
        {
            atom = ReadNamed();
        }
        else if (Current == '(')
        {
            at++;
            Enter();
            var inner = ReadSum();
            Close(')', start);
            depth--;
            atom = inner with { Start = start, End = at };
        }
        else
        {
            throw at == text.Length || IsWord("where") ? Refuse(at, "The expression ends too early", Start) : Refuse(at, $"{Shown(at)} begins no factor", Start);
        }

        while (SkipBlanks() is '[')
        {
            var indices = ReadIndices();
            atom = new Syntax.Entry(atom, indices, start, at);
            Count();
        }

        return atom;
    }

    private Syntax.Number ReadNumber()
    {
        var start = at;
        while (char.IsAsciiDigit(Current) || (Current == '.' && char.IsAsciiDigit(Next)))
        {
            at++;
        }

        // 1. before an operator with a point belongs to the operator: 1./x.
        if (Current is 'e' or 'E' && (char.IsAsciiDigit(Next) || (Next is '-' or '+' && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2]))))
        {
            var mantissa = at;
            at += 2;
            while (char.IsAsciiDigit(Current))
            {
                at++;
            }

            if (IsLetter(Current) || at - mantissa > 5)
            {
                at = mantissa;
            }
        }

        var digits = text[start..at];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && digits.Length <= 25
            ? new((Rational)value, start, at)
            : throw Refuse(start, $"{NotationParseException.Quote(digits)} is no number that fits here", "a number of at most 25 digits");
    }

    private Syntax ReadNamed()
    {
        var start = at;
        var name = ReadName();
        if (name is "sum" or "tensor" && SkipBlanks() == '[')
        {
            var indices = ReadIndices();
            foreach (var index in indices)
            {
                if (char.IsAsciiDigit(index.Name[0]))
                {
                    throw Refuse(index.At, $"{index.Name} is no name of an index", "a name such as i");
                }
            }

            if (indices.GroupBy(i => i.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw Refuse(twice.Last().At, $"The index {twice.Key} stands twice", "another name");
            }

            if (SkipBlanks() != '(')
            {
                throw Refuse(at, $"After {name}[…] comes what is summed", "(");
            }

            var open = at++;
            Enter();
            var body = ReadSum();
            Close(')', open);
            depth--;
            Count();
            return new Syntax.Bound(name == "sum", indices, body, start, at);
        }

        if (SkipBlanks() != '(')
        {
            if (LanguageFunction.Find(name) is { } function && name is not "I")
            {
                throw Refuse(start, $"{name} is a function", $"{name}( and its argument{(function.Most > 1 ? "s" : string.Empty)}");
            }

            return new Syntax.Name(name, start, start + name.Length);
        }

        if (LanguageFunction.Find(name) is null)
        {
            var near = Spelling.Nearest(name, LanguageFunction.Names);
            throw Refuse(start, $"{NotationParseException.Quote(name)} is no function here", near is not null ? $"{near}, or another function" : $"one of {string.Join(", ", LanguageFunction.Names)}");
        }

        return ReadCall(name, start);
    }

    private Syntax.Call ReadCall(string name, int start)
    {
        var open = at++;
        Enter();
        var arguments = new List<Syntax>();
        do
        {
            arguments.Add(ReadComparison());
        }
        while (Take(','));
        Close(')', open);
        depth--;
        Count();
        var function = LanguageFunction.Find(name)!;
        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            var asked = function.Least == function.Most ? $"{function.Least}" : function.Most > 9 ? $"{function.Least} or more" : $"{function.Least} to {function.Most}";
            throw Refuse(start, $"{name} has {arguments.Count.ToString(CultureInfo.InvariantCulture)} argument{(arguments.Count == 1 ? string.Empty : "s")}", $"{asked}");
        }

        return new(function.Name, arguments, start, at);
    }

    private Syntax ReadComparison()
    {
        var left = ReadSum();
        SkipBlanks();
        var place = at;
        if (Current is not ('<' or '>' or '≤' or '≥'))
        {
            return left;
        }

        var isEqual = Current is '≤' or '≥' || Next == '=';
        var sign = Current is '<' or '≤' ? "<" : ">";
        at += Next == '=' ? 2 : 1;
        return Join(isEqual ? sign + "=" : sign, place, left, ReadSum());
    }

    private List<Syntax.Index> ReadIndices()
    {
        var open = at++;
        var indices = new List<Syntax.Index>();
        do
        {
            SkipBlanks();
            var place = at;
            if (char.IsAsciiDigit(Current))
            {
                while (char.IsAsciiDigit(Current))
                {
                    at++;
                }

                if (text[place] == '0' || at - place > 9)
                {
                    throw Refuse(place, $"{text[place..at]} is no index", "a number from 1 on");
                }

                indices.Add(new(text[place..at], place, null));
            }
            else if (IsLetter(Current))
            {
                var name = ReadName();
                indices.Add(new(name, place, Take(':') ? ReadDimension() : null));
            }
            else
            {
                throw Refuse(at, at == text.Length ? "The expression ends too early" : $"{Shown(at)} is no index", "a name such as i, or a number from 1 on");
            }
        }
        while (Take(','));
        Close(']', open);
        return indices;
    }

    private List<DeclaredVariable> ReadDeclarations()
    {
        at += "where".Length;
        var declared = new List<DeclaredVariable>();
        do
        {
            SkipBlanks();
            var place = at;
            if (!IsLetter(Current))
            {
                throw Refuse(at, at == text.Length ? "Nothing is declared" : $"{Shown(at)} is no name", "a declaration such as X: n×n");
            }

            var name = ReadName();
            if (declared.Exists(d => d.Name == name))
            {
                throw Refuse(place, $"{name} is declared twice", "another name");
            }

            if (LanguageFunction.Find(name) is not null && name != "I")
            {
                throw Refuse(place, $"{name} is a function", "another name");
            }

            declared.Add(ReadShape(name, place));
        }
        while (Take(','));
        return declared;
    }

    private DeclaredVariable ReadShape(string name, int place)
    {
        var hasShape = Take(':');
        var (rows, columns, kind, traits) = ((Dimension?)null, (Dimension?)null, (VariableKind?)null, VariableTraits.None);
        while (SkipBlanks() is not (',' or '\0'))
        {
            var start = at;
            var word = IsLetter(Current) ? ReadName() : string.Empty;
            if (Trait(word) is { } trait)
            {
                traits |= trait;
                continue;
            }

            if (kind is not null || rows is not null || !hasShape)
            {
                throw Refuse(start, $"{Shown(start)} is nothing that can be assumed", "symmetric, posdef, diagonal, orthogonal, positive, or a comma");
            }

            switch (word)
            {
                case "scalar":
                    (rows, columns, kind) = (Dimension.One, Dimension.One, VariableKind.Scalar);
                    break;
                case "vector":
                    (columns, kind) = (Dimension.One, VariableKind.Vector);
                    break;
                case "matrix":
                    kind = VariableKind.Matrix;
                    break;
                default:
                    at = start;
                    (rows, columns) = ReadDimensions();
                    kind = rows.IsOne && columns.IsOne ? VariableKind.Scalar : columns.IsOne ? VariableKind.Vector : VariableKind.Matrix;
                    break;
            }
        }

        if (hasShape && kind is null && traits == VariableTraits.None)
        {
            throw Refuse(at, $"The shape of {name} is missing", "a shape such as n×n, n or scalar");
        }

        if ((traits & ~VariableTraits.Positive) != 0)
        {
            if (rows is not null && !rows.Equals(columns))
            {
                throw Refuse(place, $"{name} is {SymbolicShape.Matrix(rows, columns!)}, and only a square matrix can be that", "a shape such as n×n");
            }

            kind = VariableKind.Matrix;
        }

        return new(name, place, rows, columns, kind, traits);
    }

    private static VariableTraits? Trait(string word) => word switch
    {
        "symmetric" or "sym" => VariableTraits.Symmetric,
        "posdef" or "spd" or "pd" => VariableTraits.PositiveDefinite,
        "diagonal" => VariableTraits.Diagonal,
        "orthogonal" => VariableTraits.Orthogonal,
        "positive" => VariableTraits.Positive,
        "invertible" or "square" => VariableTraits.None,
        _ => null,
    };

    // n×n, with × or x, where nxn is no name; or n alone, for a vector.
    private (Dimension Rows, Dimension Columns) ReadDimensions()
    {
        var rows = ReadDimension(splits: true);
        SkipBlanks();
        if (Current is '×' || (Current is 'x' or 'X' && at + 1 < text.Length && (text[at + 1] == ' ' || char.IsLetterOrDigit(text[at + 1]))))
        {
            at++;
            return (rows, ReadDimension());
        }

        return (rows, Dimension.One);
    }

    private Dimension ReadDimension(bool splits = false)
    {
        var dimension = Dimension.One;
        do
        {
            SkipBlanks();
            var start = at;
            if (char.IsAsciiDigit(Current))
            {
                while (char.IsAsciiDigit(Current))
                {
                    at++;
                }

                if (text[start] == '0' || at - start > 6)
                {
                    throw Refuse(start, $"{text[start..at]} is no dimension", "a number from 1 to 999999");
                }

                dimension *= Dimension.Of(int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture));
            }
            else if (IsLetter(Current))
            {
                var name = ReadName();
                if (splits && name.IndexOf('x', 1) is > 0 and var cross && cross < name.Length - 1)
                {
                    at = start + cross;
                    name = name[..cross];
                }

                dimension *= Dimension.Of(name);
            }
            else
            {
                throw Refuse(at, at == text.Length ? "The shape ends too early" : $"{Shown(at)} is no dimension", "a name such as n or a number");
            }
        }
        while (Take('*'));
        return dimension;
    }

    private string ReadName()
    {
        var start = at;
        while (IsLetter(Current) || char.IsAsciiDigit(Current) || Current == '_')
        {
            at += char.IsHighSurrogate(Current) ? 2 : 1;
        }

        return text[start..at];
    }

    // ᵀ is a letter to Unicode.
    private static bool IsLetter(char c) => char.IsLetter(c) && c is not ('ᵀ' or 'ª' or 'º');

    private bool IsWord(string word) =>
        text.AsSpan(at).StartsWith(word, StringComparison.Ordinal) && (at + word.Length == text.Length || !(IsLetter(text[at + word.Length]) || char.IsAsciiDigit(text[at + word.Length])));

    private char Next => at + 1 < text.Length ? text[at + 1] : '\0';

    private char SkipBlanks()
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '\u200b'))
        {
            at++;
        }

        return Current;
    }

    private bool Take(char c)
    {
        if (SkipBlanks() != c)
        {
            return false;
        }

        at++;
        return true;
    }

    private void Close(char bracket, int open)
    {
        if (!Take(bracket))
        {
            throw at == text.Length
                ? Refuse(open, $"{text[open]} is not closed", $"{bracket} before the end")
                : Refuse(at, $"{Shown(at)} stands inside brackets", $"an operator or {bracket}");
        }
    }

    private Syntax.Binary Join(string sign, int place, Syntax left, Syntax right)
    {
        Count();
        return new(sign, place, left, right);
    }

    private void Count()
    {
        if (++operations > MostOperations)
        {
            throw Refuse(at, $"The expression has more than {MostOperations} operations", "a shorter one");
        }
    }

    private void Enter()
    {
        if (++depth > Deepest)
        {
            throw Refuse(at, $"The expression is nested deeper than {Deepest} levels", "a flatter one");
        }
    }

    private string Shown(int from)
    {
        var end = from;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && (end == from || IsLetter(text[end])))
        {
            end++;
        }

        return NotationParseException.Quote(text.AsSpan(from, Math.Max(end - from, from < text.Length ? 1 : 0)));
    }

    private NotationParseException Refuse(int place, string problem, string expected) => new(text, place, problem, expected);
}
