using System.Globalization;
using Adjoint.Algebra;
using Adjoint.MatrixCalculus;
using static Adjoint.Tests.MatrixCalculus.TestTerms;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>A random well-typed expression over the whole grammar, as text and as the tree that the text means, with nothing simplified.</summary>
/// <param name="Text">With its declarations.</param>
/// <param name="Term">What it means.</param>
/// <param name="Variables">The declared variables.</param>
/// <param name="Nodes">The number of operations, variables and constants.</param>
internal sealed record RandomExpression(string Text, MatrixTerm Term, IReadOnlyList<MatrixVariable> Variables, int Nodes)
{
    /// <summary><c> where X: m×n, …</c>.</summary>
    public string Declarations => Text[Text.IndexOf(" where ", StringComparison.Ordinal)..];
}

/// <summary>Makes random expressions of at most 30 nodes.</summary>
internal sealed class RandomExpressions(ulong seed)
{
    private const int MostNodes = 30;
    private const int Sum = 1;
    private const int Product = 2;
    private const int Sign = 3;
    private const int Postfix = 4;
    private const int Atom = 5;

    private static readonly Dimension[] Named = [M, N, K];

    private readonly SplitMix64 random = new(seed);
    private readonly List<MatrixVariable> variables = [];
    private readonly List<(string Name, Dimension Range)> indices = [];
    private readonly HashSet<string> usedIndices = [];
    private readonly HashSet<string> dimensionsInShapes = [];
    private int nodes;

    /// <summary>The expression of a seed.</summary>
    public static RandomExpression Of(ulong seed)
    {
        // A part that counts more than planned is drawn again.
        for (var i = 0UL; ; i++)
        {
            if (new RandomExpressions(seed + (i << 40)).Next() is { } expression)
            {
                return expression;
            }
        }
    }

    private RandomExpression? Next()
    {
        var budget = 2 + random.Below(26);
        var part = random.Below(20) switch
        {
            < 10 => Scalar(budget),
            < 14 => Matrix(AnyDimension(), Dimension.One, budget),
            < 18 => Matrix(AnyDimension(), AnyDimension(), budget),
            < 19 => Matrix(Dimension.One, AnyDimension(), budget),
            _ => Tensor(budget, [AnyDimension(), AnyDimension(), AnyDimension()]),
        };
        if (variables.Count == 0 || nodes > MostNodes)
        {
            return null;
        }

        return new($"{part.Text} where {string.Join(", ", variables.Select(Declaration))}", part.Term, variables, nodes);
    }

    private static string Declaration(MatrixVariable variable) => variable.ToString();

    private bool Chance(int percent) => random.Below(100) < percent;

    private Dimension AnyDimension()
    {
        var dimension = Chance(85) ? Named[random.Below(3)] : Dimension.Of(2 + random.Below(2));
        dimensionsInShapes.UnionWith(dimension.Names);
        return dimension;
    }

    private Part Made(string text, int level, MatrixTerm term, int count = 1)
    {
        nodes += count;
        return new(text, level, term);
    }

    private Part Variable(Dimension rows, Dimension columns)
    {
        var shape = SymbolicShape.Matrix(rows, columns);
        var known = variables.Where(v => v.Shape.Equals(shape)).ToArray();
        if (known.Length > 0 && (known.Length > 2 || Chance(65)))
        {
            var found = known[random.Below(known.Length)];
            return Made(found.Name, Atom, TestTerms.Of(found));
        }

        var letters = shape.IsScalar ? "abct" : shape.IsVector ? "xyzuvw" : "XYABCDSPQ";
        var count = variables.Count(v => letters.Contains(v.Name[0], StringComparison.Ordinal));
        var name = letters[count % letters.Length] + (count < letters.Length ? string.Empty : (count / letters.Length).ToString(CultureInfo.InvariantCulture));
        var traits = shape.IsSquare && !shape.IsScalar ? random.Below(12) switch
        {
            0 or 1 => VariableTraits.Symmetric,
            2 or 3 => VariableTraits.PositiveDefinite,
            4 => VariableTraits.Diagonal,
            5 => VariableTraits.Orthogonal,
            6 => VariableTraits.Positive,
            _ => VariableTraits.None,
        }
        : Chance(15) ? VariableTraits.Positive : VariableTraits.None;
        var variable = new MatrixVariable(name, shape, traits);
        variables.Add(variable);
        return Made(name, Atom, TestTerms.Of(variable));
    }

