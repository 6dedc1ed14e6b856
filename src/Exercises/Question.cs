using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>An exercise as one learner sees it: one variant.</summary>
public abstract class Question
{
    /// <summary>The most characters that an answer has.</summary>
    public const int LongestAnswer = 20_000;

    private protected Question(Exercise exercise, VariantSeed seed) => (Exercise, Seed) = (exercise, seed);

    /// <summary>What it is a variant of.</summary>
    public Exercise Exercise { get; }

    /// <summary>What the variant was drawn from.</summary>
    public VariantSeed Seed { get; }

    /// <summary>What is asked.</summary>
    public abstract Statement Statement { get; }

    /// <summary>What may be typed, with article; for a function, what is to be written in C#.</summary>
    public abstract string AnswerSyntax { get; }

    /// <summary>What there is to choose from, with letters a, b, …; empty where the answer is no choice.</summary>
    public abstract IReadOnlyList<Statement> Options { get; }

    /// <summary>The type of an answer that is an object.</summary>
    public abstract Type AnswerType { get; }

    /// <summary>Whether an answer can be typed.</summary>
    public abstract bool IsTyped { get; }

    /// <summary>What helps, from a little to a lot.</summary>
    public abstract IReadOnlyList<Statement> Hints { get; }

    /// <summary>A right answer, as it is shown.</summary>
    public abstract IHasNotation Solution { get; }

    /// <summary>How the solution is found; empty if the author does not say.</summary>
    public abstract Statement Explanation { get; }

    /// <summary>A right answer, as it would be typed; null if answers are not.</summary>
    public abstract string? TypedSolution { get; }

    /// <summary>For each misconception its name and the answer to which it leads, as it would be typed; null if answers are not.</summary>
    public abstract IReadOnlyList<(string Tag, string? Answer)> TypedMisconceptions { get; }

    /// <summary>Whether a text is no answer yet: blank, or the question mark that a lesson leaves in its place.</summary>
    public static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text) || text.Trim() is "?" or "…";

    /// <summary>Whether the solution and its explanation are sealed, so that only the right answer opens them.</summary>
    public virtual bool IsLocked => false;

    /// <summary>The question with its solution, which a sealed one shows to whom has the right answer; itself if there is nothing to open, or the answer opens nothing.</summary>
    public virtual Question Unlock(object? answer) => this;

    /// <summary>Judges a typed answer. Any text has a verdict.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public abstract Verdict Judge(string? text);

    /// <summary>Judges an answer that is an object, as C# gives it. Any object has a verdict.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public abstract Verdict JudgeValue(object? answer);

    /// <summary>The solution, and the answers to which the misconceptions lead, as objects.</summary>
    internal abstract IReadOnlyList<object?> Examples { get; }

    /// <summary>Whether the solution and the wrong answers, as objects, get the verdicts that they should; empty if they do.</summary>
    internal abstract IEnumerable<(ExerciseLaw Law, string Problem)> Violations();

    /// <summary>What the learner is told, by misconception.</summary>
    internal abstract IReadOnlyList<(string Tag, Statement Text)> Feedback();

    /// <summary>What a release seals.</summary>
    internal abstract SealedContent Content();
}
