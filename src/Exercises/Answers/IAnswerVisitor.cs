namespace Adjoint.Exercises;

/// <summary>A computation with a kind of answers whose type is known only at run time.</summary>
/// <typeparam name="TResult">What it gives, whatever the type.</typeparam>
internal interface IAnswerVisitor<out TResult>
{
    /// <summary>Computes with <paramref name="kind"/>.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="misfit">Why an answer has another shape than the solution, or lies in another space, as a sentence; null if it does not.</param>
    TResult Visit<T>(AnswerKind<T> kind, Func<T, string?> misfit);
}
