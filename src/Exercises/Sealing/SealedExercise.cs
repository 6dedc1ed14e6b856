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

    /// <summary>None: the names of misconceptions are sealed.</summary>
    public override IReadOnlyList<string> Tags => [];

    internal int Iterations { get; }

    internal IReadOnlyList<SealedVariant> Pool { get; }

    /// <summary>Which variant of a pool a seed stands for: the first eight bytes of the seed, as a big-endian number, modulo the number of variants.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none.</exception>
    public static int Place(VariantSeed seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(seed.Bytes) % (ulong)count);
    }

    /// <summary>The seed from which the variant at a place of the pool is drawn.</summary>
    public static VariantSeed SeedOf(ReadOnlySpan<byte> courseKey, string exercise, int place) => VariantSeed.Of(courseKey, "pool", exercise, place);

    /// <inheritdoc/>
    public override Question Deal(VariantSeed seed)
    {
        var variant = Pool[Place(seed, Pool.Count)];
        return variant.Answer.Accept(new Asking(this, seed, variant));
    }

    private sealed class Asking(SealedExercise exercise, VariantSeed seed, SealedVariant variant) : IAnswerVisitor<Question>
    {
        public Question Visit<T>(AnswerKind<T> kind, Func<T, string?> misfit) => new SealedQuestion<T>(exercise, seed, variant, kind, misfit, null);
    }
}
