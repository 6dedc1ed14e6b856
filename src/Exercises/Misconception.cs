namespace Adjoint.Exercises;

/// <summary>A mistake that learners make, the wrong answer to which it leads, and what helps.</summary>
/// <param name="tag">Its name in reports: lower case, words joined by hyphens.</param>
/// <param name="answer">The wrong answer in a variant.</param>
/// <param name="feedback">What the learner is told; it does not give the answer away.</param>
public sealed class Misconception<TVariant, TAnswer>(string tag, Func<TVariant, TAnswer> answer, Func<TVariant, Statement> feedback)
{
    /// <summary>A misconception with the same feedback in all variants.</summary>
    public Misconception(string tag, Func<TVariant, TAnswer> answer, Statement feedback)
        : this(tag, answer, _ => feedback)
    {
    }

    /// <summary>Its name in reports.</summary>
    public string Tag { get; } = tag;

    /// <summary>The wrong answer in a variant, or one of them.</summary>
    public Func<TVariant, TAnswer> Answer { get; } = answer;

    /// <summary>What the learner is told.</summary>
    public Func<TVariant, Statement> Feedback { get; } = feedback;

    /// <summary>Whether a wrong answer comes from this misconception, where there are many such; if it is not given, that is an answer equal to <see cref="Answer"/>.</summary>
    public Func<TVariant, TAnswer, bool>? Recognises { get; init; }
}
