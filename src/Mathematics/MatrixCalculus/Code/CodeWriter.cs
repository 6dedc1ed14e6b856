using System.Globalization;
using System.Text;
using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Writes a term as a method: equal parts are computed once, products in the order that costs least, inverses times something as solutions.</summary>
internal sealed class CodeWriter(ICodeDialect dialect)
{
    // At which size of all dimensions orders of products are compared.
    private const double Typical = 1000;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit",
        "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try",
        "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    private readonly Dictionary<MatrixTerm, int> uses = [];
    private readonly Dictionary<MatrixTerm, CodePart> written = [];
    private readonly List<string> lines = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> sizes = new(StringComparer.Ordinal);

    /// <summary>The operations that the method takes, roughly.</summary>
    public FlopCount Flops { get; } = new();

    /// <summary>The method.</summary>
    /// <exception cref="NotSupportedException">The library has no such operation; the message names it.</exception>
    public string Write(MatrixTerm term, IReadOnlyList<MatrixVariable> variables, string name)
    {
        if (term.Shape.IsTensor)
        {
            throw new NotSupportedException($"A tensor of order {term.Shape.Dimensions.Count} has no type in generated code; there are numbers, vectors and matrices.");
        }

        Count(term);
        var occurring = variables.Where(v => term.Contains(v.Name)).ToArray();
        names.UnionWith(occurring.Select(v => v.Name));
        var value = Part(term);
        var result = value.Kind == CodeKind.Row ? dialect.RowMatrix(value) : value.Text;
        var type = dialect.Type(value.Kind == CodeKind.Row ? CodeKind.Matrix : value.Kind);
        var code = new StringBuilder();
        code.Append(CultureInfo.InvariantCulture, $"// {term}: about {Flops} operations\n");
        var parameters = occurring.Select(v => $"{dialect.Type(KindOf(v.Shape) is CodeKind.Row ? CodeKind.Matrix : KindOf(v.Shape))} {Safe(v.Name)}").ToList();
        var declared = new List<string>();
        foreach (var size in sizes.Order(StringComparer.Ordinal))
        {
            if (Declaration(size, occurring) is { } declaration)
            {
                declared.Add($"    var {Safe(size)} = {declaration};\n");
            }
            else
            {
                parameters.Add($"int {Safe(size)}");
            }
        }

        code.Append(CultureInfo.InvariantCulture, $"static {type} {name}({string.Join(", ", parameters)})\n{{\n");
        declared.ForEach(d => code.Append(d));
        lines.ForEach(l => code.Append("    ").Append(l).Append('\n'));
        return code.Append(CultureInfo.InvariantCulture, $"    return {result};\n}}").ToString();
    }

    /// <summary>What a value of a shape is.</summary>
    public static CodeKind KindOf(SymbolicShape shape) => shape.IsScalar ? CodeKind.Scalar : shape.IsVector ? CodeKind.Vector : shape.IsRow ? CodeKind.Row : CodeKind.Matrix;

    private static string Safe(string name) => Reserved.Contains(name) ? "@" + name : name;

    private string? Declaration(string size, IEnumerable<MatrixVariable> variables)
    {
        foreach (var variable in variables)
        {
            if (variable.Shape.Rows.Equals(Dimension.Of(size)))
            {
                return dialect.Size(Safe(variable.Name), KindOf(variable.Shape), ofRows: true);
            }

            if (variable.Shape.Columns.Equals(Dimension.Of(size)))
            {
                return dialect.Size(Safe(variable.Name), KindOf(variable.Shape), ofRows: false);
            }
        }

        return null;
    }

    // Factors of products are counted one by one: their product is never a value of its own.
    private void Count(MatrixTerm term)
    {
        if (uses.TryGetValue(term, out var count))
        {
            uses[term] = count + 1;
            return;
        }

        uses[term] = 1;
        foreach (var argument in term.Arguments)
        {
            Count(argument);
        }
    }

    private string Size(Dimension dimension)
    {
        sizes.UnionWith(dimension.Names);
        return dimension.IsNumber
            ? dimension.Factor.ToString(CultureInfo.InvariantCulture)
            : string.Join(" * ", dimension.Factor == 1 ? dimension.Names.Select(Safe) : [dimension.Factor.ToString(CultureInfo.InvariantCulture), .. dimension.Names.Select(Safe)]);
    }

    private CodePart Part(MatrixTerm term)
    {
        if (written.TryGetValue(term, out var known))
        {
            return known;
        }

        Cancellation.Poll();
        var part = Compute(term);
        if (uses.GetValueOrDefault(term) > 1 && term.Arguments.Length > 0 && !(term.Operation == Operation.Transpose && term.First.Arguments.Length == 0))
        {
            part = Named(part);
        }

        return written[term] = part;
    }

