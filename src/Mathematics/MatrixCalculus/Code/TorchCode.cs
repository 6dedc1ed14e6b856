using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>C# on TorchSharp: every value is a tensor, vectors have one dimension.</summary>
internal sealed class TorchCode : ICodeDialect
{
    public string Type(CodeKind kind) => "torch.Tensor";

    public CodePart Number(double value) => new(value.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.Any(c => c is '.' or 'E') ? digits : digits + ".0", CodeKind.Scalar, value < 0 ? 1 : 3);

    public string Size(string variable, CodeKind kind, bool ofRows) => $"{variable}.shape[{(ofRows ? 0 : 1)}]";

    public string RowMatrix(CodePart row) => $"{row.At(3)}.unsqueeze(0)";

    public CodePart Add(CodePart a, CodePart b, bool isMinus) => new($"{a.At(1)} {(isMinus ? '-' : '+')} {b.At(2)}", a.Kind == CodeKind.Scalar ? b.Kind : a.Kind, 1);

    public CodePart Scale(CodePart s, CodePart a) => s.Text == "-1.0" ? new("-" + a.At(3), a.Kind, 1) : new($"{s.At(2)} * {a.At(3)}", a.Kind, 2);

    public CodePart Divide(CodePart a, CodePart s) => new($"{a.At(2)} / {s.At(3)}", a.Kind, 2);

    public CodePart Multiply(CodePart a, CodePart b) => (a.Kind, b.Kind) switch
    {
        (CodeKind.Row, CodeKind.Vector) => new($"{a.At(3)}.dot({b.Text})", CodeKind.Scalar),
        (CodeKind.Vector, CodeKind.Row) => new($"{a.At(3)}.outer({b.Text})", CodeKind.Matrix),
        (CodeKind.Row, _) => new($"{a.At(3)}.matmul({b.Text})", CodeKind.Row),
        (_, CodeKind.Vector) => new($"{a.At(3)}.matmul({b.Text})", CodeKind.Vector),
        _ => new($"{a.At(3)}.matmul({b.Text})", CodeKind.Matrix),
    };

    public CodePart Solve(CodePart a, CodePart b) => new($"torch.linalg.solve({a.Text}, {b.Text})", b.Kind);

    public CodePart Transpose(CodePart a) => new($"{a.At(3)}.mT", CodeKind.Matrix);

    public CodePart Entrywise(CodePart a, CodePart b, bool isQuotient) => new($"{a.At(2)} {(isQuotient ? '/' : '*')} {b.At(3)}", a.Kind, 2);

    public CodePart Power(CodePart a, CodePart exponent) => exponent.Text switch
    {
        "0.5" => new($"{Tensor(a)}.sqrt()", a.Kind),
        "-1.0" => new($"1.0 / {a.At(3)}", a.Kind, 2),
        _ => new($"{Tensor(a)}.pow({exponent.Text})", a.Kind),
    };

    public CodePart Apply(EntryFunction function, CodePart a) => new(
        function switch
        {
            EntryFunction.Softplus => $"torch.nn.functional.softplus({a.Text})",
            EntryFunction.Step => $"{Tensor(a)}.gt(0).to_type({a.At(3)}.dtype)",
            EntryFunction.Arcsin => $"{Tensor(a)}.asin()",
            EntryFunction.Arccos => $"{Tensor(a)}.acos()",
            EntryFunction.Arctan => $"{Tensor(a)}.atan()",
            _ => $"{Tensor(a)}.{TermText.Name(function)}()",
        },
        a.Kind);

