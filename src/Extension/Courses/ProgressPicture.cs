using System.Globalization;
using System.Net;
using System.Text;
using Adjoint.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>The picture of a learner's progress: a square per exercise. Solved ones are full and have a tick, tried ones a cross, begun ones a dot; colour is not needed to tell them apart.</summary>
internal static class ProgressPicture
{
    private const int Side = 22;
    private const int Step = 27;
    private const int Left = 12;
    private const int PerRow = 22;
    private const int LongestTitle = 70;

    public static string Svg(ProgressOverview overview)
    {
        var body = new StringBuilder();
        var y = 24;
        Text(body, Left, y, overview.Summary, "font-weight=\"600\"");
        y += 12;
        Bar(body, y, overview);
        y += 24;
        foreach (var (title, exercises) in overview.Groups())
        {
            y += 16;
            Text(body, Left, y, title.Length <= LongestTitle ? title : title[..LongestTitle] + "…", "font-size=\"13\"");
            y += 8;
            for (var i = 0; i < exercises.Count; i++)
            {
                Square(body, Left + (i % PerRow * Step), y + (i / PerRow * Step), exercises[i].Id, overview.State[exercises[i].Id]);
            }

            y += ((exercises.Count - 1) / PerRow * Step) + Step + 6;
        }

        y += 6;
        var x = Left;
        foreach (var (state, word) in new[] { (Sample(ProgressEntry.Accepted), "solved"), (Sample(ProgressEntry.Rejected), "tried"), (Sample(null), "begun"), (new ExerciseState(string.Empty), "not begun") })
        {
            Square(body, x, y, word, state);
            Text(body, x + Step + 2, y + 16, word, "font-size=\"13\"");
            x += Step + 24 + (word.Length * 8);
        }

        y += Step + 8;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {y}" width="640" height="{y}" font-family="system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="14" fill="#7a7a7a" stroke-linecap="round" stroke-linejoin="round"><title>{WebUtility.HtmlEncode(overview.Summary)}</title>{body}</svg>
            """);
    }

    private static ExerciseState Sample(string? verdict) => ExerciseState.Of(string.Empty, verdict is null
        ? [ProgressEntry.Dealt(DateTimeOffset.UnixEpoch, string.Empty, 0)]
        : [ProgressEntry.Dealt(DateTimeOffset.UnixEpoch, string.Empty, 0) with { Event = ProgressEvent.Answered, Verdict = verdict }]);

    // How many of the points are earned.
    private static void Bar(StringBuilder body, int y, ProgressOverview overview)
    {
        const int Width = 616;
        var earned = overview.MostPoints == 0 ? 0 : Width * overview.Points / overview.MostPoints;
        body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{Width}\" height=\"10\" rx=\"5\" fill=\"none\" stroke=\"#7a7a7a\"/>");
        if (earned > 0)
        {
            body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{Math.Max(earned, 10)}\" height=\"10\" rx=\"5\" fill=\"#2f8f5b\"/>");
        }
    }

    private static void Square(StringBuilder body, int x, int y, string title, ExerciseState state)
    {
        var (fill, edge, sign) = state switch
        {
            { Solved: true } => ("#2f8f5b", "#2f8f5b", $"<path d=\"M{x + 5} {y + 12}l4 4 8-9\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2.5\"/>"),
            { Tries: > 0 } => ("none", "#c8741a", $"<path d=\"M{x + 6} {y + 6}l10 10m0-10l-10 10\" fill=\"none\" stroke=\"#c8741a\" stroke-width=\"2.5\"/>"),
            { IsBegun: true } => ("none", "#7a7a7a", $"<circle cx=\"{x + 11}\" cy=\"{y + 11}\" r=\"4\" fill=\"#7a7a7a\"/>"),
            _ => ("none", "#7a7a7a", string.Empty),
        };
        body.Append(CultureInfo.InvariantCulture, $"<g><title>{WebUtility.HtmlEncode(title)}</title><rect x=\"{x}\" y=\"{y}\" width=\"{Side}\" height=\"{Side}\" rx=\"4\" fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"1.5\"/>{sign}</g>");
    }

    private static void Text(StringBuilder body, int x, int y, string text, string attributes) =>
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" {attributes}>{WebUtility.HtmlEncode(text)}</text>");
}
