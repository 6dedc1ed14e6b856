using System.Globalization;
using System.Text;
using Adjoint.Exercises;
using Adjoint.Formatters.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>What <c>#!lesson</c> shows: the lessons of a course, which one this is, and how far the learner is.</summary>
/// <param name="Course">The course.</param>
/// <param name="State">What the learner did.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="Here">The lesson that this notebook is; null if it is none, or the host does not say.</param>
/// <param name="Notices">What the learner ought to know besides.</param>
public sealed record LessonContents(Course Course, CourseState State, string Learner, Lesson? Here, IReadOnlyList<string> Notices) : ICard
{
    /// <inheritdoc/>
    string ICard.ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"**{new Statement(Course.Title).Markdown}** · {MarkdownText.Escaped(Learner)}\n");
        if (Course.Lessons.Count > 0)
        {
            text.Append("\n| | lesson | solved |\n|---|---|---|\n");
            foreach (var (lesson, i) in Course.Lessons.Select((lesson, i) => (lesson, i)))
            {
                var title = $"[{new Statement(lesson.Title).Markdown}]({Uri.EscapeDataString(lesson.Notebook).Replace("%2F", "/", StringComparison.Ordinal)})";
                text.Append(CultureInfo.InvariantCulture, $"| {i + 1} | {(lesson == Here ? $"**{title}** ← you are here" : title)} | {Solved(lesson.Exercises)} |\n");
            }
        }

        foreach (var (heading, ids) in Sections())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n*{MarkdownText.Escaped(heading)}:* {string.Join(" · ", ids.Select(id => $"{Mark(id)} {MarkdownText.Code(Short(id))}"))}\n");
        }

        return text.Append(NoticeText.Markdown(Notices)).ToString();
    }

    /// <inheritdoc/>
    string ICard.ToText()
    {
        var lines = new List<string> { $"{new Statement(Course.Title)} · {Learner}" };
        if (Course.Lessons.Count > 0)
        {
            lines.Add(new ReportTable(string.Empty, ["", "lesson", "solved", ""], [.. Course.Lessons.Select((lesson, i) => (IReadOnlyList<string>)
                [(i + 1).ToString(CultureInfo.InvariantCulture), new Statement(lesson.Title).ToString(), Solved(lesson.Exercises), lesson == Here ? "← you are here" : string.Empty])]).ToText());
        }

        foreach (var (heading, ids) in Sections())
        {
            lines.Add($"{heading}:");
            lines.AddRange(ids.Select(id => $"  {Mark(id)} {Short(id)}"));
        }

        return string.Join('\n', lines) + NoticeText.Plain(Notices);
    }

    /// <summary>One character for the state of an exercise: ✓ solved, ✗ tried, ○ not begun.</summary>
    internal static string Mark(ExerciseState state) => state switch
    {
        { Solved: true } => "✓",
        { Tries: > 0 } => "✗",
        { IsBegun: true } => "◐",
        _ => "○",
    };

    // The exercises of the lesson that this is; of a course without lessons, or outside of them, all that are in none.
    private IEnumerable<(string Heading, IReadOnlyList<string> Ids)> Sections()
    {
        if (Here is { Exercises.Count: > 0 })
        {
            yield return ("Exercises here", Here.Exercises);
            yield break;
        }

        var inLessons = Course.Lessons.SelectMany(lesson => lesson.Exercises).ToHashSet(StringComparer.Ordinal);
        var others = Course.Exercises.Select(exercise => exercise.Id).Where(id => !inLessons.Contains(id)).ToList();
        if (others.Count > 0)
        {
            yield return (Course.Lessons.Count > 0 ? "More exercises" : "Exercises", others);
        }
    }

    private string Mark(string id) => Mark(State[id]);

    private string Short(string id) => id.StartsWith($"{Course.Id}/", StringComparison.Ordinal) ? id[(Course.Id.Length + 1)..] : id;

    private string Solved(IReadOnlyList<string> ids) => ids.Count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{ids.Count(id => State[id].Solved)} of {ids.Count}");
}
