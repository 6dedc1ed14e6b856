namespace Adjoint.Exercises;

/// <summary>What a delegate throws whose function runs in another process, where it gave no value.</summary>
/// <param name="what">What it did, as a verb: <c>throws DivideByZeroException</c>, <c>is not done after 2 seconds</c>.</param>
/// <param name="isOver">Whether it cannot be called again; else this is its answer to this input, as if it had thrown here.</param>
public sealed class FunctionElsewhereException(string what, bool isOver) : Exception($"The function {what}.")
{
    /// <summary>What it did, as a verb.</summary>
    public string What { get; } = what;

    /// <summary>Whether it cannot be called again.</summary>
    public bool IsOver { get; } = isOver;
}
