namespace Adjoint.MatrixCalculus;

/// <summary>An n×n matrix over ℝ[ε₁, …, ε_k]/(ε₁², …, ε_k²). f(A + ε₁E₁ + … + ε_kE_k) has the k-th Fréchet derivative of f at A as its coefficient of ε₁⋯ε_k.</summary>
/// <remarks>Part S, a set of indices as bits, is the coefficient of the product of its ε; part 0 is A.</remarks>
internal sealed class MatrixJet
{
    private readonly int n;
    private readonly double[][] parts;

    private MatrixJet(int n, double[][] parts) => (this.n, this.parts) = (n, parts);

    /// <summary>f(A) of A alone, else the Fréchet derivative in the directions that follow it; NaN where f is not defined or not real.</summary>
    public static double[] Apply(EntryFunction function, double[][] arguments, int n)
    {
        // Linear in each direction: computed for directions of norm 1.
        var factor = 1.0;
        var parts = new double[1 << (arguments.Length - 1)][];
        parts[0] = arguments[0];
        for (var s = 1; s < parts.Length; s++)
        {
            parts[s] = new double[n * n];
            if (int.IsPow2(s))
            {
                var direction = arguments[int.Log2(s) + 1];
                var norm = ColumnMatrix.Norm(direction, n);
                factor *= norm;
                for (var i = 0; norm > 0 && i < direction.Length; i++)
                {
                    parts[s][i] = direction[i] / norm;
                }
            }
        }

        var jet = new MatrixJet(n, parts);
        if (!double.IsFinite(factor) || !double.IsFinite(ColumnMatrix.Norm(parts[0], n)))
        {
            return Undefined(n);
        }

        var value = function switch
        {
            EntryFunction.Exp => jet.Exp(),
            EntryFunction.Log => jet.Log(),
            EntryFunction.Sqrt => jet.Sqrt(),
            _ => throw new NotSupportedException($"The matrix function {function} is not evaluated."),
        };
        var last = value?.parts[^1] ?? Undefined(n);
        for (var i = 0; factor != 1 && i < last.Length; i++)
        {
            last[i] *= factor;
        }

        return last;
    }

    private static double[] Undefined(int n)
    {
        var undefined = new double[n * n];
        Array.Fill(undefined, double.NaN);
        return undefined;
    }

    private double Norm => ColumnMatrix.Norm(parts[0], n);

    // Taylor's series of M/2ˢ, squared s times.
    private MatrixJet? Exp()
    {
        const int Terms = 18;
        var squarings = 0;
        for (var norm = Norm; norm > 0.5; norm /= 2)
        {
            squarings++;
        }

        if (squarings > 30)
        {
            return null;
        }

        var scaled = Combine(Math.ScaleB(1, -squarings), this, 0);
        var sum = Combine(0, this, 1);
        for (var j = Terms + int.Log2(parts.Length); j > 0; j--)
        {
            sum = Combine(1.0 / j, scaled.Times(sum), 1);
        }

        for (; squarings > 0; squarings--)
        {
            sum = sum.Times(sum);
        }

        return sum;
    }

    // Halley's iteration Y ← Y·h(ZY), Z ← h(ZY)·Z, h(W) = (W + 3I)(3W + I)⁻¹ with Y → M^½ and Z → M^−½ (Higham, Functions of Matrices, §5.4 and Theorem 6.9).
    private MatrixJet? Sqrt()
    {
        var scale = Norm;
        if (scale == 0)
        {
            return null;
        }

        var (y, z) = (Combine(1 / scale, this, 0), Combine(0, this, 1));
        var isLast = false;
        for (var iteration = 0; iteration < 40; iteration++)
        {
            var w = z.Times(y);
            var h = Combine(1, w, 3).Times(Combine(3, w, 1).Inverse());
            var change = h.DistanceFromOne();
            if (!double.IsFinite(change))
            {
                return null;
            }

            (y, z) = (y.Times(h), h.Times(z));
            if (isLast)
            {
                return y.Squared(1 / scale, this) ? Combine(Math.Sqrt(scale), y, 0) : null;
            }

            isLast = change < 1e-6;
        }

        return null;
    }

