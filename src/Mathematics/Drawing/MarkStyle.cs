using System.Globalization;

namespace Adjoint.Drawing;

/// <summary>How the k-th series is drawn: colour, dashes and marker have cycles of different lengths, so that 35 lines and 42 clouds of points differ.</summary>
internal static class MarkStyle
{
    // Each has a contrast of 3.6 or more with white and with #17191c.
    private static readonly string[] Colours = ["#2b7bd1", "#d95f20", "#2a9358", "#a65bc9", "#1f8f9e", "#c2408a", "#8a7d1e"];
    private static readonly string[] Dashes = ["", "9 5", "2 4", "12 4 2 4", "5 3"];

    /// <summary>A coordinate to a tenth of a unit.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The colour of series k.</summary>
    public static string Colour(int style) => Colours[style % Colours.Length];

    /// <summary>The stroke attributes of series k, for lines.</summary>
    public static string Stroke(int style) => Dashes[style % Dashes.Length] is { Length: > 0 } dashes
        ? $"""stroke="{Colour(style)}" stroke-width="2.2" stroke-dasharray="{dashes}" """
        : $"""stroke="{Colour(style)}" stroke-width="2.2" """;

    /// <summary>The path of the marker of series k at p: a circle, square, triangle, diamond, cross or plus, about 2r across.</summary>
    public static string Marker((double X, double Y) p, int style, double r) => (style % 6) switch
    {
        0 => $"M{Number(p.X - r)} {Number(p.Y)}a{Number(r)} {Number(r)} 0 1 0 {Number(2 * r)} 0a{Number(r)} {Number(r)} 0 1 0 {Number(-2 * r)} 0z",
        1 => $"M{Number(p.X - r)} {Number(p.Y - r)}h{Number(2 * r)}v{Number(2 * r)}h{Number(-2 * r)}z",
        2 => $"M{Number(p.X)} {Number(p.Y - (1.3 * r))}l{Number(1.3 * r)} {Number(2.3 * r)}h{Number(-2.6 * r)}z",
        3 => $"M{Number(p.X)} {Number(p.Y - (1.4 * r))}l{Number(1.2 * r)} {Number(1.4 * r)}l{Number(-1.2 * r)} {Number(1.4 * r)}l{Number(-1.2 * r)} {Number(-1.4 * r)}z",
        4 => $"M{Number(p.X - r)} {Number(p.Y - r)}l{Number(2 * r)} {Number(2 * r)}m0 {Number(-2 * r)}l{Number(-2 * r)} {Number(2 * r)}",
        _ => $"M{Number(p.X - (1.3 * r))} {Number(p.Y)}h{Number(2.6 * r)}m{Number(-1.3 * r)} {Number(-1.3 * r)}v{Number(2.6 * r)}",
    };
}
