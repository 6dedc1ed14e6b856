using System.Globalization;
using System.Net;

namespace Adjoint.Extension;

/// <summary>How far some work has come.</summary>
/// <param name="Label">What the work is; may be empty.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all; null where that is not known.</param>
/// <param name="Elapsed">Since the work began.</param>
/// <param name="HasEnded">Whether nothing more will come, whether or not all steps are done.</param>
public sealed record ProgressReport(string Label, long Done, long? Total, TimeSpan Elapsed, bool HasEnded)
{
    private const int Cells = 24;

    /// <summary>The share of the steps that are done, 0 to 1; null where the total is not known or 0.</summary>
    public double? Share => Total > 0 ? Math.Clamp((double)Done / Total.Value, 0, 1) : null;

    /// <summary>How long the rest will take if it goes on as up to now; null before the first step, without a total, and at the end.</summary>
    public TimeSpan? Remaining => HasEnded || Done <= 0 || Total is not { } total ? null
        : Elapsed.TotalDays * Math.Max(0, total - Done) / Done is < 1000 and var days ? TimeSpan.FromDays(days) : null;

    /// <summary>A table of one row: label, bar, words.</summary>
    internal string ToHtml()
    {
        var share = Share is { } s ? s.ToString("0.###", CultureInfo.InvariantCulture) : null;
        var bar = share is null ? string.Empty : $"<td><progress value=\"{share}\" max=\"1\" aria-label=\"{WebUtility.HtmlEncode(Label.Length > 0 ? Label : "progress")}\">{Percent}</progress></td>";
        var label = Label.Length > 0 ? $"<td style=\"text-align:left\">{WebUtility.HtmlEncode(Label)}</td>" : string.Empty;
        return $"<table><tbody><tr>{label}{bar}<td style=\"text-align:left\">{WebUtility.HtmlEncode(Words)}</td></tr></tbody></table>";
    }

    /// <summary>One line: <c>training ████████░░░░ 67% 200 of 300, 3 s, about 2 s left</c>.</summary>
    public override string ToString()
    {
        var filled = (int)((Share ?? 0) * Cells);
        var bar = Share is null ? string.Empty : new string('█', filled) + new string('░', Cells - filled) + " ";
        return $"{(Label.Length > 0 ? Label + " " : string.Empty)}{bar}{Words}";
    }

    // Rounded down: 100% is said when all is done.
    private string Percent => $"{Math.Floor(100 * (Share ?? 0)).ToString(CultureInfo.InvariantCulture)}%";

    private string Words
    {
        get
        {
            var counted = Total is { } total
                ? string.Create(CultureInfo.InvariantCulture, $"{Percent}, {Done} of {total}")
                : Done.ToString(CultureInfo.InvariantCulture);
            var stopped = HasEnded && Total is { } all && Done < all ? "stopped at " : string.Empty;
            var rest = Remaining is { } remaining ? $", about {Written(remaining)} left" : string.Empty;
            return $"{stopped}{counted}, {Written(Elapsed)}{rest}";
        }
    }

    private static string Written(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.95 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(time.TotalMilliseconds, MidpointRounding.AwayFromZero)):0} ms"),
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        < 59.5 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min"),
    };
}