    private CodePart Named(CodePart part)
    {
        var i = 1;
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"t{i++}");
        }
        while (!names.Add(name));
        lines.Add($"var {name} = {part.Text};");
        return new(name, part.Kind);
    }

    private CodePart Compute(MatrixTerm term)
    {
        var kind = KindOf(term.Shape);
        switch (term.Operation)
        {
            case Operation.Number:
                return dialect.Number((double)term.Value);
            case Operation.Variable:
                return kind == CodeKind.Row
                    ? throw new NotSupportedException($"{term.Symbol.Name} is a row; declare the column and write {term.Symbol.Name}'.")
                    : new(Safe(term.Symbol.Name), kind);
            case Operation.Sum:
                return Sum(term);
            case Operation.Times:
                return Product([.. term.Arguments], null);
            case Operation.Scale:
                return Product(term.First.Operation == Operation.Times ? [.. term.First.Arguments] : [term.First], term.Second);
            case Operation.Chain:
                return Chain(term.Arguments.ToArray());
            case Operation.Hadamard:
                return Hadamard(term);
            case Operation.Power:
                return Power(term);
            case Operation.Transpose:
                var inner = Part(term.First);
                return inner.Kind == CodeKind.Vector ? inner with { Kind = CodeKind.Row } : inner.Kind == CodeKind.Row ? inner with { Kind = CodeKind.Vector } : dialect.Transpose(inner);
            case Operation.Elementwise:
                Flops.Add(term.Function is EntryFunction.Abs or EntryFunction.Relu or EntryFunction.Sign or EntryFunction.Step ? 1 : 10, term.Shape.Size);
                return dialect.Apply(term.Function, Part(term.First));
            case Operation.Entry or Operation.IndexSum or Operation.Tensor:
                throw new NotSupportedException($"Index notation, as in {term}, has no code here.");
            default:
                CountOperations(term);
                var arguments = new List<CodePart>();
                foreach (var argument in term.Arguments)
                {
                    arguments.Add(Part(argument));
                }

                return dialect.Call(term, kind, arguments, Size);
        }
    }

    private void CountOperations(MatrixTerm term)
    {
        var n = term.Arguments.Length > 0 ? term.First.Shape.Rows : Dimension.One;
        switch (term.Operation)
        {
            case Operation.Determinant or Operation.LogDeterminant:
                Flops.Add(2 / 3.0, n, n, n);
                break;
            case Operation.MatrixPower:
                Flops.Add(term.Order == -1 ? 2 : (2 * Math.Ceiling(Math.Log2(Math.Abs(term.Order)))) + (term.Order < 0 ? 2 : 0), n, n, n);
                break;
            case Operation.MatrixFunction:
                Flops.Add(30 * Math.Pow(8, term.Arguments.Length - 1), n, n, n);
                break;
            case Operation.Trace:
                Flops.Add(1, n);
                break;
            case Operation.Norm or Operation.Softmax or Operation.LogSumExp:
                Flops.Add(term.Operation == Operation.Norm ? 2 : 12, term.First.Shape.Size);
                break;
            case Operation.Total or Operation.MaxEntry or Operation.MaxPlace or Operation.Select:
                Flops.Add(1, term.First.Shape.Size);
                break;
            case Operation.Kron:
                Flops.Add(1, term.Shape.Size);
                break;
            default:
                break;
        }
    }

    private CodePart Sum(MatrixTerm sum)
    {
        // What is not a number in every entry comes first: numbers can be added to it.
        CodePart? total = null;
        foreach (var part in TermText.PositiveFirst([.. sum.Arguments.ToArray().OrderBy(p => Filling(p) is not null && !sum.IsScalar)]))
        {
            var (coefficient, _) = MatrixAlgebra.Coefficient(part);
            var isMinus = coefficient.Sign < 0 && total is not null;
            var positive = isMinus ? MatrixAlgebra.Negate(part) : part;
            var value = total is not null && !sum.IsScalar && Filling(positive) is { } filling ? Part(filling) : Part(positive);
            Flops.Add(1, sum.Shape.Size);
            total = total is null ? value : dialect.Add(total.Value, value, isMinus) with { Kind = total.Value.Kind };
        }

        return total!.Value;
    }

    private static MatrixTerm? Filling(MatrixTerm term) => term.Operation switch
    {
        Operation.Ones => MatrixAlgebra.One,
        Operation.Scale when term.Second.Operation == Operation.Ones => term.First,
        Operation.Transpose when term.First.Operation == Operation.Ones => MatrixAlgebra.One,
        _ => null,
    };

    // Scalars above and below, and the matrix.
    private CodePart Product(MatrixTerm[] scalars, MatrixTerm? matrix)
    {
        CodePart? above = null;
        CodePart? below = null;
        var coefficient = Rational.One;
        foreach (var factor in scalars)
        {
            if (factor.IsNumber)
            {
                coefficient *= factor.Value;
            }
            else if (factor.Operation == Operation.Power && factor.Second.IsNumber && factor.Second.Value.Sign < 0)
            {
                var value = Part(EntrywiseAlgebra.Power(factor.First, MatrixAlgebra.Number(-factor.Second.Value)));
                below = below is null ? value : dialect.Scale(below.Value, value);
            }
            else
            {
                above = above is null ? Part(factor) : dialect.Scale(above.Value, Part(factor));
            }

            Flops.Add(1);
        }

        var product = matrix is null ? above ?? dialect.Number(1) : above is null ? Part(matrix) : dialect.Scale(above.Value, Part(matrix));
        if (matrix is not null)
        {
            Flops.Add(1, matrix.Shape.Size);
        }

        if (coefficient != 1)
        {
            product = matrix is null && above is null ? dialect.Number((double)coefficient) : dialect.Scale(dialect.Number((double)coefficient), product);
        }

        return below is null ? product : dialect.Divide(product, below.Value);
    }

    private CodePart Hadamard(MatrixTerm term)
    {
        CodePart? above = null;
        var below = new List<CodePart>();
        foreach (var factor in term.Arguments)
        {
            Flops.Add(1, term.Shape.Size);
            if (factor.Operation == Operation.Power && factor.Second.IsNumber && factor.Second.Value.Sign < 0)
            {
                below.Add(Part(EntrywiseAlgebra.Power(factor.First, MatrixAlgebra.Number(-factor.Second.Value))));
            }
            else
            {
                above = above is null ? Part(factor) : dialect.Entrywise(above.Value, Part(factor), isQuotient: false);
            }
        }

        var product = above;
        foreach (var factor in below)
        {
            product = product is null ? dialect.Power(factor, dialect.Number(-1)) : dialect.Entrywise(product.Value, factor, isQuotient: true);
        }

        return product!.Value;
    }

    private CodePart Power(MatrixTerm term)
    {
        Flops.Add(term.Second.Is(2) ? 1 : 10, term.Shape.Size);
        return term.Second.IsScalar
            ? dialect.Power(Part(term.First), Part(term.Second))
            : dialect.Call(term, KindOf(term.Shape), [Part(term.First), Part(term.Second)], Size);
    }

    // The order of least cost by dynamic programming (Godbole 1973); A⁻¹ in front of something is a system to be solved.
    private CodePart Chain(MatrixTerm[] factors)
    {
        var count = factors.Length;
        var cost = new double[count, count];
        var cut = new int[count, count];
        for (var length = 2; length <= count; length++)
        {
            for (var i = 0; i + length <= count; i++)
            {
                var j = i + length - 1;
                cost[i, j] = double.PositiveInfinity;
                for (var k = i; k < j; k++)
                {
                    var own = new FlopCount();
                    CountProduct(own, factors, i, k, j);
                    var total = cost[i, k] + cost[k + 1, j] + own.At(Typical);
                    if (total < cost[i, j])
                    {
                        (cost[i, j], cut[i, j]) = (total, k);
                    }
                }
            }
        }

        return Product(factors, cut, 0, count - 1);
    }

    private CodePart Product(MatrixTerm[] factors, int[,] cut, int from, int to)
    {
        if (from == to)
        {
            return Part(factors[from]);
        }

        var k = cut[from, to];
        CountProduct(Flops, factors, from, k, to);
        if (k == from && IsInverse(factors[from]) && uses.GetValueOrDefault(factors[from]) < 2)
        {
            var (matrix, right) = (factors[from], Product(factors, cut, k + 1, to));
            return dialect.Solve(matrix.Operation == Operation.Transpose ? dialect.Transpose(Part(matrix.First.First)) : Part(matrix.First), right);
        }

        return dialect.Multiply(Product(factors, cut, from, k), Product(factors, cut, k + 1, to));
    }

    private static bool IsInverse(MatrixTerm term) =>
        term is { Operation: Operation.MatrixPower, Order: -1 } or { Operation: Operation.Transpose, First: { Operation: Operation.MatrixPower, Order: -1 } };

    private static void CountProduct(FlopCount flops, MatrixTerm[] factors, int from, int cut, int to)
    {
        var (m, k, n) = (factors[from].Shape.Rows, factors[cut].Shape.Columns, factors[to].Shape.Columns);
        if (cut == from && IsInverse(factors[from]))
        {
            flops.Add(2 / 3.0, m, m, m);
            flops.Add(2, m, m, n);
        }
        else
        {
            // A diagonal matrix only scales rows or columns.
            var isDiagonal = (cut == from && factors[from].Operation == Operation.Diagonal) || (cut + 1 == to && factors[to].Operation == Operation.Diagonal);
            if (isDiagonal)
            {
                flops.Add(1, m, n);
            }
            else
            {
                flops.Add(k.IsOne ? 1 : 2, m, k, n);
            }
        }
    }
}
