using Adjoint.Algebra;
using Adjoint.MatrixCalculus;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Terms as they are, with nothing simplified.</summary>
internal static class TestTerms
{
    public static Dimension M { get; } = Dimension.Of("m");

    public static Dimension N { get; } = Dimension.Of("n");

    public static Dimension K { get; } = Dimension.Of("k");

    public static MatrixTerm Variable(string name, Dimension rows, Dimension columns, VariableTraits traits = VariableTraits.None) =>
        Of(new MatrixVariable(name, SymbolicShape.Matrix(rows, columns), traits));

    public static MatrixTerm Variable(string name, VariableTraits traits = VariableTraits.None) => Variable(name, Dimension.One, Dimension.One, traits);

    public static MatrixTerm Variable(string name, Dimension rows, VariableTraits traits = VariableTraits.None) => Variable(name, rows, Dimension.One, traits);

    public static MatrixTerm Of(MatrixVariable variable) => new(Operation.Variable, variable.Shape, [], new(Symbol: variable));

    public static MatrixTerm Number(Rational value) => new(Operation.Number, SymbolicShape.Scalar, [], new(Value: value));

    public static MatrixTerm Eye(Dimension n) => new(Operation.Eye, SymbolicShape.Matrix(n, n));

    public static MatrixTerm Ones(SymbolicShape shape) => new(Operation.Ones, shape);

    public static MatrixTerm Zero(SymbolicShape shape) => new(Operation.Zero, shape);

    public static MatrixTerm Sum(params MatrixTerm[] terms) => new(Operation.Sum, terms[0].Shape, terms);

    public static MatrixTerm Minus(MatrixTerm a, MatrixTerm b) => Sum(a, Times(Number(-1), b));

    public static MatrixTerm Times(MatrixTerm s, MatrixTerm a) => new(a.IsScalar ? Operation.Times : Operation.Scale, a.Shape, s, a);

    public static MatrixTerm Chain(params MatrixTerm[] terms) => new(Operation.Chain, SymbolicShape.Matrix(terms[0].Shape.Rows, terms[^1].Shape.Columns), terms);

    public static MatrixTerm Hadamard(params MatrixTerm[] terms) => new(Operation.Hadamard, terms[0].Shape, terms);

    public static MatrixTerm Power(MatrixTerm a, MatrixTerm b) => new(Operation.Power, a.Shape, a, b);

    public static MatrixTerm Power(MatrixTerm a, Rational b) => Power(a, Number(b));

    public static MatrixTerm MatrixPower(MatrixTerm a, int k) => new(Operation.MatrixPower, a.Shape, [a], new(Order: k));

    public static MatrixTerm Inverse(MatrixTerm a) => MatrixPower(a, -1);

    public static MatrixTerm Transpose(MatrixTerm a) => new(Operation.Transpose, a.Shape.Transpose(), a);

    public static MatrixTerm Map(EntryFunction function, MatrixTerm a) => new(Operation.Elementwise, a.Shape, [a], new(Function: function));

    public static MatrixTerm Scalar(Operation operation, MatrixTerm a) => new(operation, SymbolicShape.Scalar, a);

    public static MatrixTerm Same(Operation operation, MatrixTerm a) => new(operation, a.Shape, a);

    public static MatrixTerm Diagonal(MatrixTerm x) => new(Operation.Diagonal, SymbolicShape.Matrix(x.Shape.Rows, x.Shape.Rows), x);

    public static MatrixTerm DiagonalPart(MatrixTerm a) => new(Operation.DiagonalPart, SymbolicShape.Vector(a.Shape.Rows), a);

    public static MatrixTerm Vec(MatrixTerm a) => new(Operation.Vec, SymbolicShape.Vector(a.Shape.Size), a);

    public static MatrixTerm Unvec(MatrixTerm a, Dimension m, Dimension n) => new(Operation.Unvec, SymbolicShape.Matrix(m, n), [a], new(Dimensions: [m, n]));

    public static MatrixTerm Kron(MatrixTerm a, MatrixTerm b) =>
        new(Operation.Kron, SymbolicShape.Matrix(a.Shape.Rows * b.Shape.Rows, a.Shape.Columns * b.Shape.Columns), a, b);

    public static MatrixTerm Commutation(Dimension m, Dimension n) => new(Operation.Commutation, SymbolicShape.Matrix(m * n, m * n), [], new(Dimensions: [m, n]));

    public static MatrixTerm Rearrange(MatrixTerm g, Dimension m, Dimension n, Dimension p, Dimension q) =>
        new(Operation.Rearrange, SymbolicShape.Matrix(m * n, p * q), [g], new(Dimensions: [m, n, p, q]));

    public static MatrixTerm Unarrange(MatrixTerm r, Dimension m, Dimension n, Dimension p, Dimension q) =>
        new(Operation.Unarrange, SymbolicShape.Matrix(m * p, n * q), [r], new(Dimensions: [m, n, p, q]));

    public static MatrixTerm MatrixFunction(EntryFunction function, params MatrixTerm[] arguments) =>
        new(Operation.MatrixFunction, arguments[0].Shape, arguments, new(Function: function));

    public static MatrixTerm Select(MatrixTerm test, MatrixTerm a, MatrixTerm b, bool isStrict = true) => new(Operation.Select, a.Shape, [test, a, b], new(Order: isStrict ? 1 : 0));

    public static MatrixTerm Entry(MatrixTerm a, params string[] indices) => new(Operation.Entry, SymbolicShape.Scalar, [a], new(Indices: indices));

    public static MatrixTerm IndexSum(MatrixTerm body, params (string Index, Dimension Range)[] ranges) => new(
        Operation.IndexSum, SymbolicShape.Scalar, [body], new(Indices: [.. ranges.Select(r => r.Index)], Dimensions: [.. ranges.Select(r => r.Range)]));

    public static MatrixTerm Tensor(MatrixTerm body, params (string Index, Dimension Range)[] ranges) => new(
        Operation.Tensor, SymbolicShape.Tensor([.. ranges.Select(r => r.Range)]), [body], new(Indices: [.. ranges.Select(r => r.Index)], Dimensions: [.. ranges.Select(r => r.Range)]));
}
