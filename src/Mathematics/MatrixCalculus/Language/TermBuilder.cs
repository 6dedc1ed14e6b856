namespace Adjoint.MatrixCalculus;

/// <summary>Makes the term of an expression whose shapes are known.</summary>
internal sealed class TermBuilder(ShapeInference shapes, IReadOnlyDictionary<string, MatrixVariable> variables, Func<Dimension, Dimension> resolve, Func<SymbolicShape, SymbolicShape> named)
{
    // Bound indices have other names inside where one of their names is bound around them.
    private readonly Dictionary<string, string> indices = new(StringComparer.Ordinal);

    public MatrixTerm Build(Syntax syntax) => syntax switch
    {
        Syntax.Number number => MatrixAlgebra.Number(number.Value),
        Syntax.Name name => variables.TryGetValue(name.Text, out var variable) ? MatrixAlgebra.Variable(variable)
            : name.Text is "pi" or "π" ? MatrixAlgebra.Pi : MatrixAlgebra.Size(Dimension.Of(name.Text)),
        Syntax.Unary { Operator: "-" } unary => MatrixAlgebra.Negate(Build(unary.Operand)),
        Syntax.Unary unary => MatrixAlgebra.Transpose(Build(unary.Operand)),
        Syntax.Binary binary => BuildBinary(binary),
        Syntax.Call call => BuildCall(call),
        Syntax.Entry entry => IndexAlgebra.Entry(Build(entry.Target), entry.Indices.Select(i => indices.GetValueOrDefault(i.Name, i.Name)).ToArray()),
        Syntax.Bound bound => BuildBound(bound),
        _ => throw new NotSupportedException($"An expression has no {syntax.GetType().Name}."),
    };

    private SymbolicShape ShapeOf(Syntax syntax) => named(shapes[syntax]);

    private MatrixTerm BuildBinary(Syntax.Binary binary)
    {
        var (a, b, shape) = (Build(binary.Left), Build(binary.Right), ShapeOf(binary));
        switch (binary.Operator)
        {
            case "+":
                return MatrixAlgebra.Add(Filled(a, shape), Filled(b, shape));
            case "-":
                return MatrixAlgebra.Subtract(Filled(a, shape), Filled(b, shape));
            case "*":
                return MatrixAlgebra.Multiply(a, b);
            case ".*":
                return EntrywiseAlgebra.Product(a, b);
            case "/":
                return MatrixAlgebra.Scale(Reciprocal(b), a);
            case "./":
                return EntrywiseAlgebra.Product(a, Reciprocal(b));
            case ".^":
                return EntrywiseAlgebra.Power(b.IsScalar ? a : Filled(a, b.Shape), b);
            case "^" when a.IsScalar:
                return EntrywiseAlgebra.Power(a, b);
            default:
                var exponent = ShapeInference.Exponent(binary.Right)!.Value;
                return exponent.IsInteger ? SquareAlgebra.Power(a, (int)exponent.Numerator) : SquareAlgebra.Function(EntryFunction.Sqrt, a);
        }
    }

