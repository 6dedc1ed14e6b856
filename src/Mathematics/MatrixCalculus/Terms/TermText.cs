using System.Globalization;
using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Writes terms in the grammar of expressions: what is written reads back as an equal term.</summary>
internal static class TermText
{
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int SignLevel = 3;
    private const int PowerLevel = 4;
    private const int Atom = 5;

    public static string Of(MatrixTerm term) => Write(term).Text;

    /// <summary>The name of a function in the grammar.</summary>
    public static string Name(EntryFunction function) => function switch
    {
        EntryFunction.Exp => "exp",
        EntryFunction.Log => "log",
        EntryFunction.Sqrt => "sqrt",
        EntryFunction.Sin => "sin",
        EntryFunction.Cos => "cos",
        EntryFunction.Tan => "tan",
        EntryFunction.Arcsin => "arcsin",
        EntryFunction.Arccos => "arccos",
        EntryFunction.Arctan => "arctan",
        EntryFunction.Sinh => "sinh",
        EntryFunction.Cosh => "cosh",
        EntryFunction.Tanh => "tanh",
        EntryFunction.Sigmoid => "sigmoid",
        EntryFunction.Softplus => "softplus",
        EntryFunction.Relu => "relu",
        EntryFunction.Abs => "abs",
        EntryFunction.Sign => "sign",
        EntryFunction.Step => "step",
        _ => throw new NotSupportedException($"{function} has no name."),
    };

    private static string Enclosed(MatrixTerm term, int level) => Write(term) is var (text, own) && own < level ? $"({text})" : text;

    private static (string Text, int Level) Write(MatrixTerm term) => term.Operation switch
    {
        Operation.Number => WriteNumber(term.Value),
        Operation.Pi => ("pi", Atom),
        Operation.Size => (term.Dimension.ToString(), term.Dimension.Names.Count + (term.Dimension.Factor == 1 ? 0 : 1) > 1 ? ProductLevel : Atom),
        Operation.Variable => (term.Symbol.IsDifferential ? "d" + term.Symbol.Name : term.Symbol.Name, Atom),
        Operation.Eye => ($"eye({term.Shape.Rows})", Atom),
        Operation.Ones => (Filled("ones", term.Shape), Atom),
        Operation.Zero when term.Shape.IsTensor => (ZeroTensor(term), Atom),
        Operation.Zero => (Filled("zeros", term.Shape), Atom),
        Operation.Commutation => ($"commutation({term.Dimensions[0]}, {term.Dimensions[1]})", Atom),
        Operation.Differential => ($"d({Of(term.First)})", Atom),
        Operation.Sum => WriteSum(term),
        Operation.Times or Operation.Scale => WriteProduct(term),
        Operation.Chain => (string.Join('*', Texts(term.Arguments, SignLevel)), ProductLevel),
        Operation.Hadamard => WriteHadamard(term),
        Operation.Power => WritePower(term),
        Operation.MatrixPower => term.Order switch
        {
            -1 => ($"inv({Of(term.First)})", Atom),
            < 0 => ($"inv({Of(term.First)})^{(-term.Order).ToString(CultureInfo.InvariantCulture)}", PowerLevel),
            _ => ($"{Enclosed(term.First, Atom)}^{term.Order.ToString(CultureInfo.InvariantCulture)}", PowerLevel),
        },
        Operation.Transpose => ($"{Enclosed(term.First, Atom)}'", PowerLevel),
        Operation.Elementwise => Call(Name(term.Function), term),
        Operation.Determinant => Call("det", term),
        Operation.LogDeterminant => Call("logdet", term),
        Operation.Trace => Call("tr", term),
        Operation.Total => Call("sum", term),
        Operation.Norm => Call(term.First.Shape.IsVector || term.First.Shape.IsRow ? "norm2" : "normF", term),
        Operation.MaxEntry => Call("max", term),
        Operation.MaxPlace => Call("argmax", term),
        Operation.Diagonal or Operation.DiagonalPart => Call("diag", term),
        Operation.Vec => Call("vec", term),
        Operation.Unvec => Call("unvec", term),
        Operation.Kron => Call("kron", term),
        Operation.Rearrange => Call("rearrange", term),
        Operation.Unarrange => Call("unarrange", term),
        Operation.Softmax => Call("softmax", term),
        Operation.LogSumExp => Call("logsumexp", term),
        Operation.MatrixFunction => Call((term.Arguments.Length > 1 ? "d" : string.Empty) + Name(term.Function) + "m", term),
        Operation.Select => ($"piecewise({Of(term.Arguments[0])} {(term.Order == 1 ? ">" : ">=")} 0, {Value(term.Arguments[1])}, {Value(term.Arguments[2])})", Atom),
        Operation.Entry => ($"{Enclosed(term.First, Atom)}[{string.Join(", ", term.Indices.ToArray())}]", Atom),
        Operation.IndexSum => ($"sum[{Ranges(term)}]({Of(term.First)})", Atom),
        Operation.Tensor => ($"tensor[{Ranges(term)}]({Of(term.First)})", Atom),
        _ => throw new NotSupportedException($"{term.Operation} has no text."),
    };

