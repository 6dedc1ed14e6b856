using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>The verdict on one answer.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The answer is right.</summary>
    public static Verdict Right { get; } = new Accepted("exact");

    /// <summary>The answer is wrong, and this is why.</summary>
    public static Verdict Wrong(Statement why, Counterexample? counterexample = null) => new Rejected(null, why, counterexample);

    /// <summary>The answer is of another kind than asked for: one sentence says what was expected.</summary>
    public static Verdict NoAnswer(string problem) => new Invalid(problem);

    /// <summary>The answer is right.</summary>
    /// <param name="Evidence">How that is known: <c>exact</c>, or what was evaluated and the probability of an error.</param>
    public sealed record Accepted(string Evidence) : Verdict;

    /// <summary>The answer is wrong.</summary>
    /// <param name="Tag">The misconception behind it, if it is a known one.</param>
    /// <param name="Feedback">What to look at next.</param>
    /// <param name="Counterexample">Where the answer fails, evaluated again before it is shown.</param>
    public sealed record Rejected(string? Tag, Statement Feedback, Counterexample? Counterexample) : Verdict;

    /// <summary>The answer could not be read, or is of another kind than asked for. It costs nothing.</summary>
    /// <param name="Problem">One sentence: what is wrong, and what was expected.</param>
    /// <param name="Position">Where in the text, from 0; −1 if that cannot be said.</param>
    /// <param name="Caret">The line of the text and ^ below the place; empty if there is none.</param>
    public sealed record Invalid(string Problem, int Position, string Caret) : Verdict
    {
        /// <summary>What a reader says.</summary>
        internal Invalid(NotationParseException error)
            : this(error.Message, error.Position, error.Caret)
        {
        }

        /// <summary>An answer that was read, and is of the wrong shape or type.</summary>
        internal Invalid(string problem)
            : this(problem, -1, string.Empty)
        {
        }
    }

    /// <summary>The checker cannot tell, and says so. It costs nothing.</summary>
    public sealed record Undecided(string Why) : Verdict;
}
