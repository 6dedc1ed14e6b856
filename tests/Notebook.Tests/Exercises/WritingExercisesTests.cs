using Adjoint.Exercises;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>The exercise that docs/writing-exercises.md shows is compiled from the page, and obeys the laws.</summary>
public sealed class WritingExercisesTests
{
    [Fact]
    public async Task The_exercise_of_the_page_obeys_all_laws()
    {
        var page = VariantVectors.Find("docs/writing-exercises.md");
        var source = page[(page.IndexOf("```csharp", StringComparison.Ordinal) + "```csharp".Length)..];
        source = source[..source.IndexOf("```", StringComparison.Ordinal)].Trim();
        Assert.InRange(source.Split('\n').Length, 8, 13);
        var options = ScriptOptions.Default
            .WithReferences(typeof(object).Assembly, typeof(Enumerable).Assembly, typeof(Exercise).Assembly, typeof(Cancellation).Assembly)
            .WithImports("System", "System.Linq", "System.Collections.Generic", "Adjoint.Algebra", "Adjoint.Exercises", "Adjoint.LinearAlgebra");
        var exercise = await CSharpScript.EvaluateAsync<Exercise>($"{source}\nTrace", options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(ExerciseLaws.Check(exercise));
        Assert.IsType<Verdict.Accepted>(exercise.Preview(0).Judge(exercise.Preview(0).TypedSolution));
    }
}
