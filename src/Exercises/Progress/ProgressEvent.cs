namespace Adjoint.Exercises;

/// <summary>What a learner did with an exercise.</summary>
public enum ProgressEvent
{
    /// <summary>A variant was shown for the first time.</summary>
    Dealt,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>A hint was shown.</summary>
    HintShown,

    /// <summary>The solution was shown.</summary>
    SolutionShown,
}
