namespace Adjoint.Graphs;

/// <summary>A rectangle on the paper, given by its centre and its sides.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Left => X - (Width / 2);

    public double Right => X + (Width / 2);

    public double Top => Y - (Height / 2);

    public double Bottom => Y + (Height / 2);

    public Point Centre => new(X, Y);

    public static Box Of(double left, double top, double right, double bottom) => new((left + right) / 2, (top + bottom) / 2, right - left, bottom - top);

    public static Box Around(IEnumerable<Box> boxes)
    {
        var (left, top, right, bottom) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (var box in boxes)
        {
            (left, top, right, bottom) = (Math.Min(left, box.Left), Math.Min(top, box.Top), Math.Max(right, box.Right), Math.Max(bottom, box.Bottom));
        }

        return left > right ? default : Of(left, top, right, bottom);
    }

    public Box Grow(double margin) => this with { Width = Width + (2 * margin), Height = Height + (2 * margin) };

    public Box Move(Point by) => this with { X = X + by.X, Y = Y + by.Y };

    public bool Overlaps(Box other) => Math.Abs(X - other.X) < (Width + other.Width) / 2 && Math.Abs(Y - other.Y) < (Height + other.Height) / 2;

    /// <summary>The area that the two have in common.</summary>
    public double Common(Box other) => Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));

    /// <summary>Whether the segment has a point inside.</summary>
    /// <remarks>Liang and Barsky's clipping, ACM Transactions on Graphics 3 (1984).</remarks>
    public bool Meets(Point a, Point b)
    {
        var (from, to) = (0.0, 1.0);
        bool Clip(double p, double q)
        {
            // The part of the segment with t·p < q.
            if (p == 0)
            {
                return q > 0;
            }

            (from, to) = p < 0 ? (Math.Max(from, q / p), to) : (from, Math.Min(to, q / p));
            return from < to;
        }

        var d = b - a;
        return Clip(-d.X, a.X - Left) && Clip(d.X, Right - a.X) && Clip(-d.Y, a.Y - Top) && Clip(d.Y, Bottom - a.Y);
    }
}
