namespace Adjoint.Exercises;

/// <summary>The code of an exercise throws where it makes a variant; a mistake of the exercise's author.</summary>
/// <param name="exercise">The exercise's id.</param>
/// <param name="seed">The variant.</param>
/// <param name="error">What it throws.</param>
public sealed class ExerciseFailedException(string exercise, VariantSeed seed, Exception error)
    : Exception($"The code of the exercise {exercise} throws {error.GetType().Name} where it makes a variant: {error.Message.TrimEnd('.')} (seed {seed}).", error);
