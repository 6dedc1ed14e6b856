namespace Adjoint.Drawing;

/// <summary>Cuts lines and areas at the sides of a rectangle.</summary>
internal readonly record struct FrameClip(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether a point is inside, or on a side.</summary>
    public bool Contains((double X, double Y) p) => p.X >= Left && p.X <= Right && p.Y >= Top && p.Y <= Bottom;

    /// <summary>The part of the segment from a to b inside; null where there is none. By the method of Liang and Barsky.</summary>
    public ((double X, double Y) A, (double X, double Y) B)? Segment((double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var (enter, leave) = (0.0, 1.0);
        Span<(double Rate, double Room)> sides = [(-dx, a.X - Left), (dx, Right - a.X), (-dy, a.Y - Top), (dy, Bottom - a.Y)];
        foreach (var (rate, room) in sides)
        {
            if (rate == 0 && room < 0)
            {
                return null;
            }

            if (rate < 0)
            {
                enter = Math.Max(enter, room / rate);
            }
            else if (rate > 0)
            {
                leave = Math.Min(leave, room / rate);
            }
        }

        return enter > leave ? null : (enter == 0 ? a : Inside(a.X + (enter * dx), a.Y + (enter * dy)), leave == 1 ? b : Inside(a.X + (leave * dx), a.Y + (leave * dy)));
    }

    /// <summary>The part of the closed polygon inside, where sides of the rectangle may join what is cut apart. By the method of Sutherland and Hodgman.</summary>
    public List<(double X, double Y)> Area(List<(double X, double Y)> corners)
    {
        var (left, top, right, bottom) = this;
        corners = Cut(corners, p => p.X - left);
        corners = Cut(corners, p => right - p.X);
        corners = Cut(corners, p => p.Y - top);
        var rectangle = this;
        return Cut(corners, p => bottom - p.Y).ConvertAll(p => rectangle.Inside(p.X, p.Y));
    }

    private static List<(double X, double Y)> Cut(List<(double X, double Y)> corners, Func<(double X, double Y), double> room)
    {
        var kept = new List<(double X, double Y)>();
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            var (before, after) = (room(a), room(b));
            if (before >= 0)
            {
                kept.Add(a);
            }

            if (before >= 0 != after >= 0)
            {
                var t = before / (before - after);
                kept.Add((a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))));
            }
        }

        return kept;
    }

    // Rounding must not put what was cut at a side beyond it.
    private (double X, double Y) Inside(double x, double y) => (Math.Clamp(x, Left, Right), Math.Clamp(y, Top, Bottom));
}
