using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>C# on MathNet.Numerics: double, Vector&lt;double&gt; and Matrix&lt;double&gt;.</summary>
internal sealed class MathNetCode : ICodeDialect
{
    public string Type(CodeKind kind) => kind switch { CodeKind.Scalar => "double", CodeKind.Vector or CodeKind.Row => "Vector<double>", _ => "Matrix<double>" };

    public CodePart Number(double value) => new(Literal(value), CodeKind.Scalar, value < 0 ? 1 : 3);

    public string Size(string variable, CodeKind kind, bool ofRows) => kind == CodeKind.Matrix ? $"{variable}.{(ofRows ? "RowCount" : "ColumnCount")}" : $"{variable}.Count";

    public string RowMatrix(CodePart row) => $"{row.At(3)}.ToRowMatrix()";

    public CodePart Add(CodePart a, CodePart b, bool isMinus) => new($"{a.At(1)} {(isMinus ? '-' : '+')} {b.At(2)}", a.Kind == CodeKind.Scalar ? b.Kind : a.Kind, 1);

    public CodePart Scale(CodePart s, CodePart a) => s.Text == "-1.0" ? new("-" + a.At(3), a.Kind, 1) : new($"{s.At(2)} * {a.At(3)}", a.Kind, 2);

    public CodePart Divide(CodePart a, CodePart s) => new($"{a.At(2)} / {s.At(3)}", a.Kind, 2);

    public CodePart Multiply(CodePart a, CodePart b) => (a.Kind, b.Kind) switch
    {
        (CodeKind.Row, CodeKind.Vector) => new($"{a.At(3)}.DotProduct({b.Text})", CodeKind.Scalar),
        (CodeKind.Vector, CodeKind.Row) => new($"{a.At(3)}.OuterProduct({b.Text})", CodeKind.Matrix),
        (CodeKind.Row, _) => new($"{b.At(3)}.LeftMultiply({a.Text})", CodeKind.Row),
        (_, CodeKind.Vector) => new($"{a.At(2)} * {b.At(3)}", CodeKind.Vector, 2),
        _ => new($"{a.At(2)} * {b.At(3)}", CodeKind.Matrix, 2),
    };

    public CodePart Solve(CodePart a, CodePart b) => new($"{a.At(3)}.Solve({b.Text})", b.Kind);

    public CodePart Transpose(CodePart a) => new($"{a.At(3)}.Transpose()", CodeKind.Matrix);

    public CodePart Entrywise(CodePart a, CodePart b, bool isQuotient) => new($"{a.At(3)}.Pointwise{(isQuotient ? "Divide" : "Multiply")}({b.Text})", a.Kind);

    public CodePart Power(CodePart a, CodePart exponent) => (a.Kind, exponent.Text) switch
    {
        (CodeKind.Scalar, "0.5") => new($"Math.Sqrt({a.Text})", CodeKind.Scalar),
        (CodeKind.Scalar, "-1.0") => new($"1.0 / {a.At(3)}", CodeKind.Scalar, 2),
        (CodeKind.Scalar, "2.0") when IsName(a.Text) => new($"{a.Text} * {a.Text}", CodeKind.Scalar, 2),
        (CodeKind.Scalar, _) => new($"Math.Pow({a.Text}, {exponent.Text})", CodeKind.Scalar),
        (_, "0.5") => new($"{a.At(3)}.PointwiseSqrt()", a.Kind),
        _ => new($"{a.At(3)}.PointwisePower({exponent.Text})", a.Kind),
    };

    public CodePart Apply(EntryFunction function, CodePart a)
    {
        if (a.Kind == CodeKind.Scalar)
        {
            return new(OfNumber(function, a.Text), CodeKind.Scalar, function is EntryFunction.Sigmoid or EntryFunction.Step ? 1 : 3);
        }

        return function switch
        {
            EntryFunction.Sigmoid or EntryFunction.Softplus or EntryFunction.Relu or EntryFunction.Step => new($"{a.At(3)}.Map(x => {OfNumber(function, "x")})", a.Kind),
            EntryFunction.Arcsin => new($"{a.At(3)}.PointwiseAsin()", a.Kind),
            EntryFunction.Arccos => new($"{a.At(3)}.PointwiseAcos()", a.Kind),
            EntryFunction.Arctan => new($"{a.At(3)}.PointwiseAtan()", a.Kind),
            _ => new($"{a.At(3)}.Pointwise{function}()", a.Kind),
        };
    }

