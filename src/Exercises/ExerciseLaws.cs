using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>The laws that every exercise obeys, tried on variants. Tests run them, and so can a lecturer.</summary>
public static partial class ExerciseLaws
{
    /// <summary>Texts that are no answer to anything.</summary>
    public static IReadOnlyList<string> Nonsense { get; } =
    [
        "", " \t\n", "?", "@#%", "[", "]", "{{{", "((", "1 2; 3 4; 5", "no_such_name + 1", "1/0", "NaN", "∞", "\ud835", "\0", "💥", "null", "<script>", "1e999999999",
        new('(', 10_000), new('[', 10_000), new('{', 10_000), new('-', 10_000), new('(', 100_000), new('1', 100_000), string.Concat(Enumerable.Repeat("1 ", 60_000)),
    ];

    /// <summary>Tries all laws on the given number of variants; at most one defect for each law.</summary>
    public static IReadOnlyList<ExerciseDefect> Check(Exercise exercise, int variants = 200)
    {
        Dictionary<ExerciseLaw, ExerciseDefect> defects = [];
        void Found(ExerciseLaw law, VariantSeed? seed, string problem) => defects.TryAdd(law, new(exercise.Id, law, seed, problem));

        foreach (var (law, problem) in Form(exercise))
        {
            Found(law, null, problem);
        }

        HashSet<string> statements = [];
        for (var n = 0; n < variants; n++)
        {
            Cancellation.Poll();
            var seed = VariantSeed.Of("laws"u8, "laws", exercise.Id, n);

            // The code of an exercise's author is run here; whatever it throws is a defect of the exercise.
            try
            {
                var question = exercise.Deal(seed);
                statements.Add(Asked(question));
                foreach (var (law, problem) in question.Violations().Concat(AsTyped(question)).Concat(Rendering(question)).Concat(Invalid(question, n)).Concat(Repeated(question)))
                {
                    Found(law, seed, problem);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Found(ExerciseLaw.VariantIsFound, seed, $"{error.GetType().Name}: {error.Message.TrimEnd('.')}");
            }
        }

        if (statements.Count < 2 && variants > 1 && exercise.Variants != VariantPolicy.Shared && !defects.ContainsKey(ExerciseLaw.VariantIsFound))
        {
            Found(ExerciseLaw.VariantsDiffer, null, $"all of {variants} variants ask the same");
        }

        return [.. defects.Values.OrderBy(defect => defect.Law)];
    }

    private static IEnumerable<(ExerciseLaw Law, string Problem)> Form(Exercise exercise)
    {
        if (!Id().IsMatch(exercise.Id))
        {
            yield return (ExerciseLaw.IsWellNamed, $"the id {exercise.Id} does not look like linear-algebra/rank-2");
        }

        if (exercise.Tags.FirstOrDefault(tag => !Tag().IsMatch(tag)) is { } bad)
        {
            yield return (ExerciseLaw.IsWellNamed, $"the tag {bad} does not look like adds-the-products");
        }

        if (exercise.Points < 1)
        {
            yield return (ExerciseLaw.IsWellNamed, $"it is worth {exercise.Points} points");
        }

        if (exercise.Tags.Distinct(StringComparer.Ordinal).Count() is var count && (count < 2 || count < exercise.Tags.Count))
        {
            yield return (ExerciseLaw.HasTwoMisconceptions, $"it has {count} different tags for {exercise.Tags.Count} misconceptions, and needs two at least");
        }
    }

    private static IEnumerable<(ExerciseLaw Law, string Problem)> AsTyped(Question question)
    {
        if (question.TypedSolution is { } solution && question.Judge(solution) is not Verdict.Accepted and var verdict)
        {
            yield return (ExerciseLaw.SolutionIsAccepted, $"the solution, typed as {solution}, is judged {verdict}");
        }

        foreach (var (tag, answer) in question.TypedMisconceptions)
        {
            if (answer is not null && question.Judge(answer) is var judged && (judged is not Verdict.Rejected rejected || rejected.Tag != tag))
            {
                yield return (ExerciseLaw.MisconceptionHasItsTag, $"the answer {answer} of {tag} is judged {judged}");
            }
        }
    }

    private static IEnumerable<(ExerciseLaw Law, string Problem)> Rendering(Question question)
    {
        List<(string What, Statement Text)> shown =
        [
            ("statement", question.Statement),
            .. question.Options.Select(option => ("option", option)),
            .. question.Hints.Select((hint, i) => ($"hint {i + 1}", hint)),
            .. question.Feedback().Select(f => ($"feedback of {f.Tag}", f.Text)),
        ];
        if (question.Explanation is { IsEmpty: false } explanation)
        {
            shown.Add(("explanation", explanation));
        }

        foreach (var (what, text) in shown)
        {
            if (text.IsEmpty)
            {
                yield return (ExerciseLaw.Renders, $"the {what} is empty");
            }
            else if ((Rendering(text) ?? MarkupProblem($"<p>{text.Html}</p>")) is { } problem)
            {
                yield return (ExerciseLaw.Renders, $"the {what} does not render: {problem}");
            }
        }

        if (Rendering(question.Solution) is { } broken)
        {
            yield return (ExerciseLaw.Renders, $"the solution does not render: {broken}");
        }
    }

    private static string? Rendering(IHasNotation value)
    {
        var text = value is Statement statement ? statement.ToString() : PlainText.Of(value);
        return text.Split('\n').Max(line => line.Length) > PlainText.Columns ? "its plain text is wider than 100 columns"
            : string.IsNullOrWhiteSpace(text) ? "its plain text is empty"
            : text.Contains('$', StringComparison.Ordinal) ? "a dollar sign is left over"
            : string.IsNullOrWhiteSpace(Latex.Of(value)) ? "its LaTeX is empty"
            : MarkupProblem(MathMl.Of(value));
    }

    private static string? MarkupProblem(string markup)
    {
        try
        {
            _ = XElement.Parse(markup);
            return null;
        }
        catch (XmlException error)
        {
            return error.Message;
        }
    }

    // Each variant tries a few, so that all are tried on many.
    private static IEnumerable<(ExerciseLaw Law, string Problem)> Invalid(Question question, int n)
    {
        for (var i = n % 5; i < Nonsense.Count; i += 5)
        {
            if (question.Judge(Nonsense[i]) is not Verdict.Invalid and var verdict)
            {
                yield return (ExerciseLaw.NonsenseIsInvalid, $"the answer {NotationParseException.Quote(Nonsense[i])} is judged {verdict}");
            }
        }

        if (question.JudgeValue(new object()) is not Verdict.Invalid and var judged)
        {
            yield return (ExerciseLaw.NonsenseIsInvalid, $"an object of no type is judged {judged}");
        }
    }

    private static IEnumerable<(ExerciseLaw Law, string Problem)> Repeated(Question question)
    {
        var again = question.Exercise.Deal(question.Seed);
        if (Asked(again) != Asked(question) || Latex.Of(again.Solution) != Latex.Of(question.Solution))
        {
            yield return (ExerciseLaw.SeedDecidesVariant, "the same seed gave another variant the second time");
        }
    }

    private static string Asked(Question question) => string.Join('\n', [question.Statement.Markdown, .. question.Options.Select(option => option.Markdown)]);

    [GeneratedRegex("^[a-z0-9]+([-/][a-z0-9]+)*$")]
    private static partial Regex Id();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Tag();
}
