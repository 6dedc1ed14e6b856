using Adjoint.Exercises;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>Exercises, their variants and verdicts.</summary>
public sealed class ExerciseTests
{
    public static TheoryData<string> First { get; } = [nameof(FirstExercises.Determinant), nameof(FirstExercises.Nullspace), nameof(FirstExercises.Inverse)];

    [Theory]
    [MemberData(nameof(First))]
    public void First_exercises_obey_all_laws(string name) =>
        Assert.Empty(ExerciseLaws.Check((Exercise)typeof(FirstExercises).GetProperty(name)!.GetValue(null)!));
}