    private static string Enclosed(Part part, int level) => part.Level < level ? $"({part.Text})" : part.Text;

    private (int, int) Split(int budget)
    {
        var left = budget <= 2 ? 1 : 1 + random.Below(budget - 1);
        return (left, Math.Max(1, budget - left));
    }

    private Part Number()
    {
        var (text, value) = random.Below(10) switch
        {
            0 => ("0.5", new Rational(1, 2)),
            1 => ("1.25", new Rational(5, 4)),
            2 => ("3", (Rational)3),
            3 or 4 => ("1", (Rational)1),
            _ => ("2", (Rational)2),
        };
        return Made(text, Atom, TestTerms.Number(value));
    }

    // A scalar that depends on an index is wanted where one is bound.
    private Part Leaf()
    {
        if (indices.Count > 0 && Chance(75))
        {
            return IndexedEntry();
        }

        return random.Below(10) switch
        {
            0 or 1 => Number(),
            2 when Chance(30) => Made("pi", Atom, new(Operation.Pi, SymbolicShape.Scalar)),
            3 when dimensionsInShapes.Count > 0 && variables.Exists(v => v.Shape.Dimensions.Any(d => d.Names.Count == 1)) => SizeOf(),
            4 => ConstantEntry(),
            _ => Variable(Dimension.One, Dimension.One),
        };
    }

    private Part SizeOf()
    {
        var names = variables.SelectMany(v => v.Shape.Dimensions).SelectMany(d => d.Names).Distinct().ToArray();
        var name = names[random.Below(names.Length)];
        return Made(name, Atom, new(Operation.Size, SymbolicShape.Scalar, [], new(Dimensions: [Dimension.Of(name)])));
    }

    private Part ConstantEntry()
    {
        var isVector = Chance(50);
        var part = Variable(AnyDimension(), isVector ? Dimension.One : AnyDimension());
        string[] places = isVector ? [$"{1 + random.Below(2)}"] : [$"{1 + random.Below(2)}", $"{1 + random.Below(2)}"];
        return Made($"{part.Text}[{string.Join(", ", places)}]", Atom, Entry(part.Term, places));
    }

    private Part IndexedEntry()
    {
        var first = indices[random.Below(indices.Count)];
        usedIndices.Add(first.Name);
        if (Chance(40))
        {
            var vector = Variable(first.Range, Dimension.One);
            return Made($"{vector.Text}[{first.Name}]", Atom, Entry(vector.Term, first.Name));
        }

        var second = indices[random.Below(indices.Count)];
        usedIndices.Add(second.Name);
        var matrix = first.Range.Equals(second.Range) && Chance(15)
            ? Made($"eye({first.Range})", Atom, Eye(first.Range))
            : Variable(first.Range, second.Range);
        return Made($"{matrix.Text}[{first.Name}, {second.Name}]", Atom, Entry(matrix.Term, first.Name, second.Name));
    }

