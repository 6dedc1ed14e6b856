namespace Adjoint.Exercises;

/// <summary>What has to hold for every exercise.</summary>
public enum ExerciseLaw
{
    /// <summary>The id and the tags are lower-case words joined by hyphens, the id with / between its parts; there are points.</summary>
    IsWellNamed,

    /// <summary>There are at least two misconceptions, with different tags.</summary>
    HasTwoMisconceptions,

    /// <summary>Each seed gives a variant in which every misconception is wrong in its own way, and no code throws.</summary>
    VariantIsFound,

    /// <summary>The same seed gives the same variant.</summary>
    SeedDecidesVariant,

    /// <summary>Not all variants are the same, unless they are off.</summary>
    VariantsDiffer,

    /// <summary>The solution is accepted, as an object and as it is typed.</summary>
    SolutionIsAccepted,

    /// <summary>The wrong answer of each misconception is rejected with its tag, as an object and as it is typed.</summary>
    MisconceptionHasItsTag,

    /// <summary>Statement, hints, solution and feedback are not empty and render as LaTeX, MathML, Markdown and plain text.</summary>
    Renders,

    /// <summary>What is no answer is invalid, which costs nothing.</summary>
    NonsenseIsInvalid,
}