    public CodePart Call(MatrixTerm term, CodeKind kind, IReadOnlyList<CodePart> a, Func<Dimension, string> size) => new(
        term.Operation switch
        {
            Operation.Pi => "Math.PI",
            Operation.Size => size(term.Dimension),
            Operation.Eye => $"Matrix<double>.Build.DenseIdentity({size(term.Shape.Rows)})",
            Operation.Ones or Operation.Zero => Constant(term, size),
            Operation.Commutation => Commutation(size(term.Dimensions[0]), size(term.Dimensions[1])),
            Operation.MatrixPower when term.Order == -1 => $"{a[0].At(3)}.Inverse()",
            Operation.MatrixPower when term.Order < 0 => $"{a[0].At(3)}.Inverse().Power({-term.Order})",
            Operation.MatrixPower => $"{a[0].At(3)}.Power({term.Order})",
            Operation.Determinant => $"{a[0].At(3)}.Determinant()",
            Operation.LogDeterminant => $"Math.Log({a[0].At(3)}.Determinant())",
            Operation.Trace => $"{a[0].At(3)}.Trace()",
            Operation.Total => a[0].Kind == CodeKind.Matrix ? $"{a[0].At(3)}.RowSums().Sum()" : $"{a[0].At(3)}.Sum()",
            Operation.Norm => a[0].Kind == CodeKind.Matrix ? $"{a[0].At(3)}.FrobeniusNorm()" : $"{a[0].At(3)}.L2Norm()",
            Operation.MaxEntry => a[0].Kind == CodeKind.Matrix ? $"{a[0].At(3)}.Enumerate().Max()" : $"{a[0].At(3)}.Maximum()",
            Operation.MaxPlace when kind == CodeKind.Vector => $"Vector<double>.Build.Dense({a[0].At(3)}.Count, i => i == {a[0].At(3)}.MaximumIndex() ? 1.0 : 0.0)",
            Operation.Diagonal => $"Matrix<double>.Build.DenseOfDiagonalVector({a[0].Text})",
            Operation.DiagonalPart => $"{a[0].At(3)}.Diagonal()",
            Operation.Vec => $"Vector<double>.Build.DenseOfArray({a[0].At(3)}.ToColumnMajorArray())",
            Operation.Unvec => $"Matrix<double>.Build.DenseOfColumnMajor({size(term.Dimensions[0])}, {size(term.Dimensions[1])}, {a[0].At(3)}.ToArray())",
            Operation.Kron => Kron(kind, a[0], a[1]),
            Operation.Rearrange => Rearrange(term, a[0], size),
            Operation.Unarrange => Unarrange(term, a[0], size),
            Operation.Softmax => $"({a[0].At(1)} - {a[0].At(3)}.Maximum()).PointwiseExp().Normalize(1)",
            Operation.LogSumExp when a[0].Kind != CodeKind.Matrix => $"({a[0].At(3)}.Maximum() + Math.Log(({a[0].At(1)} - {a[0].At(3)}.Maximum()).PointwiseExp().Sum()))",
            Operation.LogSumExp => $"Math.Log({a[0].At(3)}.PointwiseExp().RowSums().Sum())",
            Operation.Power when kind != CodeKind.Scalar => $"{a[0].At(3)}.PointwisePower({a[1].Text})",
            Operation.Select when kind == CodeKind.Scalar => $"({a[0].At(1)} {(term.Order == 1 ? ">" : ">=")} 0 ? {a[1].Text} : {a[2].Text})",
            Operation.Select when kind == CodeKind.Vector => $"Vector<double>.Build.Dense({a[0].At(3)}.Count, i => {a[0].At(3)}[i] {(term.Order == 1 ? ">" : ">=")} 0 ? {a[1].At(3)}[i] : {a[2].At(3)}[i])",
            Operation.Select => $"Matrix<double>.Build.Dense({a[0].At(3)}.RowCount, {a[0].At(3)}.ColumnCount, (i, j) => {a[0].At(3)}[i, j] {(term.Order == 1 ? ">" : ">=")} 0 ? {a[1].At(3)}[i, j] : {a[2].At(3)}[i, j])",
            _ => throw new NotSupportedException($"MathNet has nothing for {term}."),
        },
        kind);

