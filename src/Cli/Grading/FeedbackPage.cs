using System.Globalization;
using System.Net;
using System.Text;

namespace Adjoint.Cli.Grading;

/// <summary>What a learner reads about a submission: one HTML file that needs nothing else.</summary>
internal static class FeedbackPage
{
    private const string Style = """
        article { border-left: 4px solid var(--line); margin: 1.6em 0; padding: .1em 0 .1em 1em; }
        article.accepted { border-color: #2e7d32; } article.rejected { border-color: var(--error); }
        .mark { font-weight: 600; } .answer { background: var(--code); border-radius: 3px; overflow-wrap: anywhere; padding: .5em .8em; white-space: pre-wrap; }
        """;

    /// <summary>The page.</summary>
    public static string Render(string course, SubmissionGrade grade)
    {
        var body = new StringBuilder();
        if (grade.Problems.Count > 0)
        {
            body.Append("<h2>About your submission</h2>\n<ul>\n").AppendJoin(string.Empty, grade.Problems.Select(p => $"<li>{Escape(p)}</li>\n")).Append("</ul>\n");
        }

        body.Append("<h2>Exercises</h2>\n");
        foreach (var exercise in grade.Exercises)
        {
            body.Append(CultureInfo.InvariantCulture, $"<article class=\"{Escape(exercise.Verdict)}\">\n<h3>{Escape(exercise.Id)}</h3>\n<p><span class=\"mark\">{Mark(exercise)}</span> · {Points(exercise.Points)} of {exercise.Of}</p>\n");
            body.Append(Paragraph(exercise.Question));
            if (exercise.Answer is { } answer)
            {
                body.Append("<p>Your answer:</p>\n<pre class=\"answer\">").Append(Escape(answer)).Append("</pre>\n");
            }

            body.Append(Paragraph(exercise.Explanation)).Append("</article>\n");
        }

        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(grade.Learner)}: {Escape(course)}</title>
            <style>
            {Asset.Text("page.css")}{Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{Escape(course)}</h1>
            <p><strong>{Escape(grade.Learner)}</strong>: {Points(grade.Points())} of {grade.Of().ToString(CultureInfo.InvariantCulture)} points</p>
            {body}</main>
            </body>
            </html>

            """;
    }

    // Not by colour alone.
    private static string Mark(ExerciseGrade exercise) => exercise switch
    {
        { Manual: true } => "Graded by a person",
        { Verdict: ExerciseGrade.Accepted } => "✓ Right",
        { Verdict: ExerciseGrade.Rejected } => "✗ Not right",
        { Verdict: ExerciseGrade.Invalid } => "? Cannot be read",
        { Verdict: ExerciseGrade.Undecided } => "… Not decided",
        _ => "– No answer",
    };

    private static string Paragraph(string html) => html.Length == 0 ? string.Empty : $"<div>{html}</div>\n";

    private static string Points(decimal points) => points.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
