namespace Adjoint.Drawing;

/// <summary>The part of the plane that the marks of a figure cover.</summary>
/// <param name="X">The least and the largest x; null where nothing is finite.</param>
/// <param name="Y">The least and the largest y.</param>
/// <param name="FilledX">Between which x the plane is filled, so that a picture needs no margin beside it; null for nowhere.</param>
/// <param name="FilledY">The same for y.</param>
internal sealed record FigureExtent((double From, double To)? X, (double From, double To)? Y, (double From, double To)? FilledX, (double From, double To)? FilledY)
{
    /// <summary>The extent of all marks.</summary>
    public static FigureExtent Of(Figure figure, BarPlaces bars)
    {
        var (x, y) = (new Span(), new Span());
        var (filledX, filledY) = (new Span(), new Span());
        foreach (var mark in figure.Marks)
        {
            var isLogarithmic = mark is BarsMark { IsHorizontal: true } ? figure.Frame.IsLogX : figure.Frame.IsLogY;
            foreach (var vertex in mark is BarsMark own ? bars.Corners(own, isLogarithmic) : mark.Framed)
            {
                if (FigureMark.IsFinite(vertex) && (!figure.Frame.IsLogX || vertex.X > 0) && (!figure.Frame.IsLogY || vertex.Y > 0))
                {
                    x.Add(vertex.X);
                    y.Add(vertex.Y);
                }
            }

            if (mark.Filled is { } filled)
            {
                filledX.Add(filled.X.From);
                filledX.Add(filled.X.To);
                filledY.Add(filled.Y.From);
                filledY.Add(filled.Y.To);
            }

            // Bars stand on the side of the frame.
            if (mark is BarsMark standing && !isLogarithmic)
            {
                (standing.IsHorizontal ? filledX : filledY).Add(0);
            }
        }

        return new(x.Sides, y.Sides, filledX.Sides, filledY.Sides);
    }

    private sealed class Span
    {
        private double low = double.PositiveInfinity;
        private double high = double.NegativeInfinity;

        public (double From, double To)? Sides => low <= high ? (low, high) : null;

        public void Add(double value) => (low, high) = (Math.Min(low, value), Math.Max(high, value));
    }
}
