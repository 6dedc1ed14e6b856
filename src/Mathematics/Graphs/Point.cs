namespace Adjoint.Graphs;

/// <summary>A place on the paper: x to the right, y downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(double c, Point a) => new(c * a.X, c * a.Y);

    public double Length => Math.Sqrt((X * X) + (Y * Y));

    /// <summary>This vector with length 1; the one to the right for the zero vector.</summary>
    public Point Unit() => Length is > 1e-9 and var length ? 1 / length * this : new(1, 0);

    /// <summary>This vector turned by a right angle, clockwise on the paper.</summary>
    public Point Normal() => new(-Y, X);
}
