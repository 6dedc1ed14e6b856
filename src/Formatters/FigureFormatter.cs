using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Adjoint.Drawing;

namespace Adjoint.Formatters;

/// <summary>Figures as HTML: the picture as an image that loads nothing, and its data as a table.</summary>
internal static class FigureFormatter
{
    private const int LongestAlternative = 1000;
    private const int MostFrames = 24;
    private const int MostLetters = 1_200_000;

    /// <summary>An img with alternative text, then a table in details. What is long is shown by points evenly spread over it, and says so.</summary>
    public static string Html(Figure figure) => Image(figure.ToSvg(), figure.Description) + FigureTable.Html(figure);

    /// <summary>The same for a surface.</summary>
    public static string Html(SurfaceFigure figure) => Image(figure.ToSvg(), figure.Description) + FigureTable.Html(figure);

    /// <summary>Each figure in details of one name, of which a browser keeps one open, so that they work like a slider without scripts.</summary>
    public static string Html(FigureSequence sequence)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sequence.Description)))[..12];
        for (var most = MostFrames; ; most /= 2)
        {
            var places = Charts.PlotlyThinning.Places(sequence.Frames.Count, most);
            var html = new StringBuilder("<div>");
            foreach (var (place, i) in places.Select((place, i) => (place, i)))
            {
                Cancellation.Poll();
                var (label, figure) = sequence.Frames[place];
                html.Append(CultureInfo.InvariantCulture, $"<details name=\"frames-{name}\"{(i == 0 ? " open" : "")}><summary>{Encode(FigureText.Shorten(label, 80))}</summary>{Html(figure)}</details>");
            }

            if (places.Length < sequence.Frames.Count)
            {
                html.Append(CultureInfo.InvariantCulture, $"<p>{places.Length} of {sequence.Frames.Count} figures are shown.</p>");
            }

            // One frame is shown whatever its size.
            if (html.Length <= MostLetters || most <= 2)
            {
                return html.Append("</div>").ToString();
            }
        }
    }

    /// <summary>Text as HTML has it, without what would turn the direction of the rest.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(Notation.Symbols.Clean(text));

    private static string Image(string svg, string description)
    {
        var alternative = description.Length <= LongestAlternative ? description : description[..(LongestAlternative - 1)] + "…";
        return $"<img width=\"640\" alt=\"{Encode(alternative)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">";
    }
}
