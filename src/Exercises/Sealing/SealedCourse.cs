using System.Globalization;
using System.Text;
using System.Text.Json;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>The exercises of a course as they are released: the file <c>sealed.json</c>.</summary>
/// <remarks>docs/sealing.md specifies it, and says what it protects from.</remarks>
public sealed class SealedCourse
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "sealed.json";

    /// <summary>How often an answer is hashed: about 20 ms on a core of a small machine.</summary>
    public const int StandardIterations = 20_000;

    private const string Format = "adjoint-sealed";
    private const int Version = 1;
    private const int MostIterations = 10_000_000;
    private const int Block = 256;
    private const int SaltBytes = 16;

    private SealedCourse(string id, IReadOnlyList<SealedExercise> exercises) => (Id, Exercises) = (id, exercises);

    /// <summary>The course's id.</summary>
    public string Id { get; }

    /// <summary>The exercises, in the order in which they were sealed.</summary>
    public IReadOnlyList<SealedExercise> Exercises { get; }

    /// <summary>Seals the exercises of a course. The same course gives the same bytes every time.</summary>
    /// <param name="course">The course, with a pool: of each exercise all variants are sealed that can be dealt.</param>
    /// <param name="iterations">How often an answer is hashed.</param>
    /// <exception cref="ArgumentException">The course has no pool.</exception>
    /// <exception cref="NoVariantException">An exercise has no variants.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static SealedCourse Seal(Course course, int iterations = StandardIterations)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        var pool = course.Pool ?? throw new ArgumentException($"The course {course.Title} has no pool of variants, and without end they cannot be sealed.", nameof(course));
        return new(course.Id, [.. course.Exercises.Select(exercise => Seal(course, exercise, pool, iterations))]);
    }

    /// <summary>Reads a sealed course.</summary>
    /// <exception cref="InvalidDataException">The text is none; the message says why in one sentence.</exception>
    public static SealedCourse Parse(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Document>(json, SealedJson.Options);
            if (read is not { Format: Format })
            {
                throw new InvalidDataException("This is no sealed course.");
            }

            if (read.Version != Version)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The sealed course is of version {read.Version}, and this Adjoint reads version {Version}."));
            }

            if (read.Iterations is < 1 or > MostIterations)
            {
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The sealed course hashes {read.Iterations} times; from 1 to {MostIterations} is meant."));
            }

            List<SealedExercise> exercises = [];
            foreach (var entry in read.Exercises)
            {
                // Lists are not looked into by the reader.
                if (entry is not { Pool.Count: > 0 } || entry.Pool.Any(variant => variant is null || variant.Hints.Contains(null!) || variant.Wrong.Contains(null!)))
                {
                    throw new InvalidDataException("An exercise of the sealed course has no variants.");
                }

                var exercise = new SealedExercise(entry.Id, read.Iterations, entry.Pool) { Points = entry.Points, Variants = entry.Variants, IsHidden = entry.IsHidden };

                // A kind of answers that this version does not know is found now, and not when it is asked.
                foreach (var variant in entry.Pool)
                {
                    _ = variant.Answer.Accept(new Known());
                }

                exercises.Add(exercise);
            }

            return new(read.Course, exercises);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The sealed course cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The file. Lines end with a line feed alone.</summary>
    public string ToJson()
    {
        var json = new StringBuilder();
        var head = JsonSerializer.Serialize(new Document(Format, Version, Id, Exercises.Count > 0 ? Exercises[0].Iterations : StandardIterations, []), SealedJson.Options);

        // A line for each exercise, so that a change can be seen.
        json.Append(head.AsSpan(0, head.Length - "]}".Length));
        for (var i = 0; i < Exercises.Count; i++)
        {
            var exercise = Exercises[i];
            json.Append(i == 0 ? "\n" : ",\n").Append(JsonSerializer.Serialize(new Entry(exercise.Id, exercise.Points, exercise.Variants, exercise.IsHidden, exercise.Pool), SealedJson.Options));
        }

        return json.Append("\n]}\n").ToString();
    }

    private static SealedExercise Seal(Course course, Exercise exercise, int count, int iterations)
    {
        List<Draft> drafts = [];
        var key = Encoding.UTF8.GetBytes(course.Key);
        for (var i = 0; i < count; i++)
        {
            Cancellation.Poll();
            var seed = course.PoolSeed(exercise, i);

            // Where variants are off, one of the pool is dealt to all.
            if (course.VariantsOf(exercise) != VariantPolicy.Shared || seed.Equals(course.SeedOf(exercise, string.Empty, 0)))
            {
                drafts.Add(new(exercise.Deal(seed), VariantSeed.Of(key, "salt", exercise.Id, i).Bytes[..SaltBytes].ToArray()));
            }
        }

        // All variants look alike: where the right answer of one is no text, none is judged here.
        var isHidden = course.HiddenIds.Contains(exercise.Id);
        var isJudged = !isHidden && drafts.All(draft => draft.Content is { Right: not null, Answer: not AnswerDescription.Recorded });
        var (rightLength, wrongLength) = (Padded(drafts.Max(draft => draft.Right.Length)), Padded(drafts.SelectMany(draft => draft.Wrong).Max(wrong => (int?)wrong.Length) ?? 0));
        return new(exercise.Id, iterations, [.. drafts.AsParallel().AsOrdered().Select(draft => draft.Seal(isJudged, rightLength, wrongLength, iterations))])
        {
            Points = exercise.Points,
            Variants = exercise.Variants,
            IsHidden = isHidden,
        };
    }

    private static int Padded(int length) => (length + Block - 1) / Block * Block;

    private sealed record Document(string Format, int Version, string Course, int Iterations, IReadOnlyList<Entry> Exercises);

    private sealed record Entry(string Id, int Points, VariantPolicy Variants, bool IsHidden, IReadOnlyList<SealedVariant> Pool);

    private sealed class Known : IAnswerVisitor<bool>
    {
        public bool Visit<T>(AnswerKind<T> kind, Func<T, string?> misfit) => kind.Options.Count >= 0;
    }

    // A variant with its salt, of which the texts to be sealed are written already.
    private sealed class Draft
    {
        private readonly Question question;
        private readonly byte[] salt;

        public Draft(Question question, byte[] salt)
        {
            (this.question, this.salt, Content) = (question, salt, question.Content());
            Right = JsonSerializer.SerializeToUtf8Bytes(
                new SealedContent.Opened(question.Solution.Describe(NotationOptions.Default), question.TypedSolution, question.Explanation), SealedJson.Options);
            Wrong = [.. Content.Wrong.Select(wrong => JsonSerializer.SerializeToUtf8Bytes(wrong.Feedback, SealedJson.Options))];
        }

        public SealedContent Content { get; }

        public byte[] Right { get; }

        public IReadOnlyList<byte[]> Wrong { get; }

        public SealedVariant Seal(bool isJudged, int rightLength, int wrongLength, int iterations)
        {
            if (!isJudged)
            {
                return new(question.Seed, question.Statement, question.Hints, Content.Answer, null, null, []);
            }

            // What has no canonical text is sealed under a text that is no answer, so that one cannot count which have. The order is that of the check values, hence none.
            var wrong = Content.Wrong.Select((w, i) => SealedText.Of(
                Wrong[i], SealedText.Stretch(w.Answer ?? string.Create(CultureInfo.InvariantCulture, $"\0{i}"), salt, iterations), wrongLength));
            return new(
                question.Seed,
                question.Statement,
                question.Hints,
                Content.Answer,
                salt,
                SealedText.Of(Right, SealedText.Stretch(Content.Right!, salt, iterations), rightLength),
                [.. wrong.OrderBy(w => Convert.ToHexString(w.Check), StringComparer.Ordinal)]);
        }
    }
}