    private Part Scalar(int budget)
    {
        if (budget <= 1)
        {
            return Leaf();
        }

        var (left, right) = Split(budget - 1);
        switch (random.Below(indices.Count > 0 ? 12 : 34))
        {
            case 0 or 1:
                return Plus(Scalar(left), Scalar(right));
            case 2:
                return Minus(Scalar(left), Scalar(right));
            case 3 or 4:
                return Times(Scalar(left), Scalar(right));
            case 5:
                return Over(Scalar(left), Scalar(right));
            case 6:
                return Negative(Scalar(budget - 1));
            case 7:
                return RaisedScalar(budget - 1);
            case 8 or 9:
                return Mapped(Scalar(budget - 2));
            case 10:
                return Piecewise(SymbolicShape.Scalar, budget - 1);
            case 11:
                return indices.Count < 3 ? BoundSum(budget - 1) : Leaf();
            case 12 or 13:
                return OfSquare("tr", Operation.Trace, budget - 1);
            case 14:
                return OfSquare("det", Operation.Determinant, budget - 1);
            case 15:
                return LogDeterminant(budget - 1);
            case 16 or 17:
                return Reduced(budget - 1);
            case 18 or 19:
                return InnerProduct(left, right);
            case 20 or 21:
                return Quadratic(left, right);
            case 22:
                return BoundSum(budget - 1);
            case 23:
                return Extremum(Scalar(left), Scalar(right));
            case 24:
                var (name, operation) = Chance(50) ? ("max", Operation.MaxEntry) : ("logsumexp", Operation.LogSumExp);
                return Call(name, AnyMatrix(budget - 1), a => TestTerms.Scalar(operation, a));
            case 25 or 26:
                return Call("norm2", AnyMatrix(budget - 1), static a => TestTerms.Scalar(Operation.Norm, a));
            default:
                return Reduced(budget - 1);
        }
    }

    private Part AnyMatrix(int budget) => Chance(50) ? Matrix(AnyDimension(), Dimension.One, budget) : Matrix(AnyDimension(), AnyDimension(), budget);

    private Part Call(string name, Part a, Func<MatrixTerm, MatrixTerm> make) => Made($"{name}({a.Text})", Atom, make(a.Term));

    private Part Plus(Part a, Part b) => Made($"{Enclosed(a, Sum)} + {Enclosed(b, Product)}", Sum, TestTerms.Sum(a.Term, b.Term));

    private Part Minus(Part a, Part b) => Made($"{Enclosed(a, Sum)} - {Enclosed(b, Product)}", Sum, TestTerms.Minus(a.Term, b.Term));

    private Part Times(Part a, Part b)
    {
        var (sign, term) = a.Term.IsScalar ? ("*", TestTerms.Times(a.Term, b.Term)) : b.Term.IsScalar ? ("*", TestTerms.Times(b.Term, a.Term)) : ("*", Chain(a.Term, b.Term));
        return Made($"{Enclosed(a, Product)}{sign}{Enclosed(b, Sign)}", Product, term);
    }

    private Part Over(Part a, Part s) => Made($"{Enclosed(a, Product)}/{Enclosed(s, Sign)}", Product, TestTerms.Times(Power(s.Term, -1), a.Term));

    private Part Negative(Part a) => Made($"-{Enclosed(a, Sign)}", Sign, TestTerms.Times(TestTerms.Number(-1), a.Term));

    private Part Transposed(Part a) => Made($"{Enclosed(a, Postfix)}'", Postfix, Transpose(a.Term));

    private Part Extremum(Part a, Part b) => Chance(50)
        ? Made($"max({a.Text}, {b.Text})", Atom, Select(TestTerms.Minus(a.Term, b.Term), a.Term, b.Term))
        : Made($"min({a.Text}, {b.Text})", Atom, Select(TestTerms.Minus(a.Term, b.Term), b.Term, a.Term));

    private (string Text, Rational Value) Exponent() => random.Below(8) switch
    {
        0 or 1 or 2 => ("2", 2),
        3 => ("3", 3),
        4 => ("-1", -1),
        5 => ("(1/2)", new Rational(1, 2)),
        6 => ("(-2)", -2),
        _ => ("1.5", new Rational(3, 2)),
    };

    private Part RaisedScalar(int budget)
    {
        if (Chance(20))
        {
            var (left, right) = Split(budget);
            var (b, e) = (PositiveScalar(left), Scalar(right));
            return Made($"{Enclosed(b, Atom)}^{Enclosed(e, Atom)}", Postfix, Power(b.Term, e.Term));
        }

        var (text, value) = Exponent();
        var a = value.IsInteger ? Scalar(budget) : PositiveScalar(budget);
        return Made($"{Enclosed(a, Atom)}^{text}", Postfix, Power(a.Term, value), 2);
    }

