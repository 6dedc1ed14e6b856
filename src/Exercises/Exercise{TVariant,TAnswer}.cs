namespace Adjoint.Exercises;

/// <summary>An exercise with variants of one type and answers of another.</summary>
/// <remarks>All functions are pure: no notebook, no clock, no randomness but that of <see cref="Generate"/>.</remarks>
public sealed class Exercise<TVariant, TAnswer>(string id) : Exercise(id)
{
    // A generator of which this many draws in a row are refused has to be changed.
    private const int MostDraws = 1000;

    /// <summary>Draws a variant.</summary>
    public required Func<Draw, TVariant> Generate { get; init; }

    /// <summary>What is asked.</summary>
    public required Func<TVariant, Statement> Statement { get; init; }

    /// <summary>What kind of object the answer is; see <see cref="Answers"/>.</summary>
    public required Func<TVariant, AnswerKind<TAnswer>> Answer { get; init; }

    /// <summary>A right answer; there may be others if <see cref="Check"/> is given.</summary>
    public required Func<TVariant, TAnswer> Solution { get; init; }

    /// <summary>At least two, each a mistake that learners make.</summary>
    public required IReadOnlyList<Misconception<TVariant, TAnswer>> Misconceptions { get; init; }

    /// <summary>The verdict, where any object with a property is right; if it is not given, right is what equals the solution.</summary>
    public Func<TVariant, TAnswer, Verdict>? Check { get; init; }

    /// <summary>What a wrong answer fails at, see <see cref="Counterexample.Unequal"/>; null where it fails at nothing.</summary>
    public Func<TVariant, TAnswer, Counterexample?>? Evidence { get; init; }

    /// <summary>What helps, from a little to a lot.</summary>
    public IReadOnlyList<Func<TVariant, Statement>> Hints { get; init; } = [];

    /// <summary>How the solution is found.</summary>
    public Func<TVariant, Statement>? Explanation { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Tags => [.. Misconceptions.Select(m => m.Tag)];

    /// <inheritdoc/>
    public override Question Deal(VariantSeed seed)
    {
        try
        {
            return Draw(seed);
        }
        catch (Exception error) when (error is not (OperationCanceledException or NoVariantException or OutOfMemoryException))
        {
            // The author's code: whatever it throws is told with the exercise's name.
            throw new ExerciseFailedException(Id, seed, error);
        }
    }

    private Question<TVariant, TAnswer> Draw(VariantSeed seed)
    {
        var draw = new Draw(seed);
        var reason = string.Empty;
        for (var i = 0; i < MostDraws; i++)
        {
            Cancellation.Poll();
            var question = new Question<TVariant, TAnswer>(this, seed, Generate(draw));
            if (question.Refusal() is not { } refusal)
            {
                return question;
            }

            reason = refusal;
        }

        throw new NoVariantException($"The exercise {Id}", MostDraws, reason);
    }
}
