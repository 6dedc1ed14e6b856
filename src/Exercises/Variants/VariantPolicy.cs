namespace Adjoint.Exercises;

/// <summary>Who gets a variant of their own.</summary>
public enum VariantPolicy
{
    /// <summary>Each attempt of each learner.</summary>
    EachAttempt,

    /// <summary>Each learner, the same one at every attempt.</summary>
    EachLearner,

    /// <summary>Nobody: variants are off, and the whole course has one.</summary>
    Shared,
}
