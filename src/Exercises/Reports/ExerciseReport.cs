namespace Adjoint.Exercises;

/// <summary>How a class stands with an exercise.</summary>
/// <param name="Exercise">Its id.</param>
public sealed record ExerciseReport(string Exercise)
{
    /// <summary>A variant of it, to look at; null if the course was not at hand.</summary>
    public required Statement? Example { get; init; }

    /// <summary>How many learners began it.</summary>
    public required int Begun { get; init; }

    /// <summary>How many gave an answer that was right or wrong.</summary>
    public required int Answered { get; init; }

    /// <summary>How many solved it.</summary>
    public required int Solved { get; init; }

    /// <summary>How many variants were answered, each learner's counted by itself.</summary>
    public required int Variants { get; init; }

    /// <summary>How many answers were wrong.</summary>
    public required int Wrong { get; init; }

    /// <summary>How many answers could not be read.</summary>
    public required int Invalid { get; init; }

    /// <summary>How many answers nobody has judged yet.</summary>
    public required int Undecided { get; init; }

    /// <summary>The wrong answers before the right one, of the median learner who solved it; null if nobody has.</summary>
    public required double? MedianWrong { get; init; }

    /// <summary>How many learners had a hint shown.</summary>
    public required int WithHints { get; init; }

    /// <summary>How many learners had a solution shown.</summary>
    public required int WithSolution { get; init; }

    /// <summary>The mean share of the points, from 0 to 1; null if nothing was graded.</summary>
    public required double? MeanPoints { get; init; }

    /// <summary>Wrong answers that no misconception names.</summary>
    public required int Unnamed { get; init; }

    /// <summary>Some of them, with the learner and the number of the variant, from which it can be dealt again.</summary>
    public required IReadOnlyList<(string Learner, int Attempt, string Answer)> UnnamedExamples { get; init; }
}