    // Square roots until N is near I; then log N = 2·artanh((N − I)(N + I)⁻¹) by its series.
    private MatrixJet? Log()
    {
        const int Terms = 14;
        var root = this;
        var halvings = 0;
        while (root.DistanceOfBaseFromOne() > 0.3)
        {
            if (++halvings > 40 || root.Sqrt() is not { } next)
            {
                return null;
            }

            root = next;
        }

        var z = Combine(1, root, -1).Times(Combine(1, root, 1).Inverse());
        var square = z.Times(z);
        var sum = Combine(0, this, 1.0 / ((2 * Terms) + 1));
        for (var j = Terms - 1; j >= 0; j--)
        {
            sum = Combine(1, square.Times(sum), 1.0 / ((2 * j) + 1));
        }

        return Combine(Math.ScaleB(2, halvings), z.Times(sum), 0);
    }

    // (MN)_S = Σ over T ⊆ S of M_T·N_{S∖T}.
    private MatrixJet Times(MatrixJet other)
    {
        var product = new double[parts.Length][];
        for (var s = 0; s < product.Length; s++)
        {
            var sum = ColumnMatrix.Multiply(parts[0], other.parts[s], n);
            for (var t = s; t > 0; t = (t - 1) & s)
            {
                var summand = ColumnMatrix.Multiply(parts[t], other.parts[s ^ t], n);
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += summand[i];
                }
            }

            product[s] = sum;
        }

        return new(n, product);
    }

    // (M⁻¹)_S = −M₀⁻¹ Σ over ∅ ≠ T ⊆ S of M_T·(M⁻¹)_{S∖T}.
    private MatrixJet Inverse()
    {
        var inverse = new double[parts.Length][];
        inverse[0] = ColumnMatrix.Invert(parts[0], n);
        for (var s = 1; s < inverse.Length; s++)
        {
            var sum = new double[n * n];
            for (var t = s; t > 0; t = (t - 1) & s)
            {
                var summand = ColumnMatrix.Multiply(parts[t], inverse[s ^ t], n);
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] -= summand[i];
                }
            }

            inverse[s] = ColumnMatrix.Multiply(inverse[0], sum, n);
        }

        return new(n, inverse);
    }

    // s·M + t·I.
    private static MatrixJet Combine(double s, MatrixJet m, double t)
    {
        var combined = new double[m.parts.Length][];
        for (var part = 0; part < combined.Length; part++)
        {
            var x = combined[part] = new double[m.n * m.n];
            for (var i = 0; s != 0 && i < x.Length; i++)
            {
                x[i] = s * m.parts[part][i];
            }
        }

        for (var i = 0; t != 0 && i < combined[0].Length; i += m.n + 1)
        {
            combined[0][i] += t;
        }

        return new(m.n, combined);
    }

    private double DistanceOfBaseFromOne()
    {
        var (most, x) = (0.0, parts[0]);
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++)
            {
                sum += Math.Abs(x[i + (j * n)] - (i == j ? 1 : 0));
            }

            most = Math.Max(most, sum);
        }

        return most;
    }

    private double DistanceFromOne()
    {
        var most = DistanceOfBaseFromOne();
        for (var s = 1; s < parts.Length; s++)
        {
            most = Math.Max(most, ColumnMatrix.Norm(parts[s], n));
        }

        return most;
    }

    // Whether this squares to factor·M, but for rounding.
    private bool Squared(double factor, MatrixJet m)
    {
        var square = ColumnMatrix.Multiply(parts[0], parts[0], n);
        var error = 0.0;
        for (var i = 0; i < square.Length; i++)
        {
            error = Math.Max(error, Math.Abs(square[i] - (factor * m.parts[0][i])));
        }

        return error < 1e-9;
    }
}
