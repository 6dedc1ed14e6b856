using System.Globalization;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Cli.Grading;

/// <summary>Grades one submission: reads its notebooks, runs each in a sandbox, and judges the last answer to each exercise.</summary>
internal sealed class SubmissionGrader(Judge judge, IReadOnlyList<Exercise> exercises, IReadOnlyList<AutogradedCell> cells, SandboxCommand command, SandboxLimits limits, int slot)
{
    private readonly Judge judge = judge;
    private readonly SandboxCommand command = command;
    private readonly SandboxLimits limits = limits;
    private readonly int slot = slot;

    // An infinite loop costs its own cell, and leaves time for the others.
    private const int CellsThatMayHang = 3;
    private const int MostProblems = 50;
    private const int MostFunctions = 100;

    /// <summary>The grade of a submission whose files have been read.</summary>
    public SubmissionGrade Grade(string key, string learner, IReadOnlyList<SubmittedFile> files)
    {
        var problems = new List<string>();
        var answers = new Dictionary<string, Given>(StringComparer.Ordinal);
        var notebooks = new List<SubmittedNotebook>();
        var tested = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (files.Count == 0)
        {
            problems.Add("There is no notebook.");
        }

        foreach (var file in files)
        {
            try
            {
                notebooks.Add(file.Problem is null ? SubmittedNotebook.Read(file, cells) : throw new InvalidDataException(file.Problem));
            }
            catch (InvalidDataException fault)
            {
                problems.Add($"{fault.Message}.");
            }
        }

        for (var i = 0; i < notebooks.Count; i++)
        {
            new Reading(this, learner, i, notebooks[i], answers, tested, problems).Run();
        }

        return new(
            key,
            learner,
            notebooks.Count == 0 ? SubmissionGrade.Broken : SubmissionGrade.Graded,
            problems.Count <= MostProblems ? problems : [.. problems.Take(MostProblems), "There are more problems."],
            [
                .. exercises.Select(exercise => !answers.TryGetValue(exercise.Id, out var given) ? judge.Unanswered(exercise, learner)
                    : given.Text is { } text ? judge.Grade(exercise, learner, given.Attempt, text)
                    : given.Judged!),
                .. cells.Select(cell => Of(cell, tested)),
            ]);
    }

    // A test of nbgrader's that ended well, or why not; one that never ran is not there.
    private static ExerciseGrade Of(AutogradedCell cell, Dictionary<string, string?> tested)
    {
        var (verdict, feedback) = cell.Source is null ? (ExerciseGrade.Undecided, "This needs a manual grade.")
            : !tested.TryGetValue(cell.Id, out var why) ? (ExerciseGrade.Unanswered, "The test did not run.")
            : why is null ? (ExerciseGrade.Accepted, string.Empty)
            : (ExerciseGrade.Rejected, $"The test fails: {why}.");
        return new(cell.Id, 0, verdict == ExerciseGrade.Accepted ? cell.Points : 0, cell.Points, verdict, null, null, feedback, Manual: false) { Explanation = System.Net.WebUtility.HtmlEncode(feedback) };
    }

    /// <summary>An answer to an exercise: its place in the submission, and its text or, where that has none, its grade.</summary>
    private sealed record Given(int Notebook, int Cell, bool IsFromRun, int Attempt, string? Text, ExerciseGrade? Judged);

    /// <summary>One notebook: what is in its file, and what its run says.</summary>
    private sealed class Reading(SubmissionGrader grader, string learner, int index, SubmittedNotebook notebook, Dictionary<string, Given> answers, Dictionary<string, string?> tested, List<string> problems)
    {
        private int functions;

        public void Run()
        {
            foreach (var answer in notebook.Answers.Where(answer => !Question.IsBlank(answer.Text)))
            {
                Take(answer.Cell, answer.Exercise, isFromRun: false, (_, attempt) => new(index, answer.Cell, IsFromRun: false, attempt, answer.Text, null));
            }

            if (notebook.Cells.Count > 0)
            {
                Execute();
            }
        }

