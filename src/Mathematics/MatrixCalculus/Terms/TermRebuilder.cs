namespace Adjoint.MatrixCalculus;

/// <summary>Makes a term anew with other arguments, simplified.</summary>
internal static class TermRebuilder
{
    /// <summary>The operation of a term on its arguments after a map, which keeps their shapes.</summary>
    public static MatrixTerm Rebuild(MatrixTerm term, Func<MatrixTerm, MatrixTerm> map)
    {
        var arguments = new MatrixTerm[term.Arguments.Length];
        var isChanged = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = map(term.Arguments[i]);
            isChanged |= !ReferenceEquals(arguments[i], term.Arguments[i]);
        }

        return isChanged ? Make(term, arguments) : term;
    }

    private static MatrixTerm Make(MatrixTerm term, MatrixTerm[] a) => term.Operation switch
    {
        Operation.Sum => MatrixAlgebra.Sum(a[0].Shape, a),
        Operation.Times or Operation.Hadamard => EntrywiseAlgebra.Product(a[0].Shape, a),
        Operation.Scale => MatrixAlgebra.Scale(a[0], a[1]),
        Operation.Chain => Array.Exists(a, f => f.IsScalar) ? a.Aggregate(MatrixAlgebra.Multiply) : MatrixProduct.Of(a),
        Operation.Power => EntrywiseAlgebra.Power(a[0], a[1]),
        Operation.MatrixPower => SquareAlgebra.Power(a[0], term.Order),
        Operation.Transpose => MatrixAlgebra.Transpose(a[0]),
        Operation.Elementwise => EntrywiseAlgebra.Apply(term.Function, a[0]),
        Operation.Determinant => SquareAlgebra.Determinant(a[0]),
        Operation.LogDeterminant => SquareAlgebra.LogDeterminant(a[0]),
        Operation.Trace => LinearMaps.Trace(a[0]),
        Operation.Total => LinearMaps.Total(a[0]),
        Operation.Norm => LinearMaps.Norm(a[0]),
        Operation.MaxEntry => LinearMaps.MaxEntry(a[0]),
        Operation.MaxPlace => LinearMaps.MaxPlace(a[0]),
        Operation.Diagonal => LinearMaps.Diagonal(a[0]),
        Operation.DiagonalPart => LinearMaps.DiagonalPart(a[0]),
        Operation.Vec => LinearMaps.Vec(a[0]),
        Operation.Unvec => LinearMaps.Unvec(a[0], term.Dimensions[0], term.Dimensions[1]),
        Operation.Kron => LinearMaps.Kron(a[0], a[1]),
        Operation.Rearrange => LinearMaps.Rearrange(a[0], term.Dimensions[0], term.Dimensions[1], term.Dimensions[2], term.Dimensions[3]),
        Operation.Unarrange => LinearMaps.Unarrange(a[0], term.Dimensions[0], term.Dimensions[1], term.Dimensions[2], term.Dimensions[3]),
        Operation.Softmax => LinearMaps.Softmax(a[0]),
        Operation.LogSumExp => LinearMaps.LogSumExp(a[0]),
        Operation.MatrixFunction => SquareAlgebra.Function(term.Function, a),
        Operation.Select => EntrywiseAlgebra.Select(a[0], a[1], a[2], term.Order == 1),
        Operation.Entry => IndexAlgebra.Entry(a[0], term.Indices),
        Operation.IndexSum => IndexAlgebra.Sum(term.Indices, term.Dimensions, a[0]),
        Operation.Tensor => IndexAlgebra.Tensor(term.Indices, term.Dimensions, a[0]),
        _ => throw new NotSupportedException($"{term.Operation} has no arguments."),
    };
}
