namespace Adjoint.MatrixCalculus;

/// <summary>What functions of the language ask of their arguments, and the shape that they have.</summary>
internal enum FunctionForm
{
    /// <summary>Any shape; the same.</summary>
    Entrywise,

    /// <summary>n×n; the same.</summary>
    SquareToSame,

    /// <summary>All arguments n×n; the same.</summary>
    MatrixFunction,

    /// <summary>n×n; a scalar.</summary>
    SquareToScalar,

    /// <summary>Any shape; a scalar.</summary>
    AnyToScalar,

    /// <summary>Any shape; the same.</summary>
    AnyToSame,

    /// <summary>A vector or row; the same.</summary>
    VectorToSame,

    /// <summary>Of one argument a scalar, of two entrywise.</summary>
    Extremum,

    /// <summary>n to n×n, and n×n to n.</summary>
    Diagonal,

    /// <summary>m×n to mn.</summary>
    Vec,

    /// <summary>mn, with m and n, to m×n.</summary>
    Unvec,

    /// <summary>m×n and p×q to mp×nq.</summary>
    Kron,

    /// <summary>Two of one shape to a scalar.</summary>
    InnerProduct,

    /// <summary>A matrix and four dimensions.</summary>
    Rearrange,

    /// <summary>Two dimensions m, n to mn×mn.</summary>
    Commutation,

    /// <summary>A dimension n to n×n.</summary>
    Eye,

    /// <summary>One or two dimensions.</summary>
    Filled,

    /// <summary>A scalar, to the shape that its place asks for.</summary>
    Broadcast,

    /// <summary>Conditions and values in turn, and a last value.</summary>
    Piecewise,
}
