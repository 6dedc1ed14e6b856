namespace Adjoint.Exercises;

/// <summary>How a learner stands with an exercise at the end.</summary>
public enum Standing
{
    /// <summary>Nothing was done.</summary>
    NotBegun,

    /// <summary>It was looked at, and there is no right or wrong answer.</summary>
    Begun,

    /// <summary>There are wrong answers, and no right one.</summary>
    Wrong,

    /// <summary>The solution was shown before there was a right answer.</summary>
    SolutionShown,

    /// <summary>The judge could not tell about the last answer; the lecturer has to.</summary>
    Undecided,

    /// <summary>It was answered rightly.</summary>
    Solved,
}
