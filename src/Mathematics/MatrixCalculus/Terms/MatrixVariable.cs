namespace Adjoint.MatrixCalculus;

/// <summary>A variable of an expression.</summary>
/// <param name="Name">Its name; a differential is written dX.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Traits">What is assumed of it.</param>
public sealed record MatrixVariable(string Name, SymbolicShape Shape, VariableTraits Traits)
{
    /// <summary>Whether this is dX, the differential of a variable X.</summary>
    internal bool IsDifferential { get; init; }

    /// <summary>Whether X = Xᵀ is assumed, by whatever trait.</summary>
    internal bool IsSymmetric => (Traits & (VariableTraits.Symmetric | VariableTraits.PositiveDefinite | VariableTraits.Diagonal)) != 0;

    /// <summary><c>A: n×n symmetric</c>, as declared.</summary>
    public override string ToString() => $"{Name}: {Shape}{Words}";

    private string Words
    {
        get
        {
            var isDefinite = Traits.HasFlag(VariableTraits.PositiveDefinite);
            var isDiagonal = Traits.HasFlag(VariableTraits.Diagonal);
            return (isDefinite ? " posdef" : string.Empty)
                + (isDiagonal ? " diagonal" : string.Empty)
                + (Traits.HasFlag(VariableTraits.Symmetric) && !isDefinite && !isDiagonal ? " symmetric" : string.Empty)
                + (Traits.HasFlag(VariableTraits.Orthogonal) ? " orthogonal" : string.Empty)
                + (Traits.HasFlag(VariableTraits.Positive) ? " positive" : string.Empty);
        }
    }
}