    private static bool IsName(string text) => text.All(c => char.IsLetterOrDigit(c) || c == '_');

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) is var digits && digits.Contains('.', StringComparison.Ordinal) || digits.Contains('E', StringComparison.Ordinal) ? digits : digits + ".0";

    private static string OfNumber(EntryFunction function, string x) => function switch
    {
        EntryFunction.Sigmoid => $"1 / (1 + Math.Exp(-({x})))",
        EntryFunction.Softplus => $"Math.Log(1 + Math.Exp({x}))",
        EntryFunction.Relu => $"Math.Max(0, {x})",
        EntryFunction.Step => $"({x}) > 0 ? 1.0 : 0.0",
        EntryFunction.Arcsin => $"Math.Asin({x})",
        EntryFunction.Arccos => $"Math.Acos({x})",
        EntryFunction.Arctan => $"Math.Atan({x})",
        EntryFunction.Sign => $"(double)Math.Sign({x})",
        _ => $"Math.{function}({x})",
    };

    private static string Constant(MatrixTerm term, Func<Dimension, string> size)
    {
        var value = term.Operation == Operation.Ones ? "1.0" : "0.0";
        return term.Shape.IsVector || term.Shape.IsRow
            ? $"Vector<double>.Build.Dense({size(term.Shape.Size)}, {value})"
            : $"Matrix<double>.Build.Dense({size(term.Shape.Rows)}, {size(term.Shape.Columns)}, {value})";
    }

    private static string Commutation(string m, string n) =>
        $"Matrix<double>.Build.Dense({m} * {n}, {m} * {n}, (r, c) => r % ({n}) == c / ({m}) && r / ({n}) == c % ({m}) ? 1.0 : 0.0)";

    private static string Kron(CodeKind kind, CodePart a, CodePart b)
    {
        static string Matrix(CodePart x) => x.Kind switch { CodeKind.Vector => $"{x.At(3)}.ToColumnMatrix()", CodeKind.Row => $"{x.At(3)}.ToRowMatrix()", _ => x.At(3) };
        return $"{Matrix(a)}.KroneckerProduct({Matrix(b)}){(kind == CodeKind.Vector ? ".Column(0)" : string.Empty)}";
    }

    private static string Rearrange(MatrixTerm term, CodePart g, Func<Dimension, string> size)
    {
        var (m, n, p, q) = (size(term.Dimensions[0]), size(term.Dimensions[1]), size(term.Dimensions[2]), size(term.Dimensions[3]));
        return $"Matrix<double>.Build.Dense({m} * {n}, {p} * {q}, (r, c) => {g.At(3)}[(r % ({m}) * ({p})) + (c % ({p})), (r / ({m}) * ({q})) + (c / ({p}))])";
    }

    private static string Unarrange(MatrixTerm term, CodePart g, Func<Dimension, string> size)
    {
        var (m, n, p, q) = (size(term.Dimensions[0]), size(term.Dimensions[1]), size(term.Dimensions[2]), size(term.Dimensions[3]));
        return $"Matrix<double>.Build.Dense({m} * {p}, {n} * {q}, (r, c) => {g.At(3)}[(r / ({p})) + (c / ({q}) * ({m})), (r % ({p})) + (c % ({q}) * ({p}))])";
    }
}
