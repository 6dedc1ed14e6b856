namespace Adjoint.Exercises;

/// <summary>A law that does not hold for an exercise.</summary>
/// <param name="Exercise">Its id.</param>
/// <param name="Law">Which law.</param>
/// <param name="Seed">The variant in which it does not hold, for <see cref="Exercises.Exercise.Deal(VariantSeed)"/>; null if that is not about one.</param>
/// <param name="Problem">What was found, as a sentence without its full stop.</param>
public sealed record ExerciseDefect(string Exercise, ExerciseLaw Law, VariantSeed? Seed, string Problem)
{
    /// <summary>One line.</summary>
    public override string ToString() => Seed is null ? $"{Exercise}: {Law}: {Problem}." : $"{Exercise}: {Law}: {Problem} (seed {Seed}).";
}
