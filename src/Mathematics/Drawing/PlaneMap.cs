using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.Drawing;

/// <summary>A linear map of the plane, A = [a b; c d], with its real eigenvectors.</summary>
internal sealed record PlaneMap(double A, double B, double C, double D)
{
    private const int Directions = 24;

    /// <summary>The map of a matrix.</summary>
    /// <exception cref="ArgumentException">It is not 2×2, or an entry is not finite.</exception>
    public static PlaneMap Of(Matrix<double> a) => a.RowCount != 2 || a.ColumnCount != 2
        ? throw new ArgumentException($"The picture of a map of the plane needs a 2×2 matrix, and this one is {a.RowCount}×{a.ColumnCount}.", nameof(a))
        : a.Enumerate().All(double.IsFinite) ? new(a[0, 0], a[0, 1], a[1, 0], a[1, 1])
        : throw new ArgumentException("The picture of a map of the plane needs finite entries.", nameof(a));

    /// <summary>The eigenvalues: two real ones, the larger first, or the real and the imaginary part of a conjugate pair.</summary>
    public (bool AreReal, double First, double Second) Eigenvalues
    {
        get
        {
            var (areReal, first, second) = Unit.OwnEigenvalues();
            return (areReal, Math.ScaleB(first, Exponent), Math.ScaleB(second, Exponent));
        }
    }

    /// <summary>The eigenvectors of length 1 with their eigenvalues: two, one where the map is defective, none where no direction is kept or where all are.</summary>
    public IReadOnlyList<(double X, double Y, double Value)> Eigenvectors
    {
        get
        {
            var (areReal, first, second) = Unit.OwnEigenvalues();
            var isScalar = B == 0 && C == 0 && A == D;
            IEnumerable<double> values = !areReal || isScalar ? [] : first == second ? [first] : [first, second];
            return [.. values.Select(Unit.Eigenvector).Select(v => (v.X, v.Y, Math.ScaleB(v.Value, Exponent)))];
        }
    }

    /// <summary>A·(x, y).</summary>
    public (double X, double Y) Apply((double X, double Y) p) => ((A * p.X) + (B * p.Y), (C * p.X) + (D * p.Y));

    /// <summary>The unit circle, its image, arrows from x to A·x, and the eigenvectors.</summary>
    public Figure Draw()
    {
        var circle = Enumerable.Range(0, 241).Select(k => OnCircle(k, 240)).ToList();
        var figure = Figure.Empty.EqualAspect()
            .Curve(circle, "x on the unit circle")
            .Curve(circle.Select(Apply), "A·x")
            .Arrows(Enumerable.Range(0, Directions).Select(k => OnCircle(k, Directions)).Select(x => (x, Apply(x))), "from x to A·x");
        foreach (var (x, y, value) in Eigenvectors)
        {
            var reach = 1.15 * Math.Max(1, Math.Abs(value));
            figure = figure.Curve([(-reach * x, -reach * y), (reach * x, reach * y)], FormattableString.Invariant($"eigenvectors for λ = {value:G4}"));
        }

        return figure.Title(Caption);
    }

    private string Caption => (Eigenvalues, Eigenvectors.Count) switch
    {
        ((true, var first, var second), 2) => FormattableString.Invariant($"λ₁ = {first:G4}, λ₂ = {second:G4}"),
        ((true, var value, _), 1) => FormattableString.Invariant($"λ = {value:G4} twice, with one line of eigenvectors"),
        ((true, var value, _), _) => FormattableString.Invariant($"λ = {value:G4} twice: every vector is an eigenvector"),
        ((_, var re, var im), _) => FormattableString.Invariant($"λ = {(re == 0 ? "" : $"{re:G4} ")}± {(im == 1 ? "" : $"{im:G4}")}i: no real eigenvector"),
    };

    private static (double X, double Y) OnCircle(int k, int n)
    {
        var (sin, cos) = double.SinCosPi(2.0 * k / n);
        return (cos, sin);
    }

    // The map divided by a power of two, so that its largest entry is between 1 and 2: squares of entries might overflow or vanish.
    private PlaneMap Unit => new(Math.ScaleB(A, -Exponent), Math.ScaleB(B, -Exponent), Math.ScaleB(C, -Exponent), Math.ScaleB(D, -Exponent));

    private int Exponent => Math.Max(Math.Max(Math.Abs(A), Math.Abs(B)), Math.Max(Math.Abs(C), Math.Abs(D))) is > 0 and var largest ? Math.ILogB(largest) : 0;

    private (bool AreReal, double First, double Second) OwnEigenvalues()
    {
        var (mean, half) = ((A / 2) + (D / 2), (A / 2) - (D / 2));
        var discriminant = (half * half) + (B * C);
        var root = Math.Sqrt(Math.Abs(discriminant));
        return discriminant >= 0 ? (true, mean + root, mean - root) : (false, mean, root);
    }

    // Of the two rows of A − λI, which are multiples of each other, the longer one is less hurt by rounding.
    private (double X, double Y, double Value) Eigenvector(double value)
    {
        var (x, y) = double.Hypot(A - value, B) >= double.Hypot(C, D - value) ? (-B, A - value) : (value - D, C);
        var length = double.Hypot(x, y);
        return (x / length, y / length, value);
    }
}
