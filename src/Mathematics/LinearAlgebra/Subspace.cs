using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>A linear subspace of Fⁿ, given by a basis.</summary>
public sealed class Subspace<T> : IEquatable<Subspace<T>>, IHasNotation
{
    private readonly Lazy<ExactMatrix<T>> canonical;

    internal Subspace(ExactMatrix<T> basis)
    {
        Basis = basis;
        // The reduced row echelon form is unique, so that equal subspaces have equal ones.
        canonical = new(() => Basis.Transpose().RowReduce().Matrix);
    }

    /// <summary>n×k: the columns are a basis.</summary>
    public ExactMatrix<T> Basis { get; }

    /// <summary>k.</summary>
    public int Dimension => Basis.Shape.Columns;

    /// <summary>n, of the surrounding space Fⁿ.</summary>
    public int AmbientDimension => Basis.Shape.Rows;

    /// <summary>The i-th vector of the basis, n×1; i counts from 0.</summary>
    public ExactMatrix<T> this[int i] => Basis.Column(i);

    /// <summary>The vectors of the basis, each n×1.</summary>
    public IReadOnlyList<ExactMatrix<T>> Vectors => [.. Enumerable.Range(0, Dimension).Select(Basis.Column)];

    /// <summary>Equality as sets of vectors, whatever the bases.</summary>
    public static bool operator ==(Subspace<T>? left, Subspace<T>? right) => Equals(left, right);

    /// <summary>Whether a vector is in one and not in the other.</summary>
    public static bool operator !=(Subspace<T>? left, Subspace<T>? right) => !Equals(left, right);

    /// <summary>Whether v, n×1, is a linear combination of the basis.</summary>
    /// <exception cref="ShapeMismatchException">v is not n×1.</exception>
    public bool Contains(ExactMatrix<T> v) => Basis.Solve(v) is SolutionSet<T>.Affine;

    /// <inheritdoc/>
    public bool Equals(Subspace<T>? other) => other is not null && (ReferenceEquals(this, other)
        || (Basis.Shape == other.Basis.Shape && canonical.Value.Equals(other.canonical.Value)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Subspace<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => canonical.Value.GetHashCode();

    /// <summary>span{b₁, …, bₖ}, or {0}.</summary>
    public Node Describe(NotationOptions options)
    {
        if (Dimension == 0)
        {
            return Node.Fenced("{", Node.Identifier("𝟎"), "}");
        }

        var shown = Elision.Of(Dimension, options.Limit);
        var items = new List<Node>();
        for (var i = 0; i < shown.Visible; i++)
        {
            if (i > 0)
            {
                items.Add(Node.Operator(","));
            }

            items.Add(shown.IndexOf(i) is >= 0 and var k ? Basis.Column(k).Describe(options) : Node.Operator("⋯"));
        }

        return Node.Row(Node.Identifier("span"), Node.Fenced("{", Node.Row(items), "}"));
    }

    /// <summary>The basis as text, one vector per part: <c>span{1 0; 0 1}</c> lists vectors, not rows of <see cref="Basis"/>.</summary>
    public override string ToString() => Dimension == 0 ? "{0}" : $"span{{{Basis.Transpose()}}}";
}
