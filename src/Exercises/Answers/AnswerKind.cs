using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>What kind of object an answer is: how it is typed, and when two of them mean the same.</summary>
public abstract class AnswerKind<T>
{
    /// <summary>What may be typed, with article: <c>an integer, a fraction such as 1/2 or a decimal such as 2.5</c>.</summary>
    public abstract string Syntax { get; }

    /// <summary>Whether an answer can be typed as text. A function is written in C#.</summary>
    public virtual bool IsTyped => true;

    /// <summary>What there is to choose from, with letters a, b, …; empty where an answer is no choice.</summary>
    public virtual IReadOnlyList<Statement> Options => [];

    /// <summary>Reads an answer of at most <see cref="Question.LongestAnswer"/> characters.</summary>
    /// <exception cref="NotationParseException">The text is none.</exception>
    public abstract T Read(string text);

    /// <summary>Writes an answer so that <see cref="Read"/> reads it back.</summary>
    public abstract string Write(T answer);

    /// <summary>The answer as it is shown.</summary>
    public abstract Node Describe(T answer, NotationOptions options);

    /// <summary>Why an object is no answer, as a sentence; null if it is one.</summary>
    public virtual string? Refuse(T answer) => null;

    /// <summary>Compares an answer with the right one.</summary>
    public abstract AnswerComparison Compare(T answer, T solution);
}
