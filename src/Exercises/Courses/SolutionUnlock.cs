namespace Adjoint.Exercises;

/// <summary>What unlocks a solution, besides solving the exercise.</summary>
public enum SolutionUnlock
{
    /// <summary>Nothing else.</summary>
    Solved,

    /// <summary>A number of wrong answers.</summary>
    Tries,

    /// <summary>It is open from the beginning.</summary>
    Always,

    /// <summary>It stays shut, for those too who have solved the exercise in another variant.</summary>
    Never,
}
