namespace Adjoint.MatrixCalculus;

/// <summary>What stands after <c>where</c> of one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="At">Where it stands.</param>
/// <param name="Rows">The rows; null where they were not given.</param>
/// <param name="Columns">The columns; null where they were not given.</param>
/// <param name="Kind">Scalar, vector or matrix; null where nothing was said.</param>
/// <param name="Traits">What is assumed.</param>
internal sealed record DeclaredVariable(string Name, int At, Dimension? Rows, Dimension? Columns, VariableKind? Kind, VariableTraits Traits);
