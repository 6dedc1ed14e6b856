namespace Adjoint.MatrixCalculus;

/// <summary>What a value is in generated code.</summary>
internal enum CodeKind
{
    /// <summary>A number.</summary>
    Scalar,

    /// <summary>A column.</summary>
    Vector,

    /// <summary>A row, held as a vector.</summary>
    Row,

    /// <summary>A matrix.</summary>
    Matrix,
}