    // Most often positive.
    private Part PositiveScalar(int budget)
    {
        if (budget <= 2 || Chance(30))
        {
            return Scalar(budget);
        }

        if (Chance(50))
        {
            return Call("exp", Scalar(budget - 1), static a => Map(EntryFunction.Exp, a));
        }

        var square = Scalar(budget - 3);
        return Plus(Number(), Made($"{Enclosed(square, Atom)}^2", Postfix, Power(square.Term, 2), 2));
    }

    private Part Mapped(Part a)
    {
        EntryFunction[] functions =
        [
            EntryFunction.Exp, EntryFunction.Exp, EntryFunction.Log, EntryFunction.Sqrt, EntryFunction.Sin, EntryFunction.Cos, EntryFunction.Tan, EntryFunction.Arcsin, EntryFunction.Arccos, EntryFunction.Arctan,
            EntryFunction.Sinh, EntryFunction.Cosh, EntryFunction.Tanh, EntryFunction.Tanh, EntryFunction.Sigmoid, EntryFunction.Sigmoid, EntryFunction.Softplus, EntryFunction.Relu, EntryFunction.Abs,
            EntryFunction.Sign, EntryFunction.Step,
        ];
        var function = functions[random.Below(functions.Length)];
        if (function is EntryFunction.Log or EntryFunction.Sqrt && Chance(60))
        {
            a = Call("exp", a, static x => Map(EntryFunction.Exp, x));
        }

        return Call(TermText.Name(function), a, x => function == EntryFunction.Sqrt ? Power(x, new Rational(1, 2)) : Map(function, x));
    }

    private Part OfSquare(string name, Operation operation, int budget)
    {
        var n = AnyDimension();
        return Call(name, Matrix(n, n, budget), a => TestTerms.Scalar(operation, a));
    }

    private Part LogDeterminant(int budget)
    {
        var n = AnyDimension();
        return Call("logdet", Chance(60) ? Definite(n, budget) : Matrix(n, n, budget), static a => TestTerms.Scalar(Operation.LogDeterminant, a));
    }

    private Part Definite(Dimension n, int budget)
    {
        if (budget < 5)
        {
            return Variable(n, n);
        }

        var a = Matrix(AnyDimension(), n, (budget - 3) / 2);
        var gram = Made($"{Enclosed(a, Postfix)}'*{Enclosed(a, Sign)}", Product, Chain(Transpose(a.Term), a.Term), 2);
        return Plus(gram, Made($"eye({n})", Atom, Eye(n)));
    }

    private Part Reduced(int budget)
    {
        var a = AnyMatrix(budget);
        return random.Below(6) switch
        {
            0 or 1 or 2 => Call("sum", a, static x => TestTerms.Scalar(Operation.Total, x)),
            3 => Call("norm1", a, static x => TestTerms.Scalar(Operation.Total, Map(EntryFunction.Abs, x))),
            4 => Call(a.Term.Shape.IsVector ? "norm2" : "normF", a, static x => TestTerms.Scalar(Operation.Norm, x)),
            _ => Call("min", a, static x => TestTerms.Times(TestTerms.Number(-1), TestTerms.Scalar(Operation.MaxEntry, TestTerms.Times(TestTerms.Number(-1), x)))),
        };
    }

    private Part InnerProduct(int left, int right)
    {
        var n = AnyDimension();
        if (Chance(60))
        {
            return Times(Transposed(Matrix(n, Dimension.One, left)), Matrix(n, Dimension.One, right));
        }

        var m = Chance(50) ? Dimension.One : AnyDimension();
        var (a, b) = (Matrix(n, m, left), Matrix(n, m, right));
        return Made($"dot({a.Text}, {b.Text})", Atom, TestTerms.Scalar(Operation.Total, Hadamard(a.Term, b.Term)));
    }

    private Part Quadratic(int left, int right)
    {
        var n = AnyDimension();
        var x = Matrix(n, Dimension.One, Math.Max(1, left / 2));
        return Times(Times(Transposed(x), Matrix(n, n, right)), x);
    }

