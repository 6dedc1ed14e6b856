using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>One variant of an exercise, and its judge.</summary>
internal sealed class Question<TVariant, TAnswer> : Question
{
    private readonly Exercise<TVariant, TAnswer> exercise;
    private readonly TVariant variant;
    private readonly AnswerKind<TAnswer> kind;
    private readonly TAnswer solution;
    private readonly TAnswer[] wrong;

    public Question(Exercise<TVariant, TAnswer> exercise, VariantSeed seed, TVariant variant)
        : base(exercise, seed)
    {
        (this.exercise, this.variant) = (exercise, variant);
        kind = exercise.Answer(variant);
        solution = exercise.Solution(variant);
        wrong = [.. exercise.Misconceptions.Select(m => m.Answer(variant))];
    }

    public override Statement Statement => exercise.Statement(variant);

    public override string AnswerSyntax => kind.Syntax;

    public override IReadOnlyList<Statement> Options => kind.Options;

    public override Type AnswerType => typeof(TAnswer);

    public override bool IsTyped => kind.IsTyped;

    public override IReadOnlyList<Statement> Hints => [.. exercise.Hints.Select(hint => hint(variant))];

    public override IHasNotation Solution => new Formula(options => kind.Describe(solution, options));

    public override Statement Explanation => exercise.Explanation?.Invoke(variant) ?? string.Empty;

    public override string? TypedSolution => kind.IsTyped ? kind.Write(solution) : null;

    public override IReadOnlyList<(string Tag, string? Answer)> TypedMisconceptions =>
        [.. exercise.Misconceptions.Select((m, i) => (m.Tag, kind.IsTyped ? kind.Write(wrong[i]) : null))];

    /// <summary>Why this variant must not be dealt; null if it may.</summary>
    public string? Refusal()
    {
        for (var i = 0; i < wrong.Length; i++)
        {
            var tag = exercise.Misconceptions[i].Tag;
            switch (Compare(wrong[i]))
            {
                case AnswerComparison.Same:
                    return $"the misconception {tag} gives the right answer";
                case AnswerComparison.Unknown(var why):
                    return $"it cannot be told whether the misconception {tag} gives the right answer: {why}";
                case var _ when Recognise(wrong[i]) is var first && first != i:
                    return first < 0
                        ? $"the misconception {tag} does not recognise its own answer"
                        : $"the misconceptions {exercise.Misconceptions[first].Tag} and {tag} give the same answer";
            }
        }

        return null;
    }

    internal override IReadOnlyList<object?> Examples => [solution, .. wrong];

    public override Verdict Judge(string? text) => kind.Judge(text, JudgeAnswer);

    public override Verdict JudgeValue(object? answer) => kind.JudgeValue(answer, JudgeAnswer);

    internal override IEnumerable<(ExerciseLaw Law, string Problem)> Violations()
    {
        if (JudgeAnswer(solution) is not Verdict.Accepted and var verdict)
        {
            yield return (ExerciseLaw.SolutionIsAccepted, $"the solution {Show(solution)} is judged {verdict}");
        }

        for (var i = 0; i < wrong.Length; i++)
        {
            var tag = exercise.Misconceptions[i].Tag;
            if (JudgeAnswer(wrong[i]) is var judged && (judged is not Verdict.Rejected rejected || rejected.Tag != tag))
            {
                yield return (ExerciseLaw.MisconceptionHasItsTag, $"the answer {Show(wrong[i])} of {tag} is judged {judged}");
            }
        }
    }

    internal override IReadOnlyList<(string Tag, Statement Text)> Feedback() => [.. exercise.Misconceptions.Select(m => (m.Tag, m.Feedback(variant)))];

    // Where others than the solution are right, its shape says nothing about theirs.
    internal override SealedContent Content() => new(
        (exercise.Check is null ? kind.Describe(solution) : kind.Describe()) ?? new AnswerDescription.Recorded(kind.Syntax, kind.IsTyped),
        exercise.Check is null ? kind.Canonical(solution) : null,
        [
            .. wrong.Select(answer => JudgeAnswer(answer) is Verdict.Rejected(var tag, var feedback, var counterexample)
                ? (kind.Canonical(answer), new SealedContent.Feedback(tag, feedback, counterexample?.Sentence))
                : throw new InvalidOperationException($"The exercise {Exercise} does not reject the answer {Show(answer)}.")),
        ]);

    private string Show(TAnswer answer) => PlainText.LineOf(kind.Describe(answer, NotationOptions.Default));

    // What the author's code was not made for must not look like a wrong answer.
    private Verdict JudgeAnswer(TAnswer answer)
    {
        try
        {
            return Decide(answer);
        }
        catch (Exception error) when (error is ArithmeticException or ArgumentException or InvalidOperationException or NotSupportedException or IndexOutOfRangeException)
        {
            return new Verdict.Undecided($"The code of the exercise cannot judge this answer: {error.Message}");
        }
    }

    private Verdict Decide(TAnswer answer)
    {
        var comparison = Compare(answer);
        if (comparison is AnswerComparison.Same(var evidence))
        {
            return new Verdict.Accepted(evidence);
        }

        if (kind.Refuse(answer) is null && Recognise(answer) is >= 0 and var i)
        {
            return new Verdict.Rejected(exercise.Misconceptions[i].Tag, exercise.Misconceptions[i].Feedback(variant), Shown(comparison, answer));
        }

        return comparison switch
        {
            AnswerComparison.Unfit(var problem) => new Verdict.Invalid(problem),
            AnswerComparison.Unknown(var why) => new Verdict.Undecided(why),
            AnswerComparison.Different(var why, _) => new Verdict.Rejected(null, why, Shown(comparison, answer)),
            _ => throw new NotSupportedException($"A comparison is no {comparison.GetType().Name}."),
        };
    }

    // A property says more than equality with one solution of several.
    private AnswerComparison Compare(TAnswer answer)
    {
        if (kind.Refuse(answer) is { } problem)
        {
            return new AnswerComparison.Unfit(problem);
        }

        if (exercise.Check is null)
        {
            return kind.Compare(answer, solution);
        }

        return exercise.Check(variant, answer) switch
        {
            Verdict.Accepted(var evidence) => new AnswerComparison.Same(evidence),
            Verdict.Rejected rejected => new AnswerComparison.Different(rejected.Feedback, rejected.Counterexample),
            Verdict.Invalid(var why, _, _) => new AnswerComparison.Unfit(why),
            Verdict.Undecided(var unclear) => new AnswerComparison.Unknown(unclear),
            _ => throw new NotSupportedException("There are four verdicts."),
        };
    }

    private int Recognise(TAnswer answer)
    {
        for (var i = 0; i < wrong.Length; i++)
        {
            if (exercise.Misconceptions[i].Recognises is { } recognises ? recognises(variant, answer) : kind.Compare(answer, wrong[i]) is AnswerComparison.Same)
            {
                return i;
            }
        }

        return -1;
    }

    // The author's evidence goes before that of the kind; neither is shown before it was evaluated again.
    private Counterexample? Shown(AnswerComparison comparison, TAnswer answer)
    {
        var shown = comparison is AnswerComparison.Different(_, var found) ? exercise.Evidence?.Invoke(variant, answer) ?? found : null;
        return shown is not null && shown.Holds() ? shown : null;
    }
}
