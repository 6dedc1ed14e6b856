using System.Buffers.Binary;

namespace Adjoint.Exercises;

/// <summary>An exercise of a released course: a pool of variants that are dealt and judged without the exercise's code, and without a solution that could be read.</summary>
/// <remarks>docs/sealing.md says what is stored, and what that protects from.</remarks>
public sealed class SealedExercise : Exercise
{
    internal SealedExercise(string id, int iterations, IReadOnlyList<SealedVariant> pool)
        : base(id) => (Iterations, Pool) = (iterations, pool);

    /// <summary>How many variants there are.</summary>
    public int Count => Pool.Count;

    /// <summary>Whether answers are judged here; if not, they are recorded, and judged when the notebook is graded.</summary>
    public bool IsJudged => Pool[0].Right is not null;

    /// <summary>Whether its judge stays with the lecturer by his choice.</summary>
    public bool IsHidden { get; internal init; }

    /// <summary>None: the names of misconceptions are sealed.</summary>
    public override IReadOnlyList<string> Tags => [];

    internal int Iterations { get; }

    internal IReadOnlyList<SealedVariant> Pool { get; }

    /// <summary>The variant that was drawn from the seed; for any other seed, the one whose number is the seed's first eight bytes, modulo how many there are.</summary>
    public override Question Deal(VariantSeed seed)
    {
        var variant = Pool.FirstOrDefault(variant => variant.Seed.Equals(seed)) ?? Pool[(int)(BinaryPrimitives.ReadUInt64BigEndian(seed.Bytes) % (ulong)Pool.Count)];
        return variant.Answer.Accept(new Asking(this, variant));
    }

    private sealed class Asking(SealedExercise exercise, SealedVariant variant) : IAnswerVisitor<Question>
    {
        public Question Visit<T>(AnswerKind<T> kind, Func<T, string?> misfit) => new SealedQuestion<T>(exercise, variant, kind, misfit, null);
    }
}
