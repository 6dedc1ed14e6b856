using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Adjoint.Exercises;
using Adjoint.Extension;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Cli.Grading;

/// <summary>The part of grading that runs in the sandbox: it executes a submission's cells and tells what they answer. It knows no course.</summary>
internal sealed class GradeWorker : IDisposable
{
    /// <summary>The hidden command of the tool.</summary>
    public const string Name = "grade-worker";

    private const long MostPrinted = 16 << 20;
    private const int FileTooLarge = 25;
    private const int StackBytes = 16 << 20;

    private readonly Stream output = Console.OpenStandardOutput();
    private readonly StreamReader input = new(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private readonly NotebookSession session = new(CommandSet.Standard, Environment.CurrentDirectory);
    private readonly Lock gate = new();
    private int cell;

    private GradeWorker() => session.Learner.Collector = Take;

    /// <summary>Runs what is handed in on standard input.</summary>
    public static int Run()
    {
        using var isFileTooLarge = FileTooLargeIsAnError();
        using var worker = new GradeWorker();
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

    /// <summary>A file that grows past its limit fails to, where otherwise the process would end (SIGXFSZ).</summary>
    public static PosixSignalRegistration FileTooLargeIsAnError() => PosixSignalRegistration.Create((PosixSignal)FileTooLarge, signal => signal.Cancel = true);

    /// <inheritdoc/>
    public void Dispose()
    {
        input.Dispose();
        output.Dispose();
    }

    private void Execute(WorkerTask task)
    {
        var printed = new Printed(() => session.Interrupt());
        foreach (var next in task.Cells)
        {
            (cell, session.Learner.ShownExercise) = (next.Number, next.Shown);
            Send(new WorkerEvent.Started(cell));
            using var late = new Timer(_ => session.Interrupt(), null, task.CellTime, Timeout.InfiniteTimeSpan);
            var outcome = session.Execute(next.Source, next.Number, printed, next.Exercise);
            Send(outcome is CellOutcome.Failed failed ? new WorkerEvent.Failed(cell, Why(failed)) : new WorkerEvent.Ended(cell));
            if (printed.Count > MostPrinted)
            {
                Send(new WorkerEvent.Failed(cell, "the notebook prints more than 16 MiB"));
                return;
            }
        }
    }

    private void Take(string? exercise, object? answer)
    {
        if (answer is Delegate function)
        {
            lock (gate)
            {
                Send(new WorkerEvent.Function(cell, exercise));
                Serve(function);
            }
        }
        else
        {
            Send(AnswerText.Of(answer) is { } text ? new WorkerEvent.Answered(cell, exercise, text) : new WorkerEvent.Strange(cell, exercise, answer?.GetType().Name ?? "null"));
        }
    }

    // The judge asks for values until it is done.
    private void Serve(Delegate function)
    {
        MethodInfo? method = null;
        Type[] types = [];
        while (input.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var question = document.RootElement;
            if (question.TryGetProperty("as", out var name))
            {
                var type = Type.GetType(name.GetString()!);
                (method, types) = (type?.GetMethod("Invoke"), type?.GetGenericArguments() ?? []);
                Reply(writer => writer.WriteBoolean("is", type?.IsInstanceOfType(function) == true));
            }
            else if (question.TryGetProperty("call", out var element) && method is not null && FunctionValue.TryRead(element, types[0], out var value))
            {
                Call(() => method.Invoke(function, [value]), types[1]);
            }
            else
            {
                return;
            }
        }
    }

    private void Call(Func<object?> call, Type type)
    {
        using var late = new CancellationTokenSource();
        string? thrown = null;
        byte[]? value = null;
        var thread = new Thread(
            () =>
            {
                Cancellation.Current = late.Token;
                try
                {
                    var result = call();
                    using var buffer = new MemoryStream();
                    using (var writer = new Utf8JsonWriter(buffer))
                    {
                        // A lazy sequence runs the function's code here.
                        FunctionValue.Write(writer, type, result);
                    }

                    value = buffer.ToArray();
                }
#pragma warning disable CA1031 // whatever the function throws is its answer
                catch (Exception error)
#pragma warning restore CA1031
                {
                    thrown = (error is TargetInvocationException { InnerException: { } inner } ? inner : error).GetType().Name;
                }
            },
            StackBytes) { IsBackground = true };
        thread.Start();
        var isDone = thread.Join(RemoteFunction.CallTime);
        late.Cancel();
        Reply(writer =>
        {
            if (!isDone)
            {
                writer.WriteBoolean("late", true);
            }
            else if (thrown is not null)
            {
                writer.WriteString("throws", thrown);
            }
            else
            {
                writer.WritePropertyName("value");
                writer.WriteRawValue(value);
            }
        });
    }

    private void Reply(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        Write($"\n{Encoding.UTF8.GetString(buffer.ToArray())}\n");
    }

    // What an exception says may differ from run to run; what it is does not.
    private static string Why(CellOutcome.Failed failed) => failed.Name switch
    {
        "CompilationFailed" or "CommandFailed" => failed.Message.Split('\n', 2)[0].TrimEnd('.'),
        "Interrupted" => "the cell does not end",
        _ => failed.Name,
    };

    private void Send(WorkerEvent news) => Write(news.ToLine());

    // At once, so that an end of the process loses nothing.
    private void Write(string line)
    {
        lock (gate)
        {
            output.Write(Encoding.UTF8.GetBytes(line));
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
