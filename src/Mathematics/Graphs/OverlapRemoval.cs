namespace Adjoint.Graphs;

/// <summary>Moves boxes until no two overlap.</summary>
internal static class OverlapRemoval
{
    private const int MostRounds = 150;
    private const int SmallGraph = 60;

    /// <summary>Moves the centres: by scaling where that is enough, which keeps symmetry and is not much; else by pushing pairs apart first.</summary>
    /// <param name="places">The centres.</param>
    /// <param name="sizes">The boxes, about the origin.</param>
    public static void Apply(Point[] places, IReadOnlyList<Box> sizes)
    {
        if (Factor(places, sizes) > (places.Length <= SmallGraph ? 3 : 1.5))
        {
            for (var round = 0; round < MostRounds && Push(places, sizes); round++)
            {
                Cancellation.Poll();
            }
        }

        var factor = Factor(places, sizes);
        for (var i = 0; i < places.Length && factor > 1; i++)
        {
            places[i] = 1.001 * factor * places[i];
        }
    }

    // The least factor by which all centres must move away from the origin. Pushing has left no two in one place.
    private static double Factor(Point[] places, IReadOnlyList<Box> sizes)
    {
        var factor = 1.0;
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = i + 1; j < places.Length; j++)
            {
                if (sizes[i].Move(places[i]).Overlaps(sizes[j].Move(places[j])))
                {
                    var d = places[j] - places[i];
                    factor = Math.Max(factor, Math.Min(
                        (sizes[i].Width + sizes[j].Width) / 2 / Math.Max(Math.Abs(d.X), 1e-9), (sizes[i].Height + sizes[j].Height) / 2 / Math.Max(Math.Abs(d.Y), 1e-9)));
                }
            }
        }

        return factor;
    }

    private static bool Push(Point[] places, IReadOnlyList<Box> sizes)
    {
        var pushed = false;
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = i + 1; j < places.Length; j++)
            {
                var d = places[j] - places[i];
                var across = ((sizes[i].Width + sizes[j].Width) / 2) - Math.Abs(d.X);
                var down = ((sizes[i].Height + sizes[j].Height) / 2) - Math.Abs(d.Y);
                if (across > 1e-9 && down > 1e-9)
                {
                    // Along the axis on which they meet least; the later one goes right or down where they stand in one place.
                    var by = across < down ? new Point((across / 2) + 0.01, 0) : new Point(0, (down / 2) + 0.01);
                    by = (across < down ? d.X < 0 : d.Y < 0) ? -1 * by : by;
                    (places[i], places[j], pushed) = (places[i] - by, places[j] + by, true);
                }
            }
        }

        return pushed;
    }
}
