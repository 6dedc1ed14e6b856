using System.Globalization;
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

    /// <summary>A text that two answers have in common exactly if <see cref="Compare"/> takes them for the same; null where there is none, as for functions.</summary>
    public virtual string? Canonical(T answer) => null;

    /// <summary>The kind as data, from which it can be made again; of the solutions it says no more than what shape they share. Null where it is no data.</summary>
    public virtual AnswerDescription? Describe(params IReadOnlyList<T> solutions) => null;

    // Reads a typed answer, and has what was read judged.
    internal Verdict Judge(string? text, Func<T, Verdict> judge)
    {
        if (!IsTyped)
        {
            return new Verdict.Invalid($"This answer is written in C#: {Syntax}.");
        }

        text ??= string.Empty;
        if (text.Length > Question.LongestAnswer)
        {
            return new Verdict.Invalid(new NotationParseException(
                text,
                Question.LongestAnswer,
                string.Create(CultureInfo.InvariantCulture, $"The answer has {text.Length} characters"),
                string.Create(CultureInfo.InvariantCulture, $"at most {Question.LongestAnswer}")));
        }

        if (Question.IsBlank(text))
        {
            return new Verdict.Invalid($"There is no answer yet; expected {Syntax}.");
        }

        try
        {
            return judge(Read(text));
        }
        catch (NotationParseException error)
        {
            return new Verdict.Invalid(error);
        }
    }

    // Has an object judged that C# gives as the answer.
    internal Verdict JudgeValue(object? answer, Func<T, Verdict> judge) => answer switch
    {
        string text => Judge(text, judge),
        T typed => judge(typed),
        null => new Verdict.Invalid($"There is no answer yet; expected {Syntax}."),
        _ when IsTyped && AnswerText.Of(answer) is { } text => Judge(text, judge),
        _ => new Verdict.Invalid($"The answer is of type {TypeText.Of(answer.GetType())}; expected {Syntax}."),
    };
}