    private Part Piecewise(SymbolicShape shape, int budget)
    {
        var quarter = Math.Max(1, budget / 4);
        var (a, b, c, d) = (Of(shape, quarter), Chance(50) ? Filled(Threshold(), shape) : Of(shape, quarter), Of(shape, quarter), Of(shape, quarter));
        var sign = new[] { ">", "<", ">=", "<=" }[random.Below(4)];
        var test = sign[0] == '>' ? TestTerms.Minus(a.Term, b.Term) : TestTerms.Minus(b.Term, a.Term);
        return Made($"piecewise({a.Text} {sign} {b.Text}, {c.Text}, {d.Text})", Atom, Select(test, c.Term, d.Term, sign.Length == 1));
    }

    // A number that nothing equals by accident, such as sum(softmax(x)).
    private Part Threshold() => random.Below(3) switch
    {
        0 => Made("0.3", Atom, TestTerms.Number(new Rational(3, 10))),
        1 => Made("1.1", Atom, TestTerms.Number(new Rational(11, 10))),
        _ => Negative(Made("0.7", Atom, TestTerms.Number(new Rational(7, 10)))),
    };

    // A number in every entry, written as that number.
    private static Part Filled(Part number, SymbolicShape shape) => shape.IsScalar ? number : number with { Term = TestTerms.Times(number.Term, Ones(shape)) };

    private Part Of(SymbolicShape shape, int budget) => shape.IsScalar ? Scalar(budget) : Matrix(shape.Rows, shape.Columns, budget);

    private Part BoundSum(int budget)
    {
        var own = Bind(1 + random.Below(indices.Count == 0 ? 2 : 1));
        var body = Scalar(budget);
        var text = Ranges(own);
        return Made($"sum[{text}]({body.Text})", Atom, IndexSum(body.Term, own));
    }

    private Part Tensor(int budget, Dimension[] ranges)
    {
        var own = Bind(ranges.Length, ranges);
        var body = Scalar(budget);
        var text = Ranges(own);
        return Made($"tensor[{text}]({body.Text})", Atom, TestTerms.Tensor(body.Term, own));
    }

    private (string Name, Dimension Range)[] Bind(int count, Dimension[]? ranges = null)
    {
        var own = new (string, Dimension)[count];
        for (var i = 0; i < count; i++)
        {
            own[i] = ("ijlpqrsuvwgh"[indices.Count].ToString(), ranges?[i] ?? AnyDimension());
            indices.Add(own[i]);
        }

        return own;
    }

    private string Ranges((string Name, Dimension Range)[] own)
    {
        indices.RemoveRange(indices.Count - own.Length, own.Length);
        return string.Join(", ", own.Select(index => usedIndices.Remove(index.Name) && Chance(70) ? index.Name : $"{index.Name}: {index.Range}"));
    }

    private Part MatrixLeaf(Dimension rows, Dimension columns)
    {
        if (rows.IsOne && columns.IsOne)
        {
            return Leaf();
        }

        if (rows.IsOne)
        {
            return Transposed(MatrixLeaf(columns, rows));
        }

        var isSquare = rows.Equals(columns);
        return random.Below(20) switch
        {
            0 or 1 when isSquare => Made($"eye({rows})", Atom, Eye(rows)),
            2 => Made(columns.IsOne ? $"ones({rows})" : $"ones({rows}, {columns})", Atom, Ones(SymbolicShape.Matrix(rows, columns))),
            3 when Chance(20) => Made(columns.IsOne ? $"zeros({rows})" : $"zeros({rows}, {columns})", Atom, Zero(SymbolicShape.Matrix(rows, columns))),
            4 when isSquare && rows.Names.Count == 2 && rows.Factor == 1 => Made($"commutation({rows.Names[0]}, {rows.Names[1]})", Atom, Commutation(Dimension.Of(rows.Names[0]), Dimension.Of(rows.Names[1]))),
            _ => Variable(rows, columns),
        };
    }

