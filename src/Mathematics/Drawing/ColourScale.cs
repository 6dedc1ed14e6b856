using System.Globalization;

namespace Adjoint.Drawing;

/// <summary>Numbers as colours: equal differences look equal. Where values have both signs, two hues meet in a light grey at 0.</summary>
/// <remarks>
/// Colours are chosen in the space OKLab, whose first coordinate is perceived lightness: B. Ottosson, <i>A perceptual color space for image processing</i>, 2020. The scale
/// for one sign goes evenly from dark to light and from violet over green to yellow; of that for two signs each half goes evenly from light to dark.
/// </remarks>
internal sealed class ColourScale
{
    /// <summary>The number of different colours.</summary>
    public const int Count = 254;

    private static readonly (byte R, byte G, byte B)[] OneSign = [.. Enumerable.Range(0, Count).Select(i => Sequential(i / (Count - 1.0)))];
    private static readonly (byte R, byte G, byte B)[] TwoSigns = [.. Enumerable.Range(0, Count).Select(i => Diverging(i / (Count - 1.0)))];

    private readonly double low;
    private readonly double high;

    /// <summary>The scale for values from a to b, a ≤ b.</summary>
    public ColourScale(double from, double to)
    {
        (Low, High, IsDiverging) = (from, to, from < 0 && to > 0);
        var most = Math.Max(-from, to);
        (low, high) = IsDiverging ? (-most, most) : (from, to);
    }

    /// <summary>The least value shown.</summary>
    public double Low { get; }

    /// <summary>The largest value shown.</summary>
    public double High { get; }

    /// <summary>Whether 0 is in the middle.</summary>
    public bool IsDiverging { get; }

    /// <summary>The values at the ends of <see cref="Palette"/>; beyond those shown where both signs occur, so that 0 is in its middle.</summary>
    public (double From, double To) Ends => (low, high);

    /// <summary>The colours from the lowest to the highest.</summary>
    public IReadOnlyList<(byte R, byte G, byte B)> Palette => IsDiverging ? TwoSigns : OneSign;

    /// <summary>The index of a finite value's colour.</summary>
    public int Index(double value) => high > low ? (int)Math.Clamp(Math.Round((Count - 1) * (((value / 2) - (low / 2)) / ((high / 2) - (low / 2)))), 0, Count - 1) : Count / 2;

    /// <summary>The colour of a finite value.</summary>
    public (byte R, byte G, byte B) Colour(double value) => Palette[Index(value)];

    /// <summary>A colour that is legible on white and on black paper: t = 0 is blue, then violet, t = 1 orange.</summary>
    public static string Ink(double t) => Hex(Convert(0.6, 0.14, 250 + (150 * Math.Clamp(t, 0, 1))));

    /// <summary>A hue of the colour wheel: a whole number of turns is red, a half cyan.</summary>
    public static (byte R, byte G, byte B) Wheel(double turns, double lightness) => Convert(lightness, 0.16, 25 + (360 * turns));

    /// <summary><c>#rrggbb</c>.</summary>
    public static string Hex((byte R, byte G, byte B) colour) => string.Create(CultureInfo.InvariantCulture, $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}");

    private static (byte R, byte G, byte B) Sequential(double t) => Convert(0.27 + (0.65 * t), 0.135, 300 - (195 * t));

    private static (byte R, byte G, byte B) Diverging(double t) => t < 0.5 ? Convert(0.42 + (1.06 * t), 0.15 * Math.Min(1, 3 * (0.5 - t)), 255) : Convert(0.42 + (1.06 * (1 - t)), 0.15 * Math.Min(1, 3 * (t - 0.5)), 38);

    // Less colourful where the screen has no such colour.
    private static (byte R, byte G, byte B) Convert(double lightness, double chroma, double hue)
    {
        var (x, y) = (Math.Cos(hue * Math.PI / 180), Math.Sin(hue * Math.PI / 180));
        while (true)
        {
            var (r, g, b) = Linear(lightness, chroma * x, chroma * y);
            if (chroma <= 0 || (Math.Min(r, Math.Min(g, b)) >= -1e-4 && Math.Max(r, Math.Max(g, b)) <= 1 + 1e-4))
            {
                return (Encode(r), Encode(g), Encode(b));
            }

            chroma -= 0.001;
        }
    }

    private static (double R, double G, double B) Linear(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return ((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s), (-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s), (-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s));
    }

    private static byte Encode(double linear)
    {
        var c = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (c <= 0.0031308 ? 12.92 * c : (1.055 * Math.Pow(c, 1 / 2.4)) - 0.055));
    }
}
