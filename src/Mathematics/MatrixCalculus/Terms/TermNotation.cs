using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Typesets terms as textbooks write them: Xᵀ, X⁻¹, X⁻ᵀ, a ⊙ b, A ⊗ B, ‖x‖₂.</summary>
internal static class TermNotation
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int PowerLevel = 4;
    private const int Atom = 5;

    /// <summary>The term as notation.</summary>
    public static Node Of(MatrixTerm term) => Describe(term).Node;

    private static Node Enclosed(MatrixTerm term, int level) => Describe(term) is var (node, own) && own < level ? Node.Parenthesised(node) : node;

    private static (Node Node, int Level) Describe(MatrixTerm term) => term.Operation switch
    {
        Operation.Number => DescribeNumber(term.Value),
        Operation.Pi => (Node.Identifier("π"), Atom),
        Operation.Size => (Node.Identifier(term.Dimension.ToString()), Atom),
        Operation.Variable => (term.Symbol.IsDifferential ? Node.Row(Node.Identifier("d"), Name(term.Symbol.Name)) : Name(term.Symbol.Name), term.Symbol.IsDifferential ? PowerLevel : Atom),
        Operation.Eye => (Node.Subscript(Node.Identifier("I"), Text(term.Shape.Rows)), Atom),
        Operation.Ones => (Node.Subscript(Node.Number("1"), term.Shape.IsVector ? Text(term.Shape.Rows) : Sizes(term.Shape.Rows, term.Shape.Columns)), Atom),
        Operation.Zero => (Node.Number("0"), Atom),
        Operation.Commutation => (Node.Subscript(Node.Identifier("K"), Node.Row(Text(term.Dimensions[0]), Node.Operator(","), Text(term.Dimensions[1]))), Atom),
        Operation.Differential => (Node.Row(Node.Identifier("d"), Node.Parenthesised(Of(term.First))), PowerLevel),
        Operation.Sum => DescribeSum(term),
        Operation.Times or Operation.Scale => DescribeProduct(term),
        Operation.Chain => (Node.Row(Factors(term.Arguments, null)), ProductLevel),
        Operation.Hadamard => DescribeHadamard(term),
        Operation.Power => DescribePower(term),
        Operation.MatrixPower => (Node.Superscript(Enclosed(term.First, Atom), Integer(term.Order)), PowerLevel),
        Operation.Transpose when term.First.Operation == Operation.MatrixPower && term.First.Order == -1 =>
            (Node.Superscript(Enclosed(term.First.First, Atom), Node.Row(Node.Operator("-"), Node.Identifier("T"))), PowerLevel),
        Operation.Transpose => (Node.Superscript(Enclosed(term.First, Atom), Node.Identifier("T")), PowerLevel),
        Operation.Elementwise => DescribeFunction(term),
        Operation.Determinant => Call("det", term.First),
        Operation.LogDeterminant => (Node.Row(Node.Operator("log"), Node.Operator("det"), Argument(term.First)), ProductLevel),
        Operation.Trace => Call("tr", term.First),
        Operation.Total => (Node.Row(Node.Operator("sum"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Norm => (Node.Subscript(Node.Norm(Of(term.First)), term.First.Shape.IsVector || term.First.Shape.IsRow ? Node.Number("2") : Node.Identifier("F")), Atom),
        Operation.MaxEntry => (Node.Row(Node.Operator("max"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.MaxPlace => (Node.Row(Node.Operator("argmax"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Diagonal or Operation.DiagonalPart => (Node.Row(Node.Operator("diag"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Vec => (Node.Row(Node.Operator("vec"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Unvec => (Node.Row(Node.Subscript(Node.Operator("unvec"), Sizes(term.Dimensions[0], term.Dimensions[1])), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Kron => (Node.Row(Enclosed(term.First, term.First.Operation == Operation.Kron ? SumLevel : PowerLevel), Node.Operator("⊗"), Enclosed(term.Second, PowerLevel)), ProductLevel - 1),
        Operation.Rearrange => (Node.Row(Node.Operator("rearrange"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Unarrange => (Node.Row(Node.Operator("unarrange"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.Softmax => (Node.Row(Node.Operator("softmax"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.LogSumExp => (Node.Row(Node.Operator("logsumexp"), Node.Parenthesised(Of(term.First))), Atom),
        Operation.MatrixFunction => DescribeMatrixFunction(term),
        Operation.Select => (Node.Cases(
            (Of(term.Arguments[1]), Node.Row(Of(term.Arguments[0]), Node.Operator(term.Order == 1 ? ">" : "≥"), Node.Number("0"))),
            (Of(term.Arguments[2]), Node.Text("otherwise"))), SumLevel),
        Operation.Entry => DescribeEntry(term),
        Operation.IndexSum => (Node.Row(Node.Subscript(Node.Operator("∑"), Indices(term.Indices)), Enclosed(term.First, ProductLevel)), ProductLevel),
        Operation.Tensor => (Node.Subscript(Node.Fenced("[", Of(term.First), "]"), Indices(term.Indices)), Atom),
        _ => throw new NotSupportedException($"{term.Operation} has no notation."),
    };

    private static Node Text(Dimension dimension) => Node.Row([.. dimension.ToString().Split('*').Select(n => char.IsAsciiDigit(n[0]) ? Node.Number(n) : Node.Identifier(n))]);

    private static Node Sizes(Dimension rows, Dimension columns) => Node.Row(Text(rows), Node.Operator("×"), Text(columns));

    // x_1 and x1 have an index.
    private static Node Name(string name)
    {
        var letters = name.AsSpan().TrimEnd("0123456789");
        letters = letters.Length > 0 ? letters.TrimEnd('_') : name;
        return letters.Length > 0 && letters.Length < name.Length
            ? Node.Subscript(Node.Identifier(letters.ToString()), Node.Number(name[letters.Length..].TrimStart('_')))
            : Node.Identifier(name);
    }

    private static Node Integer(int n) => n < 0 ? Node.Row(Node.Operator("-"), Node.Number((-n).ToString(CultureInfo.InvariantCulture))) : Node.Number(n.ToString(CultureInfo.InvariantCulture));

    private static Node Argument(MatrixTerm term) => Describe(term) is var (node, level) && level >= PowerLevel && term.Operation != Operation.Chain ? node : Node.Parenthesised(node);

    private static (Node, int) Call(string name, MatrixTerm argument) => (Node.Row(Node.Operator(name), Node.Parenthesised(Of(argument))), Atom);

    private static (Node, int) DescribeNumber(Rational value)
    {
        var size = Rational.Abs(value);
        var node = size.IsInteger
            ? Node.Number(size.Numerator.ToString(CultureInfo.InvariantCulture))
            : Node.Fraction(Node.Number(size.Numerator.ToString(CultureInfo.InvariantCulture)), Node.Number(size.Denominator.ToString(CultureInfo.InvariantCulture)));
        return value.Sign < 0 ? (Node.Row(Node.Operator("-"), node), SumLevel) : (node, size.IsInteger ? Atom : ProductLevel);
    }

    private static (Node, int) DescribeSum(MatrixTerm sum)
    {
        if (sum.Shape.IsRow && MatrixAlgebra.IsTransposed(sum))
        {
            return (Node.Superscript(Node.Parenthesised(Of(MatrixAlgebra.Transpose(sum))), Node.Identifier("T")), PowerLevel);
        }

        var content = Rational.Abs(MatrixAlgebra.Content(sum));
        if (content != 1)
        {
            var rest = Node.Parenthesised(Of(MatrixAlgebra.Multiple(content.Invert(), sum)));
            return (Node.Row(DescribeNumber(content).Item1, rest), ProductLevel);
        }

        var items = new List<Node>();
        foreach (var part in TermText.PositiveFirst(sum.Arguments))
        {
            var isNegative = MatrixAlgebra.Coefficient(part).Coefficient.Sign < 0;
            if (items.Count > 0 || isNegative)
            {
                items.Add(Node.Operator(isNegative ? "-" : "+"));
            }

            items.Add(Enclosed(isNegative ? MatrixAlgebra.Negate(part) : part, part.Operation == Operation.Kron ? SumLevel : ProductLevel));
        }

        return (Node.Row(items), SumLevel);
    }

    // Scalar factors above and below a fraction, the matrix behind it.
    private static (Node, int) DescribeProduct(MatrixTerm product)
    {
        var (scalars, matrix) = product.Operation == Operation.Scale ? (product.First, product.Second) : (product, null);
        var coefficient = Rational.One;
        var (above, below) = (new List<MatrixTerm>(), new List<MatrixTerm>());
        foreach (var factor in scalars.Operation == Operation.Times ? scalars.Arguments : new[] { scalars })
        {
            if (factor.IsNumber)
            {
                coefficient *= factor.Value;
            }
            else if (factor.Operation == Operation.Power && factor.Second.IsNumber && factor.Second.Value.Sign < 0)
            {
                below.Add(EntrywiseAlgebra.Power(factor.First, MatrixAlgebra.Number(-factor.Second.Value)));
            }
            else
            {
                above.Add(factor);
            }
        }

        var (p, q) = (Rational.Abs(coefficient).Numerator, coefficient.Denominator);
        var number = p.IsOne ? null : Node.Number(p.ToString(CultureInfo.InvariantCulture));
        var denominator = q.IsOne ? null : Node.Number(q.ToString(CultureInfo.InvariantCulture));
        Node node;
        if (below.Count == 0 && (denominator is null || above.Count > 0 || matrix is not null))
        {
            var lead = denominator is null ? number : Node.Fraction(number ?? Node.Number("1"), denominator);
            node = Node.Row(Factors(matrix is null ? [.. above] : [.. above, matrix], lead));
        }
        else
        {
            var bottom = Node.Row(Factors([.. below], denominator));
            var isWhole = matrix is null || matrix.Operation is not (Operation.Chain or Operation.Hadamard or Operation.Kron or Operation.Select);
            var top = Node.Row(Factors(isWhole && matrix is not null ? [.. above, matrix] : [.. above], number ?? (above.Count == 0 && (matrix is null || !isWhole) ? Node.Number("1") : null)));
            node = isWhole ? Node.Fraction(top, bottom) : Node.Row([Node.Fraction(top, bottom), .. Factors([matrix!], null)]);
        }

        return coefficient.Sign < 0 ? (Node.Row([Node.Operator("-"), .. Items(node)]), SumLevel) : (node, ProductLevel);
    }

    // Factors side by side; a scalar that is itself a product of matrices stands in brackets.
    private static List<Node> Factors(ReadOnlySpan<MatrixTerm> factors, Node? lead)
    {
        var nodes = new List<Node>();
        if (lead is not null)
        {
            nodes.Add(lead);
        }

        for (var i = 0; i < factors.Length; i++)
        {
            var factor = factors[i];
            var isLast = i == factors.Length - 1;
            var node = factor.Operation is Operation.Chain or Operation.Hadamard && factor.IsScalar && (factors.Length > 1) ? Node.Parenthesised(Of(factor))
                : factor.Operation == Operation.Hadamard && factors.Length > 1 ? Node.Parenthesised(Of(factor))
                : factor.Operation == Operation.Chain && !isLast ? Node.Parenthesised(Of(factor))
                : Enclosed(factor, ProductLevel);
            if (nodes.Count > 0 && (factor.IsNumber || (i > 0 && factors[i - 1] is { Operation: Operation.Variable, Symbol.IsDifferential: true })))
            {
                nodes.Add(Node.Operator("·"));
            }

            nodes.AddRange(Items(node));
        }

        return nodes;
    }

    private static IReadOnlyList<Node> Items(Node node) => node is Node.RowNode row ? row.Items : [node];

    private static (Node, int) DescribeHadamard(MatrixTerm product)
    {
        var (above, below) = (new List<Node>(), new List<Node>());
        foreach (var factor in product.Arguments)
        {
            var isBelow = factor.Operation == Operation.Power && factor.Second.IsNumber && factor.Second.Value.Sign < 0;
            var list = isBelow ? below : above;
            if (list.Count > 0)
            {
                list.Add(Node.Operator("⊙"));
            }

            list.Add(Enclosed(isBelow ? EntrywiseAlgebra.Power(factor.First, MatrixAlgebra.Number(-factor.Second.Value)) : factor, factor.Operation == Operation.Chain ? ProductLevel : PowerLevel));
        }

        var top = above.Count == 0 ? Node.Number("1") : Node.Row(above);
        return below.Count == 0 ? (top, ProductLevel) : (Node.Row(above.Count > 1 ? Node.Parenthesised(top) : top, Node.Operator("⊘"), below.Count > 1 ? Node.Parenthesised(Node.Row(below)) : below[0]), ProductLevel);
    }

    private static (Node, int) DescribePower(MatrixTerm power)
    {
        var (@base, exponent) = (power.First, power.Second);
        if (exponent.IsNumber && exponent.Value.Sign < 0 && power.IsScalar)
        {
            return (Node.Fraction(Node.Number("1"), Of(EntrywiseAlgebra.Power(@base, MatrixAlgebra.Number(-exponent.Value)))), ProductLevel);
        }

        if (exponent.IsNumber && exponent.Value == new Rational(1, 2))
        {
            return (Node.SquareRoot(Of(@base)), Atom);
        }

        // Of vectors and matrices powers are those of the entries, which a circle says.
        var shown = exponent.IsNumber ? DescribeNumber(exponent.Value).Item1 : Of(exponent);
        return (Node.Superscript(Enclosed(@base, Atom), power.IsScalar ? shown : Node.Row(Node.Operator("∘"), shown)), PowerLevel);
    }

    private static (Node, int) DescribeFunction(MatrixTerm term) => term.Function switch
    {
        EntryFunction.Exp when term.IsScalar => (Node.Superscript(Node.Identifier("e"), Of(term.First)), PowerLevel),
        EntryFunction.Abs => (Node.AbsoluteValue(Of(term.First)), Atom),
        EntryFunction.Sigmoid => (Node.Row(Node.Identifier("σ"), Node.Parenthesised(Of(term.First))), Atom),
        _ => (Node.Row(Node.Operator(TermText.Name(term.Function)), Node.Parenthesised(Of(term.First))), Atom),
    };

    // Exponential and logarithm of matrices have capitals; a derivative has its directions in brackets.
    private static (Node, int) DescribeMatrixFunction(MatrixTerm term)
    {
        var name = term.Function switch { EntryFunction.Exp => "Exp", EntryFunction.Log => "Log", _ => "Sqrt" };
        var value = Node.Parenthesised(Of(term.First));
        if (term.Arguments.Length == 1)
        {
            return (Node.Row(Node.Operator(name), value), Atom);
        }

        var directions = new List<Node>();
        foreach (var direction in term.Arguments[1..])
        {
            if (directions.Count > 0)
            {
                directions.Add(Node.Operator(","));
            }

            directions.Add(Of(direction));
        }

        var derivative = Node.Superscript(Node.Operator(name), Node.Operator(term.Arguments.Length switch { 2 => "′", 3 => "″", _ => $"({term.Arguments.Length - 1})" }));
        return (Node.Row(derivative, value, Node.Fenced("[", Node.Row(directions), "]")), Atom);
    }

    private static (Node, int) DescribeEntry(MatrixTerm term)
    {
        // δᵢⱼ is an entry of the identity.
        var target = term.First.Operation == Operation.Eye ? Node.Identifier("δ") : Enclosed(term.First, PowerLevel);
        return (Node.Subscript(term.First.Operation is Operation.Eye or Operation.Variable ? target : Node.Fenced("[", Of(term.First), "]"), Indices(term.Indices)), Atom);
    }

    private static Node Indices(ReadOnlySpan<string> indices)
    {
        var nodes = new List<Node>();
        var isPlain = true;
        foreach (var index in indices)
        {
            isPlain &= index.Length == 1;
        }

        foreach (var index in indices)
        {
            if (nodes.Count > 0 && !isPlain)
            {
                nodes.Add(Node.Operator(","));
            }

            nodes.Add(char.IsAsciiDigit(index[0]) ? Node.Number(index) : Name(index));
        }

        return Node.Row(nodes);
    }
}
