namespace Adjoint.Exercises;

/// <summary>How a learner stands.</summary>
/// <param name="Learner">Who.</param>
/// <param name="Standings">How the learner stands with each exercise of the class's report, in the order of the course.</param>
public sealed record LearnerReport(string Learner, IReadOnlyList<Standing> Standings)
{
    /// <summary>How many exercises were solved.</summary>
    public int Solved => Standings.Count(standing => standing == Standing.Solved);

    /// <summary>How many exercises were begun.</summary>
    public int Begun => Standings.Count(standing => standing != Standing.NotBegun);

    /// <summary>How many answers were wrong.</summary>
    public required int Wrong { get; init; }

    /// <summary>How many hints were shown.</summary>
    public required int Hints { get; init; }

    /// <summary>Of how many exercises a solution was shown.</summary>
    public required int SolutionsShown { get; init; }

    /// <summary>The points that were given; null if nothing was handed in.</summary>
    public required decimal? Points { get; init; }

    /// <summary>The points that there were.</summary>
    public required decimal? Of { get; init; }

    /// <summary>When the learner last did something; null if no log says.</summary>
    public required DateTimeOffset? Last { get; init; }

    /// <summary>What happened to the submission, if it was not simply graded, and what there is to say about it.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
