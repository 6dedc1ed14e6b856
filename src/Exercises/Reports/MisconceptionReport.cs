namespace Adjoint.Exercises;

/// <summary>How common a misconception is.</summary>
/// <param name="Exercise">The exercise's id.</param>
/// <param name="Tag">The misconception's name.</param>
public sealed record MisconceptionReport(string Exercise, string Tag)
{
    /// <summary>What learners are told, in one variant; null if the course was not at hand.</summary>
    public required Statement? Feedback { get; init; }

    /// <summary>How many learners had it.</summary>
    public required int Learners { get; init; }

    /// <summary>How many of them have given no right answer since.</summary>
    public required int Still { get; init; }

    /// <summary>How many learners answered the exercise.</summary>
    public required int OfLearners { get; init; }

    /// <summary>In how many variants it was met, each learner's counted by itself.</summary>
    public required int Variants { get; init; }

    /// <summary>How many variants were answered.</summary>
    public required int OfVariants { get; init; }
}
