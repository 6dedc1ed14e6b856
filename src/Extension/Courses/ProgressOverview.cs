using System.Globalization;
using System.Net;
using System.Text;
using Adjoint.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!progress</c> shows: a square for each exercise of a course, by lessons, and the same as a table.</summary>
/// <param name="Course">The course.</param>
/// <param name="State">What the learner did.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="LogPath">Where it is kept; null if it is kept in memory only.</param>
/// <param name="Notices">What the learner ought to know besides.</param>
public sealed record ProgressOverview(Course Course, CourseState State, string Learner, string? LogPath, IReadOnlyList<string> Notices)
{
    /// <summary>How many exercises are solved.</summary>
    public int Solved => Course.Exercises.Count(exercise => State[exercise.Id].Solved);

    /// <summary>The points of the solved exercises.</summary>
    public int Points => Course.Exercises.Where(exercise => State[exercise.Id].Solved).Sum(exercise => exercise.Points);

    /// <summary>The points of all exercises.</summary>
    public int MostPoints => Course.Exercises.Sum(exercise => exercise.Points);

    /// <summary>The lessons that have exercises, and those exercises that are in none.</summary>
    internal IEnumerable<(string Title, IReadOnlyList<Exercise> Exercises)> Groups()
    {
        foreach (var lesson in Course.Lessons.Where(lesson => lesson.Exercises.Count > 0))
        {
            yield return (new Statement(lesson.Title).ToString(), [.. lesson.Exercises.Select(Course.Find).OfType<Exercise>()]);
        }

        if (Course.Exercises.Where(exercise => Course.LessonOf(exercise) is null).ToList() is { Count: > 0 } others)
        {
            yield return (Course.Lessons.Count > 0 ? "other exercises" : "exercises", others);
        }
    }

    /// <summary>One line.</summary>
    internal string Summary => string.Create(CultureInfo.InvariantCulture, $"{new Statement(Course.Title)} · {Learner}: {Solved} of {Course.Exercises.Count} exercises solved, {Points} of {MostPoints} points");

    /// <summary>The picture as an image that loads nothing, and the same as a table.</summary>
    internal string ToHtml()
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<img alt=\"{WebUtility.HtmlEncode(Summary)}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(ProgressPicture.Svg(this)))}\">");
        html.Append("<details><summary>Exercise by exercise</summary>").Append(Table().ToHtml());
        if (LogPath is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>Kept in <code>{WebUtility.HtmlEncode(LogPath)}</code></p>");
        }

        return html.Append("</details>").Append(string.Concat(Notices.Select(notice => $"<p>⚠ {WebUtility.HtmlEncode(notice)}</p>"))).ToString();
    }

    /// <summary>One line, and the table.</summary>
    internal string ToText() => $"{Summary}\n{Table().ToText()}{(LogPath is null ? string.Empty : $"\nkept in {LogPath}")}{NoticeText.Plain(Notices)}";

    private ReportTable Table() => new(string.Empty, ["", "exercise", "points", "wrong here", "hints", "variants solved"], [.. Groups().SelectMany(group => group.Exercises).Select(Row)]);

    private IReadOnlyList<string> Row(Exercise exercise)
    {
        var state = State[exercise.Id];
        return
        [
            LessonContents.Mark(state),
            exercise.Id,
            string.Create(CultureInfo.InvariantCulture, $"{(state.Solved ? exercise.Points : 0)} of {exercise.Points}"),
            state.Tries == 0 ? string.Empty : state.Tries.ToString(CultureInfo.InvariantCulture),
            state.HintsShown == 0 ? string.Empty : state.HintsShown.ToString(CultureInfo.InvariantCulture),
            state.SolvedAttempts.Count == 0 ? string.Empty : state.SolvedAttempts.Count.ToString(CultureInfo.InvariantCulture),
        ];
    }
}