    private static (string, int) Call(string name, MatrixTerm term)
    {
        var dimensions = term.Dimensions.ToArray().Select(d => d.ToString());
        return ($"{name}({string.Join(", ", [.. Texts(term.Arguments, 0), .. dimensions])})", Atom);
    }

    private static string[] Texts(ReadOnlySpan<MatrixTerm> terms, int level)
    {
        var texts = new string[terms.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Enclosed(terms[i], level);
        }

        return texts;
    }

    private static (string, int) WriteNumber(Rational value) => (value.ToString(), value.Sign < 0 ? SumLevel : value.IsInteger ? Atom : ProductLevel);

    private static string ZeroTensor(MatrixTerm zero)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        IndexAlgebra.Collect(zero, taken);
        return $"tensor[{string.Join(", ", zero.Shape.Dimensions.Select(d => $"{IndexAlgebra.Fresh(taken)}: {d}"))}](0)";
    }

    private static string Filled(string name, SymbolicShape shape) => shape.Columns.IsOne ? $"{name}({shape.Rows})" : $"{name}({shape.Rows}, {shape.Columns})";

    // What a use such as X[i] tells of a range is not written.
    private static string Ranges(MatrixTerm term)
    {
        var (body, ranges) = (term.First, new List<string>());
        for (var i = 0; i < term.Indices.Length; i++)
        {
            var index = term.Indices[i];
            ranges.Add(IndexAlgebra.Uses(body, index) ? index : $"{index}: {term.Dimensions[i]}");
        }

        return string.Join(", ", ranges);
    }

    private static (string, int) WriteSum(MatrixTerm sum)
    {
        if (sum.Shape.IsRow && MatrixAlgebra.IsTransposed(sum))
        {
            return ($"({Of(MatrixAlgebra.Transpose(sum))})'", PowerLevel);
        }

        var isFixed = false;
        foreach (var part in sum.Arguments)
        {
            isFixed |= !sum.IsScalar && Filling(part) is null;
        }

        var (common, text) = (Rational.Abs(MatrixAlgebra.Content(sum)), string.Empty);
        if (common != 1)
        {
            return WriteProduct(new(Operation.Scale, sum.Shape, MatrixAlgebra.Number(common), new(Operation.Sum, sum.Shape, MatrixAlgebra.Multiple(common.Invert(), sum).Arguments.ToArray())));
        }

        foreach (var part in PositiveFirst(sum.Arguments))
        {
            var (summand, level) = isFixed && Filling(part) is { } filling ? WriteFilling(filling, sum.Shape) : Write(part);
            summand = level < SumLevel || (level == SumLevel && !summand.StartsWith('-')) ? $"({summand})" : summand;
            text += text.Length == 0 ? summand : summand.StartsWith('-') ? $" - {summand[1..]}" : $" + {summand}";
        }

        return (text, SumLevel);
    }

    /// <summary>The summands with a positive one in front: b − a instead of −a + b.</summary>
    public static MatrixTerm[] PositiveFirst(ReadOnlySpan<MatrixTerm> parts)
    {
        var ordered = parts.ToArray();
        var first = Array.FindIndex(ordered, p => MatrixAlgebra.Coefficient(p).Coefficient.Sign > 0);
        if (first > 0)
        {
            var positive = ordered[first];
            Array.Copy(ordered, 0, ordered, 1, first);
            ordered[0] = positive;
        }

        return ordered;
    }

    // In piecewise a number stands for itself in every entry.
    private static string Value(MatrixTerm term) => term.IsZero ? "0" : Filling(term) is { IsNumber: true } number ? Of(number) : Of(term);

    // s of s·ones: beside another summand it is written as s.
    private static MatrixTerm? Filling(MatrixTerm term) => term.Operation switch
    {
        Operation.Ones => MatrixAlgebra.One,
        Operation.Scale when term.Second.Operation == Operation.Ones => term.First,
        _ => null,
    };

    private static (string, int) WriteFilling(MatrixTerm filling, SymbolicShape shape) =>
        filling.IsNumber ? Write(filling) : ($"{(shape.IsVector ? "vector" : "matrix")}({Of(filling)})", Atom);

    // p·a·b·M/(q·c): positive powers and the matrix above, negative ones below.
    private static (string, int) WriteProduct(MatrixTerm product)
    {
        var (scalars, matrix) = product.Operation == Operation.Scale ? (product.First, product.Second) : (product, null);
        var coefficient = Rational.One;
        var (above, below) = (new List<string>(), new List<string>());
        foreach (var factor in scalars.Operation == Operation.Times ? scalars.Arguments : new[] { scalars })
        {
            if (factor.IsNumber)
            {
                coefficient *= factor.Value;
            }
            else if (factor.Operation == Operation.Power && factor.Second.IsNumber && factor.Second.Value.Sign < 0)
            {
                below.Add(Enclosed(EntrywiseAlgebra.Power(factor.First, MatrixAlgebra.Number(-factor.Second.Value)), SignLevel));
            }
            else
            {
                above.Add(Enclosed(factor, ProductLevel));
            }
        }

        if (matrix is not null)
        {
            above.Add(Enclosed(matrix, matrix.Operation == Operation.Hadamard && above.Count + below.Count == 0 && Rational.Abs(coefficient) == 1 ? 0 : ProductLevel));
        }

        var (numerator, denominator) = (Rational.Abs(coefficient).Numerator, coefficient.Denominator);
        if (!numerator.IsOne || above.Count == 0)
        {
            above.Insert(0, numerator.ToString(CultureInfo.InvariantCulture));
        }

        if (!denominator.IsOne)
        {
            below.Insert(0, denominator.ToString(CultureInfo.InvariantCulture));
        }

        var text = string.Join('*', above) + (below.Count == 0 ? string.Empty : below.Count == 1 ? "/" + below[0] : $"/({string.Join('*', below)})");
        return coefficient.Sign < 0 ? ("-" + text, SumLevel) : (text, ProductLevel);
    }

    private static (string, int) WriteHadamard(MatrixTerm product)
    {
        var (above, below) = (new List<string>(), new List<string>());
        foreach (var factor in product.Arguments)
        {
            if (factor.Operation == Operation.Power && factor.Second.IsNumber && factor.Second.Value.Sign < 0)
            {
                below.Add(Enclosed(EntrywiseAlgebra.Power(factor.First, MatrixAlgebra.Number(-factor.Second.Value)), SignLevel));
            }
            else
            {
                above.Add(Enclosed(factor, SignLevel));
            }
        }

        var text = above.Count == 0 ? "1" : string.Join(".*", above);
        return (below.Count == 0 ? text : $"{text}./{(below.Count == 1 ? below[0] : $"({string.Join(".*", below)})")}", ProductLevel);
    }

    private static (string, int) WritePower(MatrixTerm power)
    {
        var (number, sign) = (power.Second, power.IsScalar ? "^" : ".^");
        if (number.IsNumber && number.Value.Sign < 0)
        {
            var below = Enclosed(EntrywiseAlgebra.Power(power.First, MatrixAlgebra.Number(-number.Value)), SignLevel);
            return ((power.IsScalar ? "1/" : "1./") + below, ProductLevel);
        }

        return number.IsNumber && number.Value == new Rational(1, 2)
            ? ($"sqrt({Of(power.First)})", Atom)
            : (Enclosed(power.First, Atom) + sign + Enclosed(number, Atom), PowerLevel);
    }
}