    private Part Matrix(Dimension rows, Dimension columns, int budget)
    {
        if (rows.IsOne && columns.IsOne)
        {
            return Scalar(budget);
        }

        if (budget <= 1)
        {
            return MatrixLeaf(rows, columns);
        }

        if (rows.IsOne)
        {
            return RowOf(columns, budget);
        }

        if (Chance(30) && Special(rows, columns, budget - 1) is { } special)
        {
            return special;
        }

        var (left, right) = Split(budget - 1);
        var shape = SymbolicShape.Matrix(rows, columns);
        switch (random.Below(20))
        {
            case 0 or 1:
                return Plus(Matrix(rows, columns, left), Matrix(rows, columns, right));
            case 2:
                return Minus(Matrix(rows, columns, left), Matrix(rows, columns, right));
            case 3:
                return Shifted(shape, budget - 1);
            case 4 or 5:
                return Chance(50) ? Times(Scalar(left), Matrix(rows, columns, right)) : Times(Matrix(rows, columns, left), Scalar(right));
            case 6:
                return Over(Matrix(rows, columns, left), Scalar(right));
            case 7:
                return Negative(Matrix(rows, columns, budget - 1));
            case 8 or 9 or 10 or 11:
                var inner = Chance(10) ? Dimension.One : AnyDimension();
                return inner.IsOne && columns.IsOne ? Matrix(rows, columns, budget - 1) : Times(Matrix(rows, inner, left), Matrix(inner, columns, right));
            case 12 or 13:
                return Entrywise(Matrix(rows, columns, left), Matrix(rows, columns, right));
            case 14:
                return RaisedEntries(shape, budget - 1);
            case 15 or 16:
                return Mapped(Matrix(rows, columns, budget - 2));
            case 17:
                return Piecewise(shape, budget - 1);
            case 18:
                return Extremum(Matrix(rows, columns, left), Matrix(rows, columns, right));
            default:
                return indices.Count == 0 ? IndexedMatrix(shape, budget - 1) : MatrixLeaf(rows, columns);
        }
    }

    private Part RowOf(Dimension columns, int budget)
    {
        var (left, right) = Split(budget - 1);
        return random.Below(4) switch
        {
            0 => Times(Transposed(Matrix(columns, Dimension.One, left)), Matrix(columns, columns, right)),
            1 => Plus(Matrix(Dimension.One, columns, left), Matrix(Dimension.One, columns, right)),
            _ => Transposed(Matrix(columns, Dimension.One, budget - 1)),
        };
    }

    // A + 1, A + vector(s), A + matrix(s).
    private Part Shifted(SymbolicShape shape, int budget)
    {
        var a = Matrix(shape.Rows, shape.Columns, Math.Max(1, budget / 2));
        if (Chance(50))
        {
            return Plus(a, Filled(Number(), shape));
        }

        var s = Scalar(Math.Max(1, budget / 2));
        return Plus(a, Made($"{(shape.IsVector ? "vector" : "matrix")}({s.Text})", Atom, TestTerms.Times(s.Term, Ones(shape))));
    }

    private Part Entrywise(Part a, Part b) => Chance(70)
        ? Made($"{Enclosed(a, Product)}.*{Enclosed(b, Sign)}", Product, Hadamard(a.Term, b.Term))
        : Made($"{Enclosed(a, Product)}./{Enclosed(b, Sign)}", Product, Hadamard(a.Term, Power(b.Term, -1)));

    private Part RaisedEntries(SymbolicShape shape, int budget)
    {
        if (Chance(30))
        {
            var (left, right) = Split(budget);
            var (b, e) = (Call("exp", Of(shape, left), static x => Map(EntryFunction.Exp, x)), Of(shape, right));
            return Made($"{b.Text}.^{Enclosed(e, Atom)}", Postfix, Power(b.Term, e.Term));
        }

        var (text, value) = Exponent();
        var a = Of(shape, budget);
        return Made($"{Enclosed(a, Atom)}.^{text}", Postfix, Power(a.Term, value), 2);
    }