    private MatrixTerm BuildCall(Syntax.Call call)
    {
        var function = LanguageFunction.Find(call.Function)!;
        switch (function.Form)
        {
            case FunctionForm.Eye:
                return MatrixAlgebra.Eye(ShapeOf(call).Rows);
            case FunctionForm.Filled:
                return call.Function == "ones" ? MatrixAlgebra.Ones(ShapeOf(call)) : MatrixAlgebra.Zero(ShapeOf(call));
            case FunctionForm.Commutation:
                return SquareAlgebra.Commutation(DimensionOf(call.Arguments[0]), DimensionOf(call.Arguments[1]));
            case FunctionForm.Piecewise:
                return BuildPiecewise(call, 0);
            default:
                break;
        }

        var a = Build(call.Arguments[0]);
        switch (call.Function)
        {
            case "inv":
                return SquareAlgebra.Inverse(a);
            case "expm" or "logm" or "sqrtm" or "dexpm" or "dlogm" or "dsqrtm":
                return SquareAlgebra.Function(function.Entrywise, [a, .. call.Arguments.Skip(1).Select(Build)]);
            case "det":
                return SquareAlgebra.Determinant(a);
            case "logdet":
                return SquareAlgebra.LogDeterminant(a);
            case "tr":
                return LinearMaps.Trace(a);
            case "sum":
                return LinearMaps.Total(a);
            case "norm1":
                return LinearMaps.Total(EntrywiseAlgebra.Apply(EntryFunction.Abs, a));
            case "norm2" or "normF":
                return LinearMaps.Norm(a);
            case "logsumexp":
                return LinearMaps.LogSumExp(a);
            case "max" when call.Arguments.Count == 2:
                return EntrywiseAlgebra.Max(a, Build(call.Arguments[1]));
            case "min" when call.Arguments.Count == 2:
                return MatrixAlgebra.Negate(EntrywiseAlgebra.Max(MatrixAlgebra.Negate(a), MatrixAlgebra.Negate(Build(call.Arguments[1]))));
            case "max":
                return LinearMaps.MaxEntry(a);
            case "min":
                return MatrixAlgebra.Negate(LinearMaps.MaxEntry(MatrixAlgebra.Negate(a)));
            case "argmax":
                return LinearMaps.MaxPlace(a);
            case "softmax":
                return LinearMaps.Softmax(a);
            case "diag":
                return a.Shape.Columns.IsOne ? LinearMaps.Diagonal(a) : LinearMaps.DiagonalPart(a);
            case "vec":
                return LinearMaps.Vec(a);
            case "unvec":
                return LinearMaps.Unvec(a, ShapeOf(call).Rows, ShapeOf(call).Columns);
            case "kron":
                return LinearMaps.Kron(a, Build(call.Arguments[1]));
            case "dot":
                var b = Build(call.Arguments[1]);
                return a.Shape.IsVector || a.IsScalar ? MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(a), b) : LinearMaps.Trace(MatrixAlgebra.Multiply(MatrixAlgebra.Transpose(a), b));
            case "rearrange" or "unarrange":
                var d = call.Arguments.Skip(1).Select(DimensionOf).ToArray();
                return call.Function == "rearrange" ? LinearMaps.Rearrange(a, d[0], d[1], d[2], d[3]) : LinearMaps.Unarrange(a, d[0], d[1], d[2], d[3]);
            case "vector" or "matrix":
                return MatrixAlgebra.Fill(a, ShapeOf(call));
            default:
                return EntrywiseAlgebra.Apply(function.Entrywise, a);
        }
    }

    private MatrixTerm BuildPiecewise(Syntax.Call call, int from)
    {
        if (from == call.Arguments.Count - 1)
        {
            return Build(call.Arguments[from]);
        }

        var test = (Syntax.Binary)call.Arguments[from];
        var (left, right) = (Build(test.Left), Build(test.Right));
        var shape = left.IsScalar ? right.Shape : left.Shape;
        (left, right) = test.Operator[0] == '>' ? (left, right) : (right, left);
        return EntrywiseAlgebra.Select(
            MatrixAlgebra.Subtract(Filled(left, shape), Filled(right, shape)),
            Filled(Build(call.Arguments[from + 1]), ShapeOf(call)),
            Filled(BuildPiecewise(call, from + 2), ShapeOf(call)),
            test.Operator.Length == 1);
    }

    private MatrixTerm BuildBound(Syntax.Bound bound)
    {
        var outer = new Dictionary<string, string>(indices, StringComparer.Ordinal);
        var names = new string[bound.Indices.Count];
        var taken = bound.Indices.Select(i => i.Name).Concat(outer.Values).Concat(variables.Values.SelectMany(v => v.Shape.Dimensions).SelectMany(d => d.Names)).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = outer.ContainsValue(bound.Indices[i].Name) ? IndexAlgebra.Fresh(taken) : bound.Indices[i].Name;
            indices[bound.Indices[i].Name] = names[i];
        }

        var body = Build(bound.Body);
        indices.Clear();
        foreach (var (name, value) in outer)
        {
            indices[name] = value;
        }

        var ranges = bound.Indices.Select(i => resolve(shapes.Ranges[i])).ToArray();
        return bound.IsSum ? IndexAlgebra.Sum(names, ranges, body) : IndexAlgebra.Tensor(names, ranges, body);
    }

    private static MatrixTerm Filled(MatrixTerm a, SymbolicShape shape) => a.IsScalar && !shape.IsScalar ? MatrixAlgebra.Fill(a, shape) : a;

    private static MatrixTerm Reciprocal(MatrixTerm a) => a.IsNumber && !a.IsZero ? MatrixAlgebra.Number(a.Value.Invert()) : EntrywiseAlgebra.Power(a, MatrixAlgebra.MinusOne);

    private static Dimension DimensionOf(Syntax syntax) => syntax switch
    {
        Syntax.Number number => Dimension.Of((int)number.Value.Numerator),
        Syntax.Name name => Dimension.Of(name.Text),
        Syntax.Binary product => DimensionOf(product.Left) * DimensionOf(product.Right),
        _ => throw new NotSupportedException("Shape inference lets no other dimension through."),
    };
}
