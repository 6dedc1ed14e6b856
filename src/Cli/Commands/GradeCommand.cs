using System.CommandLine;
using Adjoint.Cli.Grading;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint grade FOLDER --course COURSE</c>: runs submissions, each in a sandbox, and judges what they answer.</summary>
internal static class GradeCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "The submissions: LEARNER.ipynb, LEARNER/*.ipynb, or submitted/LEARNER/ASSIGNMENT/*.ipynb of nbgrader." };
        var course = new Option<DirectoryInfo>("--course") { Description = "The lecturer's course.", HelpName = "COURSE", Required = true };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where the grades go; by default FOLDER.grades.", HelpName = "DIR" };
        var jobs = new Option<int>("--jobs") { Description = "How many submissions run at the same time.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var time = new Option<int>("--time") { Description = "Seconds for a notebook.", HelpName = "S", DefaultValueFactory = _ => 60 };
        var memory = new Option<int>("--memory") { Description = "MiB of memory for a notebook.", HelpName = "MB", DefaultValueFactory = _ => 1024 };
        var lessons = new Option<string[]>("--lesson") { Description = "Only the exercises of this lesson: its notebook, with or without .ipynb. By default all of the course.", HelpName = "NOTEBOOK" };
        var assignment = new Option<string?>("--assignment") { Description = "The assignment in nbgrader's folders.", HelpName = "NAME" };
        var command = new Command("grade", "Runs submissions, each in a sandbox, and grades what they answer.") { folder, course, output, jobs, time, memory, lessons, assignment };
        command.SetAction(parsed => Run(new GradeOptions(
            parsed.GetRequiredValue(folder).FullName,
            parsed.GetRequiredValue(course).FullName,
            parsed.GetValue(output)?.FullName ?? $"{Path.TrimEndingDirectorySeparator(parsed.GetRequiredValue(folder).FullName)}.grades",
            InRange(parsed.GetValue(jobs), 1, 64, "--jobs"),
            new(TimeSpan.FromSeconds(InRange(parsed.GetValue(time), 1, 3600, "--time")), InRange(parsed.GetValue(memory), SandboxLimits.LeastMegabytes, 1 << 16, "--memory")),
            parsed.GetValue(lessons) ?? [],
            parsed.GetValue(assignment))));
        return command;
    }

    private static int Run(GradeOptions options)
    {
        try
        {
            return new GradeRun(options, Console.Out).Run();
        }
        catch (SandboxRefusedException refusal)
        {
            throw new UsageException(refusal.Message);
        }
    }

    private static int InRange(int value, int least, int most, string option) => value >= least && value <= most
        ? value
        : throw new UsageException(FormattableString.Invariant($"{option} must be from {least} to {most}, and is {value}."));
}