    private Part IndexedMatrix(SymbolicShape shape, int budget)
    {
        var ranges = shape.IsVector ? new[] { shape.Rows } : [shape.Rows, shape.Columns];
        return ranges.All(r => r.Names.Count <= 1) ? Tensor(budget, ranges) : MatrixLeaf(shape.Rows, shape.Columns);
    }

    // What only some shapes have.
    private Part? Special(Dimension rows, Dimension columns, int budget)
    {
        var (left, right) = Split(budget);
        if (columns.IsOne && rows.Names.Count == 2 && rows.Factor == 1)
        {
            var (m, n) = (Dimension.Of(rows.Names[0]), Dimension.Of(rows.Names[1]));
            return Chance(50) ? Call("vec", Matrix(m, n, budget), Vec) : KronOf(Matrix(m, Dimension.One, left), Matrix(n, Dimension.One, right));
        }

        if (rows.Names.Count == 2 && rows.Factor == 1 && columns.Names.Count == 2 && columns.Factor == 1)
        {
            return KronOf(
                Matrix(Dimension.Of(rows.Names[0]), Dimension.Of(columns.Names[0]), left), Matrix(Dimension.Of(rows.Names[1]), Dimension.Of(columns.Names[1]), right));
        }

        if (columns.IsOne)
        {
            return random.Below(5) switch
            {
                0 or 1 => Call("softmax", Matrix(rows, columns, budget), static x => Same(Operation.Softmax, x)),
                2 or 3 => Call("diag", Matrix(rows, rows, budget), DiagonalPart),
                _ => Call("argmax", Matrix(rows, columns, budget), static x => Same(Operation.MaxPlace, x)),
            };
        }

        if (!rows.Equals(columns))
        {
            return rows.Names.Count == 1 && columns.Names.Count == 1 && rows.Factor == 1 && columns.Factor == 1
                ? random.Below(4) switch
                {
                    0 => Unvec(Matrix(rows * columns, Dimension.One, budget), rows, columns),
                    1 => Times(Matrix(rows, Dimension.One, left), Transposed(Matrix(columns, Dimension.One, right))),
                    _ => Transposed(Matrix(columns, rows, budget)),
                }
                : Transposed(Matrix(columns, rows, budget));
        }

        return Square(rows, budget);
    }

    private Part KronOf(Part a, Part b) => Made($"kron({a.Text}, {b.Text})", Atom, Kron(a.Term, b.Term));

    private Part Unvec(Part a, Dimension m, Dimension n) => Made($"unvec({a.Text}, {m}, {n})", Atom, TestTerms.Unvec(a.Term, m, n));

    private Part Square(Dimension n, int budget)
    {
        switch (random.Below(12))
        {
            case 0 or 1 or 2:
                return Call("inv", Matrix(n, n, budget), Inverse);
            case 3:
                var power = new[] { 2, 2, 3, -2 }[random.Below(4)];
                var a = Matrix(n, n, budget);
                return Made($"{Enclosed(a, Atom)}^{power}", Postfix, MatrixPower(a.Term, power), 2);
            case 4 or 5:
                return Call("diag", Matrix(n, Dimension.One, budget), Diagonal);
            case 6:
                return Transposed(Matrix(n, n, budget));
            case 7 or 8:
                return Call("expm", Matrix(n, n, Math.Min(budget, 8)), static x => MatrixFunction(EntryFunction.Exp, x));
            case 9:
                return Call("logm", Chance(70) ? Definite(n, budget) : Matrix(n, n, budget), static x => MatrixFunction(EntryFunction.Log, x));
            case 10:
                return Call("sqrtm", Chance(70) ? Definite(n, budget) : Matrix(n, n, budget), static x => MatrixFunction(EntryFunction.Sqrt, x));
            default:
                var (left, right) = Split(budget);
                var (b, e) = (Matrix(n, n, left), Matrix(n, n, right));
                return Made($"dexpm({b.Text}, {e.Text})", Atom, MatrixFunction(EntryFunction.Exp, b.Term, e.Term));
        }
    }

    private readonly record struct Part(string Text, int Level, MatrixTerm Term);
}