    public CodePart Call(MatrixTerm term, CodeKind kind, IReadOnlyList<CodePart> a, Func<Dimension, string> size) => new(
        term.Operation switch
        {
            Operation.Pi => "Math.PI",
            Operation.Size => $"(double)({size(term.Dimension)})",
            Operation.Eye => $"torch.eye({size(term.Shape.Rows)}, dtype: torch.float64)",
            Operation.Ones or Operation.Zero => $"torch.{(term.Operation == Operation.Ones ? "ones" : "zeros")}({Sizes(term.Shape, size)}, dtype: torch.float64)",
            Operation.Commutation => Commutation(size(term.Dimensions[0]), size(term.Dimensions[1])),
            Operation.MatrixPower when term.Order == -1 => $"torch.linalg.inv({a[0].Text})",
            Operation.MatrixPower => $"{a[0].At(3)}.matrix_power({term.Order.ToString(CultureInfo.InvariantCulture)})",
            Operation.Determinant => $"torch.linalg.det({a[0].Text})",
            Operation.LogDeterminant => $"torch.logdet({a[0].Text})",
            Operation.Trace => $"{a[0].At(3)}.trace()",
            Operation.Total => $"{a[0].At(3)}.sum()",
            Operation.Norm => $"{a[0].At(3)}.norm()",
            Operation.MaxEntry => $"{a[0].At(3)}.max()",
            Operation.Diagonal => $"torch.diag({a[0].Text})",
            Operation.DiagonalPart => $"{a[0].At(3)}.diagonal()",
            Operation.Vec => $"{a[0].At(3)}.mT.reshape(-1)",
            Operation.Unvec => $"{a[0].At(3)}.reshape({size(term.Dimensions[1])}, {size(term.Dimensions[0])}).mT",
            Operation.Kron => $"torch.kron({Matrix(a[0])}, {Matrix(a[1])}){(kind == CodeKind.Vector ? ".reshape(-1)" : string.Empty)}",
            Operation.Rearrange => Rearrange(term, a[0], size),
            Operation.Unarrange => Unarrange(term, a[0], size),
            Operation.Softmax => $"{a[0].At(3)}.softmax(0)",
            Operation.LogSumExp => $"{a[0].At(3)}.reshape(-1).logsumexp(0)",
            Operation.MatrixFunction when term.Function == EntryFunction.Exp && a.Count == 1 => $"torch.matrix_exp({a[0].Text})",
            Operation.Power => $"{Tensor(a[0])}.pow({a[1].Text})",
            Operation.Select => $"torch.where({a[0].At(3)}.{(term.Order == 1 ? "gt" : "ge")}(0), {a[1].Text}, {a[2].Text})",
            _ => throw new NotSupportedException($"TorchSharp has nothing for {term}."),
        },
        kind);

    // Numbers that are no tensors have no methods.
    private static string Tensor(CodePart a) => a.Kind == CodeKind.Scalar && char.IsAsciiDigit(a.Text[0]) ? $"torch.tensor({a.Text})" : a.At(3);

    // torch.kron refuses transposed views.
    private static string Matrix(CodePart a) => a.Kind switch { CodeKind.Vector => $"{a.At(3)}.unsqueeze(1)", CodeKind.Row => $"{a.At(3)}.unsqueeze(0)", _ => $"{a.At(3)}.contiguous()" };

    private static string Sizes(SymbolicShape shape, Func<Dimension, string> size) => shape.IsVector || shape.IsRow ? size(shape.Size) : $"{size(shape.Rows)}, {size(shape.Columns)}";

    private static string Commutation(string m, string n) => $"torch.eye({m} * {n}, dtype: torch.float64).reshape({n}, {m}, {m} * {n}).transpose(0, 1).reshape({m} * {n}, {m} * {n})";

    private static string Rearrange(MatrixTerm term, CodePart g, Func<Dimension, string> size)
    {
        var (m, n, p, q) = (size(term.Dimensions[0]), size(term.Dimensions[1]), size(term.Dimensions[2]), size(term.Dimensions[3]));
        return $"{g.At(3)}.reshape({m}, {p}, {n}, {q}).permute(2, 0, 3, 1).reshape({m} * {n}, {p} * {q})";
    }

    private static string Unarrange(MatrixTerm term, CodePart g, Func<Dimension, string> size)
    {
        var (m, n, p, q) = (size(term.Dimensions[0]), size(term.Dimensions[1]), size(term.Dimensions[2]), size(term.Dimensions[3]));
        return $"{g.At(3)}.reshape({n}, {m}, {q}, {p}).permute(1, 3, 0, 2).reshape({m} * {p}, {n} * {q})";
    }
}
