using System.Text;
using System.Text.Json;
using Adjoint.Extension;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Cli.Grading;

/// <summary>The part of grading that runs in the sandbox: it executes a submission's cells and tells what they answer. It knows no course.</summary>
internal sealed class GradeWorker
{
    /// <summary>The hidden command of the tool.</summary>
    public const string Name = "grade-worker";

    private const long MostPrinted = 16 << 20;

    private readonly Stream output = Console.OpenStandardOutput();
    private readonly StreamReader input = new(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private readonly NotebookSession session;
    private readonly Lock gate = new();
    private int cell;
    private string? exercise;
    private bool isBound;

    private GradeWorker() => session = new(
        new CollectingCommands(
            id => exercise = isBound ? exercise : id,
            (_, _) => { /* Read from the file, run or not. */ }).Set,
        Environment.CurrentDirectory);

    /// <summary>Runs what is handed in on standard input.</summary>
    public static int Run()
    {
        var worker = new GradeWorker();
        worker.session.WarmUp();
        worker.Send(new WorkerEvent.Ready());
        if (worker.input.ReadLine() is { } task)
        {
            worker.Execute(WorkerTask.Read(task));
            worker.Send(new WorkerEvent.Finished());
        }

        // Threads that the cells have left behind do not keep the process.
        Environment.Exit(0);
        return 0;
    }

    private void Execute(WorkerTask task)
    {
        var printed = new Printed(() => session.Interrupt());
        foreach (var next in task.Cells)
        {
            (cell, exercise, isBound) = (next.Number, next.Exercise, next.IsBound);
            Send(new WorkerEvent.Started(cell));
            using var late = new Timer(_ => session.Interrupt(), null, task.CellTime, Timeout.InfiniteTimeSpan);
            var outcome = session.Execute(next.Source, next.Number, printed);
            Send(outcome is CellOutcome.Failed failed ? new WorkerEvent.Failed(cell, Why(failed)) : new WorkerEvent.Ended(cell));
            if (printed.Count > MostPrinted)
            {
                Send(new WorkerEvent.Failed(cell, "the notebook prints more than 16 MiB"));
                return;
            }
        }
    }

    // What an exception says may differ from run to run; what it is does not.
    private static string Why(CellOutcome.Failed failed) => failed.Name switch
    {
        "CompilationFailed" or "CommandFailed" => failed.Message.Split('\n', 2)[0].TrimEnd('.'),
        "Interrupted" => "the cell does not end",
        _ => failed.Name,
    };

    private void Send(WorkerEvent news)
    {
        lock (gate)
        {
            output.Write(Encoding.UTF8.GetBytes(news.ToLine()));
            output.Flush();
        }
    }

    /// <summary>Nobody reads what cells show; how much they print is counted.</summary>
    private sealed class Printed(Action stop) : ICellOutput
    {
        private long count;

        public long Count => Interlocked.Read(ref count);

        public bool IsInteractive => false;

        public void Display(string id, object? value)
        {
        }

        public void Update(string id, object? value)
        {
        }

        public void Result(object? value)
        {
        }

        public void Clear(bool wait)
        {
        }

        public void Write(string text, bool error)
        {
            if (Interlocked.Add(ref count, text.Length) > MostPrinted)
            {
                stop();
            }
        }

        public string? ReadLine(string prompt, bool password) => null;
    }
}
