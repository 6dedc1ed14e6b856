namespace Adjoint.MatrixCalculus;

/// <summary>The set of values of a variable, of given size and with its traits: its random points, directions that are tangent to it, and curves in it.</summary>
internal sealed class VariableDomain
{
    private readonly int rows;
    private readonly int columns;
    private readonly VariableTraits traits;

    public VariableDomain(MatrixVariable variable, IReadOnlyDictionary<string, int> sizes)
    {
        (Variable, rows) = (variable, variable.Shape.Rows.At(sizes));
        Count = rows;
        foreach (var dimension in variable.Shape.Dimensions.Skip(1))
        {
            Count = checked(Count * dimension.At(sizes));
        }

        columns = Count / rows;

        // A 1×1 matrix is a number; what is not square has no other trait than that its entries are positive.
        traits = rows == columns && Count > 1 ? variable.Traits
            : Count == 1 && variable.Traits.HasFlag(VariableTraits.PositiveDefinite) ? variable.Traits | VariableTraits.Positive
            : variable.Traits & (VariableTraits.Positive | VariableTraits.Orthogonal);
        traits = rows == columns ? traits : traits & ~VariableTraits.Orthogonal;
    }

    /// <summary>The variable.</summary>
    public MatrixVariable Variable { get; }

    /// <summary>The number of entries.</summary>
    public int Count { get; }

    /// <summary>What keeps the variable from taking every direction; empty if nothing does.</summary>
    public string Constraint => IsOrthogonal ? "orthogonal" : IsDiagonal ? "diagonal" : IsSymmetric ? "symmetric" : string.Empty;

    private bool IsDiagonal => traits.HasFlag(VariableTraits.Diagonal);

    private bool IsDefinite => traits.HasFlag(VariableTraits.PositiveDefinite);

    private bool IsSymmetric => (traits & (VariableTraits.Symmetric | VariableTraits.PositiveDefinite | VariableTraits.Diagonal)) != 0;

    private bool IsOrthogonal => traits.HasFlag(VariableTraits.Orthogonal);

    private bool IsPositive => traits.HasFlag(VariableTraits.Positive);

    /// <summary>A random point.</summary>
    public double[] Point(SamplingStrategy strategy, SplitMix64 random)
    {
        var x = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            x[i] = Entry(strategy, rows == columns && Count > 1 && i % (rows + 1) != 0, random);
        }

        if (IsOrthogonal)
        {
            return OrthogonalPoint(x, random);
        }

        if (IsDiagonal)
        {
            for (var i = 0; i < Count; i++)
            {
                x[i] = i % (rows + 1) != 0 ? 0 : IsDefinite ? Math.Max(Math.Abs(x[i]), 0.1) : x[i];
            }
        }
        else if (IsDefinite)
        {
            x = ColumnMatrix.Multiply(x, Transpose(x), rows);
            for (var i = 0; i < Count; i++)
            {
                x[i] = (x[i] / rows) + (i % (rows + 1) == 0 ? 0.25 : 0);
            }
        }
        else if (IsSymmetric)
        {
            Symmetrise(x);
        }

