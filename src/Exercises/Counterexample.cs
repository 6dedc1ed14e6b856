using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>Where a wrong answer fails: <c>At x = 2 yours gives 6, and right is 7</c>.</summary>
/// <param name="sentence">What the learner reads, without its full stop.</param>
/// <param name="holds">Evaluates the answer there again; whether it fails.</param>
public sealed class Counterexample(Statement sentence, Func<bool> holds) : IHasNotation
{
    /// <summary>What the learner reads, without its full stop.</summary>
    public Statement Sentence { get; } = sentence;

    /// <summary>The counterexample that <paramref name="what"/>, computed from the answer, is one value and should be another; null if both are equal.</summary>
    public static Counterexample? Unequal<T>(Statement what, T yours, T wanted) where T : IEquatable<T> =>
        yours.Equals(wanted) ? null : new($"With your answer {what} is {yours}, and should be {wanted}", () => !yours.Equals(wanted));

    /// <summary>Evaluates the answer there again; whether it fails. A judge shows no counterexample for which this is false.</summary>
    public bool Holds() => holds();

    /// <inheritdoc/>
    public Node Describe(NotationOptions options) => Sentence.Describe(options);

    /// <summary>The sentence as plain text.</summary>
    public override string ToString() => Sentence.ToString();
}
