using System.Globalization;
using System.Net;
using Adjoint.Exercises;

namespace Adjoint.Cli.Grading;

/// <summary>Judges answers, outside of any sandbox: an answer is text by then, or a function that is called within one.</summary>
internal sealed class Judge(Course course)
{
    private const int ShownCharacters = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>The course.</summary>
    public Course Course { get; } = course;

    /// <summary>The grade of an exercise that nobody answered.</summary>
    public ExerciseGrade Unanswered(Exercise exercise, string learner) =>
        Of(exercise, learner, 0, null, _ => (ExerciseGrade.Unanswered, null, string.Empty, string.Empty));

    /// <summary>The grade of an answer that is text.</summary>
    public ExerciseGrade Grade(Exercise exercise, string learner, int attempt, string text) => Of(exercise, learner, attempt, text, question => Say(question.Judge(text)));

    /// <summary>The grade of an answer that is an object.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="learner">Who answers.</param>
    /// <param name="attempt">Which variant.</param>
    /// <param name="shown">How the answer is shown.</param>
    /// <param name="answer">The answer to a question.</param>
    public ExerciseGrade GradeValue(Exercise exercise, string learner, int attempt, string shown, Func<Question, object?> answer) =>
        Of(exercise, learner, attempt, shown, question => Say(question.JudgeValue(answer(question))));

    /// <summary>The grade of an answer that is an object that has no text.</summary>
    public ExerciseGrade Invalid(Exercise exercise, string learner, int attempt, string shown) => Of(exercise, learner, attempt, shown, question =>
    {
        var why = $"The answer is of type {shown}; expected {question.AnswerSyntax}.";
        return (ExerciseGrade.Invalid, null, why, WebUtility.HtmlEncode(why));
    });

    private ExerciseGrade Of(Exercise exercise, string learner, int attempt, string? shown, Func<Question, (string Verdict, string? Tag, string Feedback, string Html)> judge)
    {
        using var late = new CancellationTokenSource(Longest);
        Cancellation.Current = late.Token;
        try
        {
            var question = Course.Deal(exercise, learner, attempt);
            var (verdict, tag, feedback, html) = judge(question);
            return new(exercise.Id, attempt, verdict == ExerciseGrade.Accepted ? exercise.Points : 0, exercise.Points, verdict, tag, Shortened(shown), feedback, Manual: false)
            {
                Question = Options(question), Explanation = html,
            };
        }
        catch (OperationCanceledException)
        {
            return Undecided(exercise, attempt, shown, "It takes too long to judge this answer.");
        }
        catch (NotSupportedException gap)
        {
            return Undecided(exercise, attempt, shown, gap.Message);
        }
        catch (Exception defect) when (defect is NoVariantException or ExerciseFailedException)
        {
            return Undecided(exercise, attempt, shown, defect.Message);
        }
        finally
        {
            Cancellation.Current = CancellationToken.None;
        }
    }

    private static ExerciseGrade Undecided(Exercise exercise, int attempt, string? shown, string why) =>
        new(exercise.Id, attempt, 0, exercise.Points, ExerciseGrade.Undecided, null, Shortened(shown), why, Manual: false) { Explanation = WebUtility.HtmlEncode(why) };

    private static (string Verdict, string? Tag, string Feedback, string Html) Say(Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Accepted(var evidence):
                return (ExerciseGrade.Accepted, null, string.Empty, evidence == "exact" ? string.Empty : WebUtility.HtmlEncode($"({evidence})"));
            case Verdict.Rejected(var tag, var feedback, var counterexample):
                return (
                    ExerciseGrade.Rejected, tag,
                    counterexample is null ? feedback.ToString() : $"{feedback} {counterexample.Sentence}.",
                    counterexample is null ? feedback.Html : $"{feedback.Html}<br>{counterexample.Sentence.Html}.");
            case Verdict.Invalid(var problem, _, var caret):
                return (ExerciseGrade.Invalid, null, problem, caret.Length == 0 ? WebUtility.HtmlEncode(problem) : $"{WebUtility.HtmlEncode(problem)}<pre>{WebUtility.HtmlEncode(caret)}</pre>");
            case Verdict.Undecided(var why):
                return (ExerciseGrade.Undecided, null, why, WebUtility.HtmlEncode(why));
            default:
                throw new NotSupportedException("There are four verdicts.");
        }
    }

    private static string Options(Question question) => question.Options.Count == 0
        ? question.Statement.Html
        : $"{question.Statement.Html}<ul>{string.Concat(question.Options.Select((o, i) => string.Create(CultureInfo.InvariantCulture, $"<li>{(char)('a' + i)}) {o.Html}</li>")))}</ul>";

    private static string? Shortened(string? text) => text is null || text.Length <= ShownCharacters ? text?.Trim() : $"{text[..(char.IsHighSurrogate(text[ShownCharacters - 2]) ? ShownCharacters - 2 : ShownCharacters - 1)]}…";
}
