namespace Adjoint.MatrixCalculus;

/// <summary>What a name stands for, as far as its letter tells.</summary>
internal enum VariableKind
{
    /// <summary>1×1.</summary>
    Scalar,

    /// <summary>n×1.</summary>
    Vector,

    /// <summary>m×n.</summary>
    Matrix,
}
