using System.Buffers.Binary;
using System.Text;

namespace Adjoint.Exercises;

/// <summary>A course: its lessons in order, its exercises, and who is dealt which variant.</summary>
public sealed class Course
{
    private readonly byte[] key;
    private readonly IReadOnlyDictionary<string, Exercise> byId;

    internal Course(string folder, string id, string title, string key, IReadOnlyList<Lesson> lessons, SolutionRule solutions, VariantPolicy? variants, int? pool)
    {
        (Folder, Id, Title, Key, Lessons, Solutions, Variants, Pool) = (folder, id, title, key, lessons, solutions, variants, pool);
        this.key = Encoding.UTF8.GetBytes(key);
        (Exercises, HiddenIds, byId) = ([], new HashSet<string>(), new Dictionary<string, Exercise>());
    }

    /// <summary>The name of the file that makes a folder a course.</summary>
    public const string FileName = "course.json";

    /// <summary>The course's folder, an absolute path.</summary>
    public string Folder { get; }

    /// <summary>Its name in logs and reports: lower case, digits and hyphens. If the file does not give it, it is made from the name of the folder.</summary>
    public string Id { get; }

    /// <summary>What people call it.</summary>
    public string Title { get; }

    /// <summary>The text from which all variants are drawn. It is no secret: learners' machines draw from it too.</summary>
    public string Key { get; }

    /// <summary>The notebooks, in order.</summary>
    public IReadOnlyList<Lesson> Lessons { get; }

    /// <summary>When solutions are shown, for exercises in no lesson.</summary>
    public SolutionRule Solutions { get; }

    /// <summary>Who gets a variant of their own in all exercises; null where each exercise says so itself.</summary>
    public VariantPolicy? Variants { get; }

    /// <summary>How many variants an exercise has at most; null for no limit.</summary>
    public int? Pool { get; }

    /// <summary>The exercises, those of lessons first and in their order.</summary>
    public IReadOnlyList<Exercise> Exercises { get; private init; }

    /// <summary>The ids of the exercises whose judge stays with the lecturer.</summary>
    public IReadOnlySet<string> HiddenIds { get; private init; }

    /// <summary>Reads <c>course.json</c>, without the exercises.</summary>
    /// <exception cref="CourseException">It is missing, or says something that it must not; the message says what and where.</exception>
    public static Course Read(string folder) => CourseReader.Read(Path.GetFullPath(folder));

    /// <summary>The course with its exercises.</summary>
    /// <param name="exercises">Those whose judge may run on a learner's machine.</param>
    /// <param name="hidden">Those whose judge stays with the lecturer.</param>
    /// <exception cref="CourseException">Two have the same id, or a lesson names one that is not there.</exception>
    public Course With(IReadOnlyList<Exercise> exercises, IReadOnlyList<Exercise> hidden)
    {
        var found = new Dictionary<string, Exercise>(StringComparer.Ordinal);
        foreach (var exercise in exercises.Concat(hidden))
        {
            if (!found.TryAdd(exercise.Id, exercise))
            {
                throw new CourseException(FolderName, $"two exercises have the id {exercise.Id}");
            }
        }

        foreach (var lesson in Lessons)
        {
            if (lesson.Exercises.FirstOrDefault(id => !found.ContainsKey(id)) is { } missing)
            {
                throw new CourseException(Path.Combine(FolderName, FileName), $"the lesson {lesson.Title} has an exercise {missing}, which no file of the course defines");
            }
        }

        var ordered = Lessons.SelectMany(lesson => lesson.Exercises).Concat(found.Keys.Order(StringComparer.Ordinal)).Distinct().Select(id => found[id]);
        return new(Folder, Id, Title, Key, Lessons, Solutions, Variants, Pool)
        {
            Exercises = [.. ordered],
            HiddenIds = hidden.Select(exercise => exercise.Id).ToHashSet(StringComparer.Ordinal),
            ById = found,
        };
    }

    /// <summary>The exercise with an id; the course's name before it may be left out. Null if there is none.</summary>
    public Exercise? Find(string id) => byId.GetValueOrDefault(id) ?? byId.GetValueOrDefault($"{Id}/{id}");

    /// <summary>The lesson in which an exercise is; null if it is in none.</summary>
    public Lesson? LessonOf(Exercise exercise) => Lessons.FirstOrDefault(lesson => lesson.Exercises.Contains(exercise.Id));

    /// <summary>When the solution of an exercise is shown.</summary>
    public SolutionRule SolutionsOf(Exercise exercise) => LessonOf(exercise)?.Solutions ?? Solutions;

    /// <summary>Who gets a variant of their own in an exercise.</summary>
    public VariantPolicy VariantsOf(Exercise exercise) => Variants ?? exercise.Variants;

    /// <summary>The variant that a learner is dealt at an attempt, which counts from 0: the same on every machine.</summary>
    /// <exception cref="NoVariantException">The generator finds no variant in which every misconception is wrong; a mistake of the exercise's author.</exception>
    /// <exception cref="ExerciseFailedException">The exercise's code throws.</exception>
    public Question Deal(Exercise exercise, string learner, int attempt) => exercise.Deal(SeedOf(exercise, learner, attempt));

    /// <summary>The seed of <see cref="Deal"/>: that of the attempt or, with a pool of n variants, the one of the variant whose number is the seed's first eight bytes, modulo n.</summary>
    public VariantSeed SeedOf(Exercise exercise, string learner, int attempt)
    {
        var seed = VariantSeed.Of(key, learner, exercise.Id, attempt, VariantsOf(exercise));
        return Pool is { } pool ? PoolSeed(exercise, (int)(BinaryPrimitives.ReadUInt64BigEndian(seed.Bytes) % (ulong)pool)) : seed;
    }

    /// <summary>The seed of a variant of the pool, by its number.</summary>
    public VariantSeed PoolSeed(Exercise exercise, int number) => VariantSeed.Of(key, "pool", exercise.Id, number);

    /// <summary>Its title.</summary>
    public override string ToString() => Title;

    private string FolderName => Path.GetFileName(Folder);

    private IReadOnlyDictionary<string, Exercise> ById
    {
        init => byId = value;
    }
}
