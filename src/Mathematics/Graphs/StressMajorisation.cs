using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Adjoint.Graphs;

/// <summary>Places points in the plane so that their distances are near to given ones: the minimum of the stress Σ ((|xᵢ − xⱼ| − dᵢⱼ) / dᵢⱼ)² over all pairs.</summary>
/// <remarks>
/// Gansner, Koren and North, <i>Graph drawing by stress majorization</i>, Graph Drawing 2004: each step solves a Laplacian system whose solution minimises a quadratic bound
/// of the stress, so that no step increases it. The beginning is classical scaling (Torgerson 1952) from a fixed start; a symmetric beginning stays symmetric.
/// </remarks>
internal sealed class StressMajorisation
{
    private const int MostSteps = 300;
    private const int PowerSteps = 60;

    private readonly double[,] distance;
    private readonly int count;
    private readonly Cholesky<double>? laplacian;
    private readonly double[] x;
    private readonly double[] y;

    /// <param name="distance">dᵢⱼ = dⱼᵢ &gt; 0 for i ≠ j.</param>
    public StressMajorisation(double[,] distance)
    {
        this.distance = distance;
        count = distance.GetLength(0);
        (x, y) = Scaling();
        Separate();
        if (count > 1)
        {
            // The last point is held at the origin; the system is then positive definite.
            var v = Matrix<double>.Build.Dense(count - 1, count - 1, (i, j) => i == j ? 0 : -Weight(i, j));
            for (var i = 0; i < count - 1; i++)
            {
                v[i, i] = Enumerable.Range(0, count).Where(j => j != i).Sum(j => Weight(i, j));
            }

            Cancellation.Poll();
            laplacian = v.Cholesky();
        }
    }

    /// <summary>Where the points are.</summary>
    public IReadOnlyList<Point> Places => [.. x.Zip(y, (a, b) => new Point(a, b))];

    /// <summary>The stress of the places.</summary>
    public double Stress()
    {
        var stress = 0.0;
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                var error = (Apart(i, j) / distance[i, j]) - 1;
                stress += error * error;
            }
        }

        return stress;
    }

    /// <summary>Steps until one changes the stress by less than a ten-thousandth.</summary>
    public void Run()
    {
        var before = Stress();
        for (var step = 0; step < MostSteps && before > 1e-9; step++)
        {
            Step();
            var after = Stress();
            if (before - after < 1e-4 * before)
            {
                break;
            }

            before = after;
        }
    }

    /// <summary>One majorisation; the stress does not grow.</summary>
    public void Step()
    {
        Cancellation.Poll();
        if (laplacian is null)
        {
            return;
        }

        var right = Matrix<double>.Build.Dense(count - 1, 2);
        for (var i = 0; i < count - 1; i++)
        {
            var (sumX, sumY) = (0.0, 0.0);
            for (var j = 0; j < count; j++)
            {
                if (i != j && Apart(i, j) is > 1e-12 and var apart)
                {
                    var b = 1 / (distance[i, j] * apart);
                    sumX += b * (x[i] - x[j]);
                    sumY += b * (y[i] - y[j]);
                }
            }

            (right[i, 0], right[i, 1]) = (sumX, sumY);
        }

        var solved = laplacian.Solve(right);
        for (var i = 0; i < count - 1; i++)
        {
            (x[i], y[i]) = (solved[i, 0], solved[i, 1]);
        }

        (x[^1], y[^1]) = (0, 0);
    }

    private double Weight(int i, int j) => 1 / (distance[i, j] * distance[i, j]);

    private double Apart(int i, int j) => Math.Sqrt(((x[i] - x[j]) * (x[i] - x[j])) + ((y[i] - y[j]) * (y[i] - y[j])));

    // The two main axes of the doubly centred squared distances, by power iteration from a circle in the order of the points.
    private (double[] X, double[] Y) Scaling()
    {
        var gram = Gram();
        var first = Axis(gram, i => Math.Sin(Math.Tau * i / count), null);
        var second = Axis(gram, i => -Math.Cos(Math.Tau * i / count), first.Vector);
        double[] Scale((double[] Vector, double Value) axis) => [.. axis.Vector.Select(c => c * Math.Sqrt(Math.Max(0, axis.Value)))];
        return (Scale(first), Scale(second));
    }

    private double[,] Gram()
    {
        var gram = new double[count, count];
        var means = new double[count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                gram[i, j] = -0.5 * distance[i, j] * distance[i, j];
                means[i] += gram[i, j] / count;
            }
        }

        var mean = means.Sum() / Math.Max(count, 1);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                gram[i, j] += mean - means[i] - means[j];
            }
        }

        return gram;
    }

    private (double[] Vector, double Value) Axis(double[,] gram, Func<int, double> start, double[]? other)
    {
        var vector = Enumerable.Range(0, count).Select(start).ToArray();
        var value = 0.0;

        // The bound on the negative eigenvalues is added, so that the largest one wins and not the largest in size.
        var shift = Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Sum(j => Math.Abs(gram[i, j]))).DefaultIfEmpty(0).Max() / 4;
        for (var step = 0; step < PowerSteps; step++)
        {
            Cancellation.Poll();
            Orthonormalise(vector, other);
            var image = new double[count];
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                {
                    image[i] += gram[i, j] * vector[j];
                }
            }

            value = image.Zip(vector, (a, b) => a * b).Sum();
            vector = [.. image.Zip(vector, (a, b) => a + (shift * b))];
        }

        Orthonormalise(vector, other);
        return (vector, value);
    }

    private static void Orthonormalise(double[] vector, double[]? other)
    {
        if (other is not null)
        {
            var common = vector.Zip(other, (a, b) => a * b).Sum();
            for (var i = 0; i < vector.Length; i++)
            {
                vector[i] -= common * other[i];
            }
        }

        var length = Math.Sqrt(vector.Sum(c => c * c));
        for (var i = 0; i < vector.Length && length > 1e-12; i++)
        {
            vector[i] /= length;
        }
    }

    // Points in one place would stay there: each but the first moves a little, in a direction of its own.
    private void Separate()
    {
        var taken = new HashSet<(long, long)>();
        for (var i = 0; i < count; i++)
        {
            var unit = count > 1 ? distance[i, i == 0 ? 1 : 0] : 1;
            if (!taken.Add(((long)Math.Round(x[i]), (long)Math.Round(y[i]))))
            {
                var (sin, cos) = Math.SinCos(2.399963 * i);
                (x[i], y[i]) = (x[i] + (0.1 * unit * cos), y[i] + (0.1 * unit * sin));
            }
        }
    }
}
