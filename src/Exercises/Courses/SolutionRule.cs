using System.Globalization;

namespace Adjoint.Exercises;

/// <summary>When a learner may see a solution.</summary>
/// <param name="After">What has to happen first.</param>
/// <param name="Tries">How many wrong answers to this variant, where that is what has to happen.</param>
/// <param name="From">The day before which no solution is shown except to those who have solved the exercise; null for no such day.</param>
public sealed record SolutionRule(SolutionUnlock After, int Tries = 3, DateOnly? From = null)
{
    /// <summary>After the exercise is solved, or three wrong answers.</summary>
    public static SolutionRule Default { get; } = new(SolutionUnlock.Tries);

    /// <summary>Why a solution is not shown yet, in one sentence; null if it may be shown.</summary>
    /// <param name="isSolved">Whether this variant is solved.</param>
    /// <param name="tries">How many answers to it were wrong.</param>
    /// <param name="today">The day.</param>
    public string? Refusal(bool isSolved, int tries, DateOnly today)
    {
        if (isSolved)
        {
            return null;
        }

        if (From is { } from && today < from)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The solution is shown from {from:yyyy-MM-dd} on, or when you have solved the exercise.");
        }

        return After switch
        {
            SolutionUnlock.Always => null,
            SolutionUnlock.Never => "This course shows no solutions.",
            SolutionUnlock.Tries when tries >= Tries => null,
            SolutionUnlock.Tries => string.Create(
                CultureInfo.InvariantCulture, $"The solution is shown when you have solved the exercise, or after {Count(Tries, "wrong answer")}; {(tries == 0 ? "there is none yet" : $"there {(tries == 1 ? "is" : "are")} {tries}")}."),
            _ => "The solution is shown when you have solved the exercise.",
        };
    }

    private static string Count(int n, string noun) => string.Create(CultureInfo.InvariantCulture, $"{n} {noun}{(n == 1 ? string.Empty : "s")}");
}
