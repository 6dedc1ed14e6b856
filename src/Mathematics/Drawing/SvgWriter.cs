using System.Globalization;
using System.Net;
using System.Text;

namespace Adjoint.Drawing;

/// <summary>Writes the elements of an SVG document.</summary>
internal sealed class SvgWriter
{
    /// <summary>The width of all pictures, in units.</summary>
    public const int Width = 640;

    /// <summary>The colour of axes and texts: legible on white and on black paper.</summary>
    public const string Ink = "#7a7a7a";

    private const double LetterWidth = 7.6;

    private readonly StringBuilder svg = new();

    public SvgWriter(int height, string description) => svg
        .Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" """)
        .Append("""font-family="system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="14" stroke-linecap="round" stroke-linejoin="round">""")
        .Append(CultureInfo.InvariantCulture, $"<title>{Escape(description)}</title>");

    /// <summary>The whole document. Nothing can be written after it.</summary>
    public string Close() => svg.Append("</svg>").ToString();

    /// <summary>x and y with a blank between them.</summary>
    public static string At((double X, double Y) p) => $"{MarkStyle.Number(p.X)} {MarkStyle.Number(p.Y)}";

    /// <summary>The length of a text. Fonts differ: it is that in one of average width, in which letters from Hangul and Chinese on are twice as wide as Latin ones.</summary>
    public static double Extent(string text) => text.EnumerateRunes().Sum(r => r.Value is >= 0x1100 and (< 0x1160 or >= 0x2e80) ? 2 * LetterWidth : LetterWidth);

    /// <summary>The text as XML has it. What XML has no way to write, and what would turn the direction of the rest, is U+FFFD.</summary>
    public static string Escape(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Half of a pair arrives here as U+FFFD.
            legal.Append(rune.Value is >= 0x20 and not (>= 0x7f and <= 0x9f or >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069 or 0xfffe or 0xffff) ? rune.ToString() : "\ufffd");
        }

        return WebUtility.HtmlEncode(legal.ToString());
    }

    /// <summary>Begins a group of elements that have attributes in common.</summary>
    public void OpenGroup(string attributes) => svg.Append("<g ").Append(attributes).Append('>');

    /// <summary>Ends it.</summary>
    public void CloseGroup() => svg.Append("</g>");

    /// <summary>A path with the given attributes.</summary>
    public void Path(string attributes, string d) => svg.Append("<path ").Append(attributes).Append(" d=\"").Append(d).Append("\"/>");

    /// <summary>A rectangle.</summary>
    public void Rectangle(double left, double top, double right, double bottom, string attributes) => svg.Append(CultureInfo.InvariantCulture,
        $"""<rect x="{MarkStyle.Number(left)}" y="{MarkStyle.Number(top)}" width="{MarkStyle.Number(right - left)}" height="{MarkStyle.Number(bottom - top)}" {attributes}/>""");

    /// <summary>A PNG file stretched to a rectangle.</summary>
    public void Picture(double left, double top, double right, double bottom, byte[] png) => svg.Append(CultureInfo.InvariantCulture,
        $"""<image x="{MarkStyle.Number(left)}" y="{MarkStyle.Number(top)}" width="{MarkStyle.Number(right - left)}" height="{MarkStyle.Number(bottom - top)}" preserveAspectRatio="none" image-rendering="optimizeSpeed" style="image-rendering:pixelated" href="data:image/png;base64,{Convert.ToBase64String(png)}"/>""");

    /// <summary>A text of one line.</summary>
    public void Text(double x, double y, string text, string anchor, string colour, string attributes = "") => svg.Append(
        CultureInfo.InvariantCulture, $"""<text x="{MarkStyle.Number(x)}" y="{MarkStyle.Number(y)}" text-anchor="{anchor}" fill="{colour}"{attributes}>{Escape(text)}</text>""");
}
