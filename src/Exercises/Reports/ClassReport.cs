namespace Adjoint.Exercises;

/// <summary>What a class has done in a course: by learner, by exercise and by misconception. What has to be taught again stands first.</summary>
public sealed class ClassReport
{
    private const int Examples = 3;

    private ClassReport(string course, string title) => (Course, Title) = (course, title);

    /// <summary>The course's id.</summary>
    public string Course { get; }

    /// <summary>The course's title, or its id.</summary>
    public string Title { get; }

    /// <summary>The exercises' ids in the order of the course, and then others that were met.</summary>
    public required IReadOnlyList<string> ExerciseIds { get; init; }

    /// <summary>The learners, those with the fewest solved exercises first.</summary>
    public required IReadOnlyList<LearnerReport> Learners { get; init; }

    /// <summary>The exercises, those that the largest share of those who answered has not solved first.</summary>
    public required IReadOnlyList<ExerciseReport> Exercises { get; init; }

    /// <summary>The misconceptions that were met, those that most learners still have first.</summary>
    public required IReadOnlyList<MisconceptionReport> Misconceptions { get; init; }

    /// <summary>The report from the logs of a class, its grades, or both. The same whatever the order of the logs.</summary>
    /// <param name="course">The course's id.</param>
    /// <param name="logs">The logs; those of one learner count as merged.</param>
    /// <param name="grades">The grades; null if there are none.</param>
    /// <param name="source">The course, for its title, the order of its exercises and what learners are told; null if it is not at hand.</param>
    public static ClassReport Of(string course, IEnumerable<ProgressLog> logs, GradeBook? grades, Course? source = null)
    {
        var entries = logs.SelectMany(log => log.Entries.Select(entry => (log.Learner, Entry: entry)))
            .DistinctBy(one => (one.Learner, one.Entry.Id)).ToLookup(one => (one.Learner, one.Entry.Exercise), one => one.Entry);
        var submissions = (grades?.Submissions ?? []).GroupBy(submission => submission.Learner).ToDictionary(same => same.Key, same => same.Last());
        string[] learners = [.. entries.Select(same => same.Key.Learner).Concat(submissions.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] met = [.. entries.Select(same => same.Key.Exercise).Concat(submissions.Values.SelectMany(submission => submission.Exercises).Select(exercise => exercise.Id)).Order(StringComparer.Ordinal)];
        string[] ids = [.. (source?.Exercises.Select(exercise => exercise.Id) ?? []).Concat(source?.Lessons.SelectMany(lesson => lesson.Exercises) ?? []).Concat(met).Distinct()];
        List<ExerciseRecord> records =
        [
            .. learners.SelectMany(learner => ids.Select(id => new ExerciseRecord(
                learner, id, [.. entries[(learner, id)]], submissions.GetValueOrDefault(learner)?.Exercises.FirstOrDefault(exercise => exercise.Id == id)))),
        ];
        var byExercise = records.ToLookup(record => record.Exercise);
        var byLearner = records.ToLookup(record => record.Learner);
        var examples = ids.ToDictionary(id => id, id => Example(source, id));
        return new(course, source?.Title ?? course)
        {
            ExerciseIds = ids,
            Learners =
            [
                .. learners.Select(learner => OfLearner(learner, [.. byLearner[learner]], submissions.GetValueOrDefault(learner)))
                    .OrderBy(learner => learner.Solved).ThenByDescending(learner => learner.Wrong).ThenBy(learner => learner.Learner, StringComparer.Ordinal),
            ],
            Exercises =
            [
                .. ids.Select(id => OfExercise(id, [.. byExercise[id]], examples[id]))
                    .OrderByDescending(exercise => exercise.Answered > 0 ? 1 - ((double)exercise.Solved / exercise.Answered) : -1).ThenByDescending(exercise => exercise.Answered),
            ],
            Misconceptions =
            [
                .. ids.SelectMany(id => byExercise[id].SelectMany(record => record.Tags).Distinct().Order(StringComparer.Ordinal).Select(tag => OfMisconception(id, tag, [.. byExercise[id]], examples[id])))
                    .OrderByDescending(one => one.Still).ThenByDescending(one => one.Learners).ThenByDescending(one => one.Variants),
            ],
        };
    }

    /// <summary>Writes one row for each learner, in the order of the report.</summary>
    public void WriteLearnersCsv(TextWriter writer) => ClassTables.Learners(this).WriteCsv(writer);

    /// <summary>Writes one row for each exercise, in the order of the report.</summary>
    public void WriteExercisesCsv(TextWriter writer) => ClassTables.Exercises(this).WriteCsv(writer);

    /// <summary>Writes one row for each misconception, in the order of the report.</summary>
    public void WriteMisconceptionsCsv(TextWriter writer) => ClassTables.Misconceptions(this).WriteCsv(writer);

    /// <summary>Writes everything as one JSON object.</summary>
    public void WriteJson(TextWriter writer) => ClassTables.WriteJson(this, writer);

    /// <summary>Writes one page that needs nothing else: no scripts, no other files.</summary>
    public void WriteHtml(TextWriter writer) => writer.Write(ClassPage.Render(this));

    // A released course has the variants of its pool and no others.
    private static Question? Example(Course? course, string id)
    {
        try
        {
            return course?.Find(id) is { } exercise ? course.Pool is null ? exercise.Preview(0) : exercise.Deal(course.PoolSeed(exercise, 0)) : null;
        }
        catch (Exception defect) when (defect is NoVariantException or ExerciseFailedException)
        {
            // A mistake of the exercise's author, who is told where it is dealt; the numbers stand without an example.
            return null;
        }
    }

    private static LearnerReport OfLearner(string learner, IReadOnlyList<ExerciseRecord> records, GradedSubmission? submission) => new(learner, [.. records.Select(StandingOf)])
    {
        Wrong = records.Sum(record => record.Wrong),
        Hints = records.Sum(record => record.Hints),
        SolutionsShown = records.Count(record => record.SolutionShown),
        Points = submission?.Exercises.Sum(exercise => exercise.Points),
        Of = submission?.Exercises.Sum(exercise => exercise.Of),
        Last = records.Max(record => record.Last),
        Problems = submission is null ? [] : submission.Status == "graded" ? submission.Problems : [submission.Status, .. submission.Problems],
    };

    private static Standing StandingOf(ExerciseRecord record) =>
        record.IsSolved ? Standing.Solved
        : record.IsOpen ? Standing.Undecided
        : record.SolutionShown ? Standing.SolutionShown
        : record.Wrong > 0 ? Standing.Wrong
        : record.IsBegun ? Standing.Begun
        : Standing.NotBegun;

    private static ExerciseReport OfExercise(string id, IReadOnlyList<ExerciseRecord> records, Question? example)
    {
        int[] before = [.. records.Select(record => record.WrongBeforeSolved).OfType<int>().Order()];
        double[] shares = [.. records.Select(record => record.Grade).OfType<GradedExercise>().Where(grade => grade.Of > 0).Select(grade => (double)(grade.Points / grade.Of))];
        return new(id)
        {
            Example = example?.Statement,
            Begun = records.Count(record => record.IsBegun),
            Answered = records.Count(record => record.IsJudged),
            Solved = records.Count(record => record.IsSolved),
            Variants = records.Sum(record => record.Variants),
            Wrong = records.Sum(record => record.Wrong),
            Invalid = records.Sum(record => record.Invalid),
            Undecided = records.Sum(record => record.Undecided),
            MedianWrong = before.Length == 0 ? null : (before[(before.Length - 1) / 2] + before[before.Length / 2]) / 2.0,
            WithHints = records.Count(record => record.Hints > 0),
            WithSolution = records.Count(record => record.SolutionShown),
            MeanPoints = shares.Length == 0 ? null : shares.Average(),
            Unnamed = records.Sum(record => record.Unnamed.Count()),
            UnnamedExamples =
            [
                .. records.SelectMany(record => record.Unnamed.Where(answer => answer.Answer is not null).Select(answer => (record.Learner, answer.Attempt, answer.Answer!)).Take(1)).Take(Examples),
            ],
        };
    }

    private static MisconceptionReport OfMisconception(string exercise, string tag, IReadOnlyList<ExerciseRecord> records, Question? example) => new(exercise, tag)
    {
        Feedback = example?.Feedback().FirstOrDefault(feedback => feedback.Tag == tag).Text,
        Learners = records.Count(record => record.Tags.Contains(tag)),
        Still = records.Count(record => record.StillHas(tag)),
        OfLearners = records.Count(record => record.IsJudged),
        Variants = records.Sum(record => record.VariantsWith(tag)),
        OfVariants = records.Sum(record => record.Variants),
    };
}
