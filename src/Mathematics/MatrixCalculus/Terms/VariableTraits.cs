namespace Adjoint.MatrixCalculus;

/// <summary>What is assumed of a variable beside its shape.</summary>
[Flags]
public enum VariableTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>X = Xᵀ.</summary>
    Symmetric = 1,

    /// <summary>xᵀXx &gt; 0 for x ≠ 0, and X = Xᵀ.</summary>
    PositiveDefinite = 2,

    /// <summary>No entry outside the diagonal; so X = Xᵀ.</summary>
    Diagonal = 4,

    /// <summary>XᵀX = I.</summary>
    Orthogonal = 8,

    /// <summary>All entries are positive.</summary>
    Positive = 16,
}
