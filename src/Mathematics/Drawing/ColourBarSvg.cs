namespace Adjoint.Drawing;

/// <summary>Draws the colours of a scale beside an axis of its values.</summary>
internal static class ColourBarSvg
{
    private const double Thickness = 14;

    /// <summary>The bar from top to bottom, its axis to its right, a title above it.</summary>
    public static void Write(SvgWriter svg, double left, double top, double bottom, FigureAxis axis, ColourScale scale, string title)
    {
        const int Steps = 256;
        byte[] pixels = [.. Enumerable.Range(0, Steps).Select(i => (byte)scale.Index(axis.Value(1 - ((i + 0.5) / Steps))))];
        svg.Picture(left, top, left + Thickness, bottom, Png.OfIndices(1, Steps, pixels, scale.Palette, ColourScale.Count));
        svg.Rectangle(left, top, left + Thickness, bottom, $"""fill="none" stroke="{SvgWriter.Ink}" """);
        foreach (var (value, label) in axis.Ticks)
        {
            svg.Text(left + Thickness + 6, bottom - (axis.Place(value) * (bottom - top)) + 5, label, "start", SvgWriter.Ink);
        }

        if (title.Length > 0)
        {
            svg.Text(SvgWriter.Width - 8, top - 8, title, "end", SvgWriter.Ink);
        }
    }
}
