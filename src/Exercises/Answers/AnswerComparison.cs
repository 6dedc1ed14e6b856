namespace Adjoint.Exercises;

/// <summary>Whether an answer means the same as the right one.</summary>
public abstract record AnswerComparison
{
    private AnswerComparison()
    {
    }

    /// <summary>Both are the same, compared exactly.</summary>
    public static AnswerComparison Equal { get; } = new Same("exact");

    /// <summary>The same if the condition holds; else different.</summary>
    /// <param name="areEqual">The condition.</param>
    /// <param name="why">What to look at next; null where there is nothing to say but that it is not right.</param>
    public static AnswerComparison Of(bool areEqual, Statement? why = null) => areEqual ? Equal : new Different(why ?? string.Empty, null);

    /// <summary>Both are the same.</summary>
    /// <param name="Evidence">How that is known: <c>exact</c>, or what was evaluated and the probability of an error.</param>
    public sealed record Same(string Evidence) : AnswerComparison;

    /// <summary>They differ.</summary>
    /// <param name="Why">What to look at next; empty where there is nothing to say.</param>
    /// <param name="Counterexample">Where the answer fails, if that is known.</param>
    public sealed record Different(Statement Why, Counterexample? Counterexample) : AnswerComparison;

    /// <summary>They cannot be compared: the answer has another shape or lies in another space.</summary>
    public sealed record Unfit(string Problem) : AnswerComparison;

    /// <summary>It could not be found out.</summary>
    public sealed record Unknown(string Why) : AnswerComparison;
}