        return x;
    }

    /// <summary>A random direction at a point, and what its curve is made of.</summary>
    public TangentDirection Direction(double[] x, SplitMix64 random)
    {
        var v = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            v[i] = random.Normal();
        }

        if (IsOrthogonal)
        {
            return OrthogonalDirection(x, v);
        }

        if (IsDiagonal)
        {
            for (var i = 0; i < Count; i++)
            {
                v[i] = i % (rows + 1) == 0 ? v[i] : 0;
            }
        }
        else if (IsSymmetric)
        {
            Symmetrise(v);
        }

        Scale(v, Math.Max(Largest(x), 1e-3) / Largest(v));
        return new(v, null);
    }

    /// <summary>A random matrix at right angles to all directions at a point; null where there is none, or the directions are those of two traits at once.</summary>
    public double[]? Normal(double[] x, SplitMix64 random)
    {
        if (Constraint.Length == 0 || (IsOrthogonal && IsSymmetric))
        {
            return null;
        }

        var normal = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            normal[i] = random.Normal();
        }

        // Q·S with S symmetric; what is skew; what is off the diagonal.
        var mirrored = Transpose(IsOrthogonal ? ColumnMatrix.Multiply(Transpose(x), normal, rows) : normal);
        mirrored = IsOrthogonal ? ColumnMatrix.Multiply(x, mirrored, rows) : mirrored;
        for (var i = 0; i < Count; i++)
        {
            normal[i] = IsDiagonal ? (i % (rows + 1) == 0 ? 0 : normal[i]) : IsOrthogonal ? normal[i] + mirrored[i] : normal[i] - mirrored[i];
        }

        return normal;
    }

    /// <summary>The point at t of a curve in the domain that starts at x in this direction.</summary>
    /// <remarks>A line; for orthogonal Q the curve Q·C(tΩ) with Cayley's transform C(Ω) = (I − Ω/2)⁻¹(I + Ω/2), and if Q is symmetric as well C(tΩ)·Q·C(tΩ)ᵀ.</remarks>
    public double[] Move(double[] x, TangentDirection direction, double t)
    {
        if (direction.Rotation is not { } rotation)
        {
            var moved = new double[Count];
            for (var i = 0; i < Count; i++)
            {
                moved[i] = x[i] + (t * direction.Tangent[i]);
            }

            return moved;
        }

        var (minus, plus) = (ColumnMatrix.Identity(rows), ColumnMatrix.Identity(rows));
        for (var i = 0; i < Count; i++)
        {
            minus[i] -= t / 2 * rotation[i];
            plus[i] += t / 2 * rotation[i];
        }

        var cayley = ColumnMatrix.Multiply(ColumnMatrix.Invert(minus, rows), plus, rows);
        return IsSymmetric ? ColumnMatrix.Multiply(cayley, ColumnMatrix.Multiply(x, Transpose(cayley), rows), rows) : ColumnMatrix.Multiply(x, cayley, rows);
    }

    private double Entry(SamplingStrategy strategy, bool isOffDiagonal, SplitMix64 random)
    {
        var entry = strategy switch
        {
            SamplingStrategy.Normal => random.Normal(),
            SamplingStrategy.Positive => random.Uniform(0.2, 2),
            SamplingStrategy.Small => random.Uniform(-0.5, 0.5),
            SamplingStrategy.NearIdentity => (isOffDiagonal ? 0 : 1) + random.Uniform(-0.3, 0.3),
            SamplingStrategy.UnitInterval => random.Uniform(0.05, 0.95),
            SamplingStrategy.Large => random.Uniform(2, 6),
            SamplingStrategy.Negative => random.Uniform(-2, -0.2),
            SamplingStrategy.Tiny => random.Uniform(-0.1, 0.1),
            _ => random.Below(8) - 3,
        };
        return !IsPositive ? entry : strategy == SamplingStrategy.Integers ? Math.Max(Math.Abs(entry), 1) : Math.Abs(entry) + 0.05;
    }

    // Gram and Schmidt; a reflection for a symmetric one, signs for a diagonal one, and the identity for a definite one.
    private double[] OrthogonalPoint(double[] x, SplitMix64 random)
    {
        if (IsPositive && Count > 1)
        {
            Array.Fill(x, double.NaN);
            return x;
        }

        if (IsDefinite || IsDiagonal || Count == 1)
        {
            for (var i = 0; i < Count; i++)
            {
                x[i] = i % (rows + 1) != 0 ? 0 : IsDefinite || IsPositive || random.Below(2) == 0 ? 1 : -1;
            }

            return x;
        }

        for (var i = 0; i < Count; i++)
        {
            x[i] = random.Normal();
        }

        if (IsSymmetric)
        {
            var (normal, reflection, square) = (x[..rows], ColumnMatrix.Identity(rows), 0.0);
            foreach (var entry in normal)
            {
                square += entry * entry;
            }

            for (var i = 0; i < Count; i++)
            {
                reflection[i] -= 2 * normal[i % rows] * normal[i / rows] / square;
            }

            return reflection;
        }

        // Twice, so that rounding does not remain.
        for (var j = 0; j < 2 * rows; j++)
        {
            var column = x.AsSpan(j % rows * rows, rows);
            for (var k = 0; k < j % rows; k++)
            {
                var other = x.AsSpan(k * rows, rows);
                var product = Inner(column, other);
                for (var i = 0; i < rows; i++)
                {
                    column[i] -= product * other[i];
                }
            }

            Scale(column, 1 / Math.Sqrt(Inner(column, column)));
        }

        return x;
    }

    private TangentDirection OrthogonalDirection(double[] x, double[] v)
    {
        var rotation = new double[Count];
        if (!IsDefinite && !IsDiagonal)
        {
            var transpose = Transpose(v);
            for (var i = 0; i < Count; i++)
            {
                rotation[i] = v[i] - transpose[i];
            }

            Scale(rotation, Count == 1 ? 1 : 1 / Largest(rotation));
        }

        var tangent = ColumnMatrix.Multiply(x, rotation, rows);
        if (IsSymmetric)
        {
            var other = ColumnMatrix.Multiply(rotation, x, rows);
            for (var i = 0; i < Count; i++)
            {
                tangent[i] = other[i] - tangent[i];
            }
        }

        return new(tangent, rotation);
    }

    private double[] Transpose(double[] x)
    {
        var transpose = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            transpose[i] = x[(i / rows) + (i % rows * rows)];
        }

        return transpose;
    }

    private void Symmetrise(double[] x)
    {
        var transpose = Transpose(x);
        for (var i = 0; i < Count; i++)
        {
            x[i] = (i % rows) <= (i / rows) ? x[i] : transpose[i];
        }
    }

    private static double Largest(ReadOnlySpan<double> x)
    {
        var most = 0.0;
        foreach (var entry in x)
        {
            most = Math.Max(most, Math.Abs(entry));
        }

        return most;
    }

    private static double Inner(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static void Scale(Span<double> x, double factor)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }
}

/// <summary>A direction in which a variable moves within its domain.</summary>
/// <param name="Tangent">V, the derivative at 0 of the curve.</param>
/// <param name="Rotation">Ω of the curve in the orthogonal group; null for a line.</param>
internal sealed record TangentDirection(double[] Tangent, double[]? Rotation);