        private void Execute()
        {
            using var sandbox = Sandbox.Start(grader.command, grader.limits, grader.slot, GradeWorker.Name);
            var task = new WorkerTask(grader.limits.Time / CellsThatMayHang, notebook.Cells);
            var (last, isFinished, unreadable) = (0, false, 0);
            var numbers = notebook.Cells.Select(cell => cell.Number).ToHashSet();
            while (!isFinished && sandbox.Receive() is { } line)
            {
                switch (WorkerEvent.Read(line))
                {
                    case WorkerEvent.Ready when last == 0:
                        sandbox.Allow(grader.limits.Time);
                        sandbox.Send(task.ToLine());
                        break;
                    case WorkerEvent.Started(var cell) when numbers.Contains(cell):
                        last = cell;
                        break;
                    case WorkerEvent.Ended(var cell) when numbers.Contains(cell):
                        Tested(cell, null);
                        break;
                    case WorkerEvent.Failed(var cell, var why) when numbers.Contains(cell):
                        Report(cell, $"fails: {GradeText.Shown(why)}");
                        Tested(cell, GradeText.Shown(why));
                        break;
                    case WorkerEvent.Answered(var cell, var exercise, var text) when numbers.Contains(cell) && text.Length <= 2 * Question.LongestAnswer:
                        if (Question.IsBlank(text))
                        {
                            break;
                        }

                        Take(cell, exercise, isFromRun: true, (_, attempt) => new(index, cell, IsFromRun: true, attempt, text, null));
                        break;
                    case WorkerEvent.Strange(var cell, var exercise, var type) when numbers.Contains(cell):
                        Take(cell, exercise, isFromRun: true, (asked, attempt) => new(index, cell, IsFromRun: true, attempt, null, grader.judge.Invalid(asked, learner, attempt, GradeText.Shown(type))));
                        break;
                    case WorkerEvent.Function(var cell, var exercise) when numbers.Contains(cell) && functions++ < MostFunctions:
                        Call(sandbox, cell, exercise);
                        break;
                    case WorkerEvent.Finished:
                        isFinished = true;
                        break;
                    default:
                        unreadable++;
                        break;
                }
            }

            if (unreadable > 0)
            {
                problems.Add($"{GradeText.Shown(notebook.Name)} writes lines to the grader that are no messages; they do not count.");
            }

            if (!isFinished)
            {
                Report(last, sandbox.Ending switch
                {
                    SandboxEnding.TooLate => string.Create(CultureInfo.InvariantCulture, $"is not done when the notebook has run for {grader.limits.Time.TotalSeconds} seconds"),
                    SandboxEnding.TooMuchMemory => string.Create(CultureInfo.InvariantCulture, $"takes more than {grader.limits.Megabytes} MiB of memory"),
                    SandboxEnding.TooMuchOutput => "writes more than 16 MiB",
                    _ => "ends the process",
                } + "; what follows was not run");
            }
        }

        private void Call(Sandbox sandbox, int cell, string? exercise)
        {
            using var remote = new RemoteFunction(sandbox);
            Take(cell, exercise, isFromRun: true, (asked, attempt) => new(index, cell, IsFromRun: true, attempt, null, grader.judge.GradeValue(
                asked, learner, attempt, "(a function)", question => remote.As(question.AnswerType))));
        }

        // The last answer in the document counts; of the same cell, what its code says.
        private void Take(int cell, string? named, bool isFromRun, Func<Exercise, int, Given> make)
        {
            if (named is null)
            {
                Report(cell, "answers no exercise: none is shown above it");
                return;
            }

            if (grader.judge.Course.Find(named) is not { } exercise)
            {
                Report(cell, $"answers {GradeText.Shown(named)}, which is no exercise of the course");
                return;
            }

            var earlier = answers.GetValueOrDefault(exercise.Id);
            if (earlier is not null && (earlier.Notebook, earlier.Cell) != (index, cell))
            {
                Say($"{exercise.Id} is answered more than once; the last answer in the document counts.");
            }

            if (earlier is null || (index, cell).CompareTo((earlier.Notebook, earlier.Cell)) >= 0)
            {
                bool IsAsked(string id) => grader.judge.Course.Find(id) == exercise;
                var attempt = notebook.Attempt(cell, IsAsked);
                if (notebook.Variant(cell, IsAsked) is { } variant && variant != CardJson.Variant(grader.judge.Course.SeedOf(exercise, learner, attempt)))
                {
                    Report(cell, $"was made with another variant of {exercise.Id} than {GradeText.Shown(learner)} is dealt: under another name, or with another version of the course. It is judged by the variant of {GradeText.Shown(learner)}");
                }

                answers[exercise.Id] = make(exercise, attempt);
            }
        }

        // What failed once has failed.
        private void Tested(int cell, string? why)
        {
            if (notebook.Tests.TryGetValue(cell, out var test) && !(tested.TryGetValue(test.Id, out var before) && before is not null))
            {
                tested[test.Id] = why;
            }
        }

        private void Report(int cell, string problem) => Say(cell > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{GradeText.Shown(notebook.Name)}, cell {cell} {problem}.")
            : $"{GradeText.Shown(notebook.Name)} {problem}.");

        private void Say(string problem)
        {
            if (problems.Count <= MostProblems && !problems.Contains(problem))
            {
                problems.Add(problem);
            }
        }
    }
}
