using System.Reflection;

namespace Adjoint.Exercises;

/// <summary>An exercise: from each seed a question, its judge and its solution.</summary>
/// <remarks>Exercises are written as <see cref="Exercise{TVariant, TAnswer}"/>; docs/writing-exercises.md shows one.</remarks>
public abstract class Exercise
{
    private protected Exercise(string id) => Id = id;

    /// <summary>The exercises of an assembly: its public static properties, sorted by id.</summary>
    /// <exception cref="ArgumentException">Two have the same id.</exception>
    public static IReadOnlyList<Exercise> In(Assembly assembly)
    {
        List<Exercise> exercises =
        [
            .. assembly.GetExportedTypes().SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
                .Where(property => property.PropertyType.IsAssignableTo(typeof(Exercise))).Select(property => (Exercise)property.GetValue(null)!)
                .OrderBy(exercise => exercise.Id, StringComparer.Ordinal),
        ];
        return exercises.GroupBy(exercise => exercise.Id).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two exercises have the id {twice.Key}.", nameof(assembly))
            : exercises;
    }

    /// <summary>Its name in the course, as in <c>linear-algebra/rank</c>: lower case, digits, - and /.</summary>
    public string Id { get; }

    /// <summary>What it is worth.</summary>
    public int Points { get; init; } = 1;

    /// <summary>Who gets a variant of their own.</summary>
    public VariantPolicy Variants { get; init; } = VariantPolicy.EachAttempt;

    /// <summary>The names of its misconceptions, in order.</summary>
    public abstract IReadOnlyList<string> Tags { get; }

    /// <summary>The variant of one attempt of one learner.</summary>
    /// <exception cref="NoVariantException">The generator finds no variant in which every misconception is wrong; a mistake of the exercise's author.</exception>
    /// <exception cref="ExerciseFailedException">The exercise's code throws.</exception>
    public Question Deal(ReadOnlySpan<byte> courseKey, string learner, int attempt) => Deal(VariantSeed.Of(courseKey, learner, Id, attempt, Variants));

    /// <summary>The variant of a seed.</summary>
    /// <exception cref="NoVariantException">The generator finds no variant in which every misconception is wrong; a mistake of the exercise's author.</exception>
    /// <exception cref="ExerciseFailedException">The exercise's code throws.</exception>
    public abstract Question Deal(VariantSeed seed);

    /// <summary>The n-th variant of those that nobody is dealt, to look at.</summary>
    public Question Preview(int n) => Deal(VariantSeed.Of("preview"u8, "preview", Id, n));

    /// <summary>Its id.</summary>
    public override string ToString() => Id;
}
