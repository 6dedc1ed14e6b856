using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Finds the shape of every part of an expression, for one choice of what the undeclared names stand for.</summary>
/// <param name="text">The text, for messages.</param>
/// <param name="variables">The shapes of the variables, by name; their dimensions may be unknown.</param>
/// <param name="dimensions">The names of dimensions, which stand for numbers.</param>
/// <param name="unifier">What is known of the unknown ones.</param>
/// <param name="fills">Whether a scalar that is no number may be added to a vector or matrix.</param>
internal sealed class ShapeInference(
    string text, IReadOnlyDictionary<string, SymbolicShape> variables, IReadOnlySet<string> dimensions, DimensionUnifier unifier, bool fills)
{
    private readonly Dictionary<Syntax, SymbolicShape> shapes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Dimension> ranges = new(StringComparer.Ordinal);

    /// <summary>The scalars that were added to every entry of something.</summary>
    public List<Syntax> Filled { get; } = [];

    /// <summary>The shape of a part, when all is known that there is to know.</summary>
    public SymbolicShape this[Syntax syntax] => unifier.Resolve(shapes[syntax]);

    /// <summary>The name of a vector that stands where only a scalar fits.</summary>
    public string? ForcedScalar { get; private set; }

    /// <summary>The range of an index, by the place of the sum or tensor that binds it.</summary>
    public Dictionary<Syntax.Index, Dimension> Ranges { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Finds the shape of an expression.</summary>
    /// <exception cref="NotationParseException">Shapes do not fit; the message names them.</exception>
    public SymbolicShape Infer(Syntax syntax)
    {
        var shape = syntax switch
        {
            Syntax.Number => SymbolicShape.Scalar,
            Syntax.Name name => InferName(name),
            Syntax.Unary unary => unary.Operator == "-" ? Infer(unary.Operand) : Matrix(unary.Operand, Infer(unary.Operand)).Transpose(),
            Syntax.Binary binary => InferBinary(binary),
            Syntax.Call call => InferCall(call),
            Syntax.Entry entry => InferEntry(entry),
            Syntax.Bound bound => InferBound(bound),
            _ => throw new NotSupportedException($"An expression has no {syntax.GetType().Name}."),
        };
        shapes[syntax] = shape;
        return shape;
    }

    private SymbolicShape InferName(Syntax.Name name) =>
        ranges.ContainsKey(name.Text) ? throw Refuse(name.Start, $"{name.Text} is an index", "a variable with it, such as x[i]")
        : variables.TryGetValue(name.Text, out var shape) ? shape
        : dimensions.Contains(name.Text) || name.Text is "pi" or "π" ? SymbolicShape.Scalar
        : throw Refuse(name.Start, $"{name.Text} is no variable", "a declared name");

    private SymbolicShape InferBinary(Syntax.Binary binary)
    {
        var (a, b) = (Infer(binary.Left), Infer(binary.Right));
        switch (binary.Operator)
        {
            case "+" or "-":
                return InferSum(binary, a, b);
            case "*":
                if (a.IsScalar || b.IsScalar)
                {
                    return a.IsScalar ? b : a;
                }

                _ = Matrix(binary.Left, a);
                _ = Matrix(binary.Right, b);
                NoteScalar(binary.Left, a, !b.Columns.IsOne);
                return unifier.Equate(a.Columns, b.Rows)
                    ? SymbolicShape.Matrix(a.Rows, b.Columns)
                    : throw Clash(binary, a, b, "as many columns on the left as rows on the right" + Advice(a, b));
            case "/":
                NoteScalar(binary.Right, b, true);
                return b.IsScalar ? a : throw Refuse(binary.At, $"{Part(binary.Right)} is {Shown(b)}, and nothing can be divided by a {(b.IsVector ? "vector" : "matrix")}", "a scalar, inv(…)* or ./ for entries");
            case ".*" or "./":
                _ = Matrix(binary.Left, a);
                _ = Matrix(binary.Right, b);
                return a.IsScalar ? b : b.IsScalar || unifier.Equate(a, b) ? a : throw Clash(binary, a, b, "equal shapes");
            case ".^":
                _ = Matrix(binary.Left, a);
                return b.IsScalar || unifier.Equate(a, b) ? a : a.IsScalar ? b : throw Clash(binary, a, b, "equal shapes, or a scalar exponent");
            case "^":
                return InferPower(binary, a, b);
            default:
                throw Refuse(binary.At, $"{binary.Operator} compares, and has no value", "an operator; conditions are for piecewise(x > 0, a, b)");
        }
    }

    // t·B and x/t fit only if t is a scalar, whatever its letter says.
    private void NoteScalar(Syntax part, SymbolicShape shape, bool isForced)
    {
        if (isForced && part is Syntax.Name name && shape.IsVector)
        {
            ForcedScalar = name.Text;
        }
    }

    private SymbolicShape InferSum(Syntax.Binary binary, SymbolicShape a, SymbolicShape b)
    {
        if (a.IsScalar != b.IsScalar)
        {
            var (scalar, other) = a.IsScalar ? (binary.Left, b) : (binary.Right, a);
            if (IsNumber(scalar) || fills)
            {
                Filled.Add(scalar);
                return other;
            }
        }

        return unifier.Equate(a, b) ? a : throw Clash(binary, a, b, a.IsScalar || b.IsScalar ? $"equal shapes; {(a.IsVector || b.IsVector ? "vector" : "matrix")}(c) has the scalar c in every entry" : "equal shapes");
    }

    private SymbolicShape InferPower(Syntax.Binary binary, SymbolicShape a, SymbolicShape b)
    {
        if (binary.Right is Syntax.Name { Text: "T" } && !b.IsScalar)
        {
            throw Refuse(binary.At, "^T is no power", "' for the transpose");
        }

        if (!b.IsScalar)
        {
            throw Refuse(binary.At, $"The exponent {Part(binary.Right)} is {Shown(b)}", "a number");
        }

        if (a.IsScalar)
        {
            return a;
        }

        _ = Matrix(binary.Left, a);
        if (!unifier.Equate(a.Rows, a.Columns))
        {
            throw Refuse(binary.At, $"{Part(binary.Left)} is {Shown(a)}, and only square matrices have powers", ".^ for the powers of entries");
        }

        return Exponent(binary.Right) is { } exponent && (exponent.IsInteger || exponent == new Algebra.Rational(1, 2))
            ? a
            : throw Refuse(binary.At, $"The power {Part(binary.Right)} of a matrix is not known here", "an integer or 1/2");
    }

    private SymbolicShape InferCall(Syntax.Call call)
    {
        var function = LanguageFunction.Find(call.Function)!;
        switch (function.Form)
        {
            case FunctionForm.Eye:
                var size = ReadDimension(call.Arguments[0]);
                return SymbolicShape.Matrix(size, size);
            case FunctionForm.Filled:
                return SymbolicShape.Matrix(ReadDimension(call.Arguments[0]), call.Arguments.Count == 2 ? ReadDimension(call.Arguments[1]) : Dimension.One);
            case FunctionForm.Commutation:
                var mn = ReadDimension(call.Arguments[0]) * ReadDimension(call.Arguments[1]);
                return SymbolicShape.Matrix(mn, mn);
            case FunctionForm.Piecewise:
                return InferPiecewise(call);
            default:
                break;
        }

        var a = Matrix(call.Arguments[0], Infer(call.Arguments[0]));
        switch (function.Form)
        {
            case FunctionForm.Entrywise or FunctionForm.AnyToSame:
                return a;
            case FunctionForm.AnyToScalar:
                return SymbolicShape.Scalar;
            case FunctionForm.SquareToSame:
                return Square(call, a);
            case FunctionForm.SquareToScalar:
                _ = Square(call, a);
                return SymbolicShape.Scalar;
            case FunctionForm.MatrixFunction:
                _ = Square(call, a);
                foreach (var direction in call.Arguments.Skip(1))
                {
                    Same(call, direction, a, Infer(direction));
                }

                return a;
            case FunctionForm.VectorToSame:
                return a.Rows.IsOne || a.Columns.IsOne ? a : throw Refuse(call.Start, $"{call.Function} needs a vector; {Part(call.Arguments[0])} is {Shown(a)}", "a vector");
            case FunctionForm.Extremum:
                return call.Arguments.Count == 1 ? SymbolicShape.Scalar : Common(call, call.Arguments[1], a, Infer(call.Arguments[1]));
            case FunctionForm.Diagonal:
                return a.Columns.IsOne ? SymbolicShape.Matrix(a.Rows, a.Rows)
                    : unifier.Equate(a.Rows, a.Columns) ? SymbolicShape.Vector(a.Rows)
                    : throw Refuse(call.Start, $"diag needs a vector or a square matrix; {Part(call.Arguments[0])} is {Shown(a)}", "one of these");
            case FunctionForm.Vec:
                return SymbolicShape.Vector(a.Size);
            case FunctionForm.Unvec:
                var (m, n) = (ReadDimension(call.Arguments[1]), ReadDimension(call.Arguments[2]));
                return a.Columns.IsOne && unifier.Equate(a.Rows, m * n)
                    ? SymbolicShape.Matrix(m, n)
                    : throw Refuse(call.Start, $"{Part(call.Arguments[0])} is {Shown(a)}", $"a vector of {m * n} entries");
            case FunctionForm.Kron:
                var b = Matrix(call.Arguments[1], Infer(call.Arguments[1]));
                return SymbolicShape.Matrix(a.Rows * b.Rows, a.Columns * b.Columns);
            case FunctionForm.InnerProduct:
                Same(call, call.Arguments[1], a, Infer(call.Arguments[1]));
                return SymbolicShape.Scalar;
            case FunctionForm.Rearrange:
                return InferRearrange(call, a);
            case FunctionForm.Broadcast:
                return a.IsScalar
                    ? call.Function == "vector" ? SymbolicShape.Vector(unifier.Fresh()) : SymbolicShape.Matrix(unifier.Fresh(), unifier.Fresh())
                    : throw Refuse(call.Start, $"{call.Function} needs a scalar; {Part(call.Arguments[0])} is {Shown(a)}", "a scalar");
            default:
                throw new NotSupportedException($"{function.Form} has no shape.");
        }
    }

    private SymbolicShape InferRearrange(Syntax.Call call, SymbolicShape a)
    {
        var d = call.Arguments.Skip(1).Select(ReadDimension).ToArray();
        var (blocks, unarranged) = (SymbolicShape.Matrix(d[0] * d[2], d[1] * d[3]), SymbolicShape.Matrix(d[0] * d[1], d[2] * d[3]));
        var (from, to) = call.Function == "rearrange" ? (blocks, unarranged) : (unarranged, blocks);
        return unifier.Equate(a, from) ? to : throw Refuse(call.Start, $"{Part(call.Arguments[0])} is {Shown(a)}", $"a matrix of {from}");
    }

    private SymbolicShape InferPiecewise(Syntax.Call call)
    {
        if (call.Arguments.Count % 2 == 0)
        {
            throw Refuse(call.Start, "piecewise has conditions and values in turn, and a value for all other cases at the end", "an odd number of arguments, as in piecewise(x > 0, a, b)");
        }

        var shape = SymbolicShape.Scalar;
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            if (i % 2 == 0 && i < call.Arguments.Count - 1)
            {
                if (call.Arguments[i] is not Syntax.Binary { Operator: "<" or ">" or "<=" or ">=" } test)
                {
                    throw Refuse(call.Arguments[i].Start, $"{Part(call.Arguments[i])} is no condition", "a comparison such as x > 0");
                }

                var sides = Common(call, test.Right, Infer(test.Left), Infer(test.Right));
                shapes[test] = sides;
                shape = Common(call, test, shape, sides);
            }
            else
            {
                shape = Common(call, call.Arguments[i], shape, Infer(call.Arguments[i]));
            }
        }

        return shape;
    }

    private SymbolicShape InferEntry(Syntax.Entry entry)
    {
        var target = Infer(entry.Target);
        var sizes = target.IsVector ? [target.Rows] : target.IsRow && entry.Indices.Count == 1 ? [target.Columns] : target.Dimensions;
        if (target.IsScalar || sizes.Count != entry.Indices.Count)
        {
            throw Refuse(entry.Indices[0].At, $"{Part(entry.Target)} is {Shown(target)} and has {(target.IsScalar ? "no" : $"{sizes.Count}")} {(sizes.Count == 1 ? "index" : "indices")}", target.IsScalar ? "no brackets" : $"{sizes.Count} of them");
        }

        for (var i = 0; i < sizes.Count; i++)
        {
            var index = entry.Indices[i];
            if (index.Range is not null)
            {
                throw Refuse(index.At, "Ranges are given where an index is bound", $"{index.Name} alone");
            }

            if (char.IsAsciiDigit(index.Name[0]))
            {
                var size = unifier.Resolve(sizes[i]);
                if (size.IsNumber && int.Parse(index.Name, System.Globalization.CultureInfo.InvariantCulture) > size.Factor)
                {
                    throw Refuse(index.At, $"{Part(entry.Target)} is {Shown(target)}; index {index.Name} is outside", $"1 to {size}");
                }
            }
            else if (!ranges.TryGetValue(index.Name, out var range))
            {
                throw Refuse(index.At, $"The index {index.Name} is bound nowhere", $"a number, or sum[{index.Name}](…) around it");
            }
            else if (!unifier.Equate(range, sizes[i]))
            {
                throw Refuse(index.At, $"The index {index.Name} runs to {unifier.Resolve(range)} and is used where it runs to {unifier.Resolve(sizes[i])}", "one range");
            }
        }

        return SymbolicShape.Scalar;
    }

    private SymbolicShape InferBound(Syntax.Bound bound)
    {
        var hidden = new Dictionary<string, Dimension>(ranges, StringComparer.Ordinal);
        foreach (var index in bound.Indices)
        {
            ranges[index.Name] = Ranges[index] = index.Range ?? unifier.Fresh();
        }

        var body = Infer(bound.Body);
        if (!body.IsScalar)
        {
            throw Refuse(bound.Body.Start, $"{Part(bound.Body)} is {Shown(body)}", $"a scalar under {(bound.IsSum ? "sum" : "tensor")}[…]");
        }

        var own = bound.Indices.Select(i => ranges[i.Name]).ToArray();
        foreach (var index in bound.Indices)
        {
            if (hidden.TryGetValue(index.Name, out var outer))
            {
                ranges[index.Name] = outer;
            }
            else
            {
                ranges.Remove(index.Name);
            }
        }

        return bound.IsSum ? SymbolicShape.Scalar : SymbolicShape.Tensor(own);
    }

    private Dimension ReadDimension(Syntax syntax) => syntax switch
    {
        Syntax.Number { Value: var value } when value.IsInteger && value.Sign > 0 && value < 1_000_000 => Dimension.Of((int)value.Numerator),
        Syntax.Name name when dimensions.Contains(name.Text) => Dimension.Of(name.Text),
        Syntax.Binary { Operator: "*" } product => ReadDimension(product.Left) * ReadDimension(product.Right),
        _ => throw Refuse(syntax.Start, $"{Part(syntax)} is no dimension", "a name such as n or a number"),
    };

    private SymbolicShape Square(Syntax.Call call, SymbolicShape a) => unifier.Equate(a.Rows, a.Columns)
        ? a
        : throw Refuse(call.Start, $"{call.Function} needs a square matrix; {Part(call.Arguments[0])} is {Shown(a)}", "as many rows as columns");

    private void Same(Syntax.Call call, Syntax part, SymbolicShape a, SymbolicShape b)
    {
        if (!unifier.Equate(a, b))
        {
            throw Refuse(part.Start, $"{call.Function}: {Shown(a)} and {Shown(b)} do not fit", "equal shapes");
        }
    }

    // Scalars fill the shape of the others.
    private SymbolicShape Common(Syntax.Call call, Syntax part, SymbolicShape a, SymbolicShape b)
    {
        if (a.IsScalar || b.IsScalar)
        {
            return a.IsScalar ? b : a;
        }

        Same(call, part, a, b);
        return a;
    }

    private SymbolicShape Matrix(Syntax part, SymbolicShape shape) =>
        shape.IsTensor ? throw Refuse(part.Start, $"{Part(part)} is a tensor of order {shape.Dimensions.Count}", "a sum, a multiple or an entry of it") : shape;

    private bool IsNumber(Syntax syntax) => syntax switch
    {
        Syntax.Number => true,
        Syntax.Name name => !variables.ContainsKey(name.Text),
        Syntax.Unary unary => IsNumber(unary.Operand),
        Syntax.Binary binary => IsNumber(binary.Left) && IsNumber(binary.Right),
        Syntax.Call call => call.Arguments.All(IsNumber) && LanguageFunction.Find(call.Function)!.Form == FunctionForm.Entrywise,
        _ => false,
    };

    /// <summary>The number that an exponent is.</summary>
    public static Algebra.Rational? Exponent(Syntax syntax) => syntax switch
    {
        Syntax.Number number => number.Value,
        Syntax.Unary { Operator: "-" } unary => Exponent(unary.Operand) is { } value ? -value : null,
        Syntax.Binary { Operator: "/" } quotient => Exponent(quotient.Left) is { } a && Exponent(quotient.Right) is { IsZero: false } b ? a / b : null,
        _ => null,
    };

    private static string Advice(SymbolicShape a, SymbolicShape b) =>
        a.IsVector && b.IsVector ? "; x'*y is the inner product, x*y' the outer one, x.*y the one of entries" : string.Empty;

    private string Part(Syntax syntax) => NotationParseException.Quote(text.AsSpan(syntax.Start, syntax.End - syntax.Start));

    // Unknown dimensions have no names yet.
    private string Shown(SymbolicShape shape) => DimensionNames.Show(unifier.Resolve(shape), dimensions);

    private NotationParseException Clash(Syntax.Binary binary, SymbolicShape a, SymbolicShape b, string expected)
    {
        var (left, right) = DimensionNames.Show(unifier.Resolve(a), unifier.Resolve(b), dimensions);
        return Refuse(binary.At, $"{Part(binary.Left)} is {left} and {Part(binary.Right)} is {right}, which do not fit {binary.Operator}", expected);
    }

    private NotationParseException Refuse(int place, string problem, string expected) => new(text, place, problem, expected);
}
