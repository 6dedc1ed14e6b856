using System.Text.Json;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>A sealed variant, and its judge.</summary>
internal sealed class SealedQuestion<TAnswer>(SealedExercise exercise, SealedVariant variant, AnswerKind<TAnswer> kind, Func<TAnswer, string?> misfit, SealedContent.Opened? opened)
    : Question(exercise, variant.Seed)
{
    private static readonly Verdict.Undecided Recorded = new("Your answer is recorded; it is judged when your notebook is graded.");
    private static readonly Statement Locked = "The solution is sealed, and only the right answer opens it.";
    private static readonly Statement Withheld = "The solution is not part of this release.";

    public override Statement Statement => variant.Statement;

    public override string AnswerSyntax => kind.Syntax;

    public override Type AnswerType => typeof(TAnswer);

    public override IReadOnlyList<Statement> Options => kind.Options;

    public override bool IsTyped => kind.IsTyped;

    public override IReadOnlyList<Statement> Hints => variant.Hints;

    public override bool IsLocked => opened is null;

    public override IHasNotation Solution => opened is not null ? new Formula(opened.Solution) : variant.Right is null ? Withheld : Locked;

    public override Statement Explanation => opened?.Explanation ?? string.Empty;

    public override string? TypedSolution => opened?.Typed;

    /// <summary>None: they are sealed.</summary>
    public override IReadOnlyList<(string Tag, string? Answer)> TypedMisconceptions => [];

    public override Verdict Judge(string? text) => kind.Judge(text, answer => Decide(answer).Verdict);

    public override Verdict JudgeValue(object? answer) => kind.JudgeValue(answer, a => Decide(a).Verdict);

    public override Question Unlock(object? answer)
    {
        SealedContent.Opened? found = null;
        _ = kind.JudgeValue(answer, a =>
        {
            (var verdict, found) = Decide(a);
            return verdict;
        });
        return found is null ? this : new SealedQuestion<TAnswer>(exercise, variant, kind, misfit, found);
    }

    internal override IReadOnlyList<object?> Examples => [];

    internal override IEnumerable<(ExerciseLaw Law, string Problem)> Violations() => [];

    internal override IReadOnlyList<(string Tag, Statement Text)> Feedback() => [];

    internal override SealedContent Content() => throw new NotSupportedException($"The exercise {Exercise} is sealed already.");

    // Whatever was done to the file, an answer has a verdict.
    private (Verdict Verdict, SealedContent.Opened? Opened) Decide(TAnswer answer)
    {
        try
        {
            return Open(answer);
        }
        catch (InvalidDataException error)
        {
            return (new Verdict.Undecided(error.Message), null);
        }
    }

    // The order is that of the judge with the exercise's code: a misconception may lead to another shape.
    private (Verdict Verdict, SealedContent.Opened? Opened) Open(TAnswer answer)
    {
        if (kind.Refuse(answer) is { } refusal)
        {
            return (new Verdict.Invalid(refusal), null);
        }

        if (variant is not { Right: { } right, Salt: { } salt })
        {
            return (misfit(answer) is { } unfit ? new Verdict.Invalid(unfit) : Recorded, null);
        }

        if (kind.Canonical(answer) is { } text)
        {
            var stretched = SealedText.Stretch(text, salt, exercise.Iterations);
            if (right.Open(stretched) is { } solution)
            {
                return (Verdict.Right, JsonSerializer.Deserialize<SealedContent.Opened>(solution, SealedJson.Options));
            }

            foreach (var wrong in variant.Wrong)
            {
                if (wrong.Open(stretched) is { } feedback && JsonSerializer.Deserialize<SealedContent.Feedback>(feedback, SealedJson.Options) is var (tag, why, counterexample))
                {
                    // It was evaluated when it was sealed.
                    return (new Verdict.Rejected(tag, why, counterexample is null ? null : new(counterexample, () => true)), null);
                }
            }
        }

        return (misfit(answer) is { } problem ? new Verdict.Invalid(problem) : new Verdict.Rejected(null, string.Empty, null), null);
    }
}
