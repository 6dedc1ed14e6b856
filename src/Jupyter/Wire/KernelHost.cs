using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Adjoint.Extension;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Jupyter.Wire;

/// <summary>A Jupyter kernel: answers the protocol's requests with a <see cref="NotebookSession"/>.</summary>
public sealed class KernelHost
{
    private static readonly TimeSpan FirstSubscription = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFirstCell = TimeSpan.FromMilliseconds(300);
    // Taken before cells run: from then on Console.Error is the cells' own.
    private static readonly TextWriter StandardError = Console.Error;
    private const int StackSize = 16 << 20;
    private readonly KernelSockets sockets;
    private readonly ConnectionFile connection;
    private readonly Task<NotebookSession> session;
    private readonly BlockingCollection<Message> shell = [];
    private readonly BlockingCollection<Message> control = [];
    private readonly Execution execution;
    private readonly Queries queries;
    private readonly ManualResetEventSlim ended = new();

    private KernelHost(ConnectionFile connection, CommandSet commands)
    {
        this.connection = connection;
        var started = new TaskCompletionSource<NotebookSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        session = started.Task;
        new Thread(() => Begin(commands, started), StackSize) { IsBackground = true, Name = "Adjoint warm-up" }.Start();
        sockets = new KernelSockets(connection, Log);
        var intelligence = Task.Run(async () =>
        {
            // The first cell has both processors to itself.
            var ready = await session;
            await Task.Delay(AfterFirstCell);
            return CodeIntelligence.Start(ready);
        });
        var history = new History();
        execution = new Execution(sockets, session, history);
        queries = new Queries(session, intelligence, history);
    }

    /// <summary>Serves one front end until it asks for shutdown or its process ends. Blocks.</summary>
    /// <exception cref="InvalidDataException">The connection file cannot be used.</exception>
    public static void Serve(string connectionFile, CommandSet commands)
    {
        var connection = ConnectionFile.Read(connectionFile);

        // A mistake on a thread that a cell left behind is reported; it must not end the notebook.
        ExceptionHandling.SetUnhandledExceptionHandler(exception =>
        {
            Console.Error.WriteLine(string.Join('\n', Traceback.Of(Traceback.Unwrap(exception))));
            Console.Error.Flush();
            return true;
        });
        new KernelHost(connection, commands).Run();
    }

    private static void Log(string line) => StandardError.WriteLine($"adjoint kernel: {line}");

    private static void Begin(CommandSet commands, TaskCompletionSource<NotebookSession> started)
    {
        try
        {
            var session = new NotebookSession(commands);
            session.Learner.Notebook = OpenNotebook.OfEnvironment().Path;
            session.WarmUp();
            started.SetResult(session);
        }
#pragma warning disable CA1031 // reported with the first cell
        catch (Exception failure)
#pragma warning restore CA1031
        {
            started.SetException(failure);
        }
    }

    private void Run()
    {
        sockets.ShellMessage += m =>
        {
            execution.Received(m);
            shell.Add(m);
        };
        sockets.ControlMessage += control.Add;
        sockets.StdinMessage += execution.Answer;
        sockets.Start();
        sockets.Publish("status", null, w => w.WriteString("execution_state", "starting"));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            Interrupt();
        });
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            ended.Set();
        });
        new Thread(() => Loop(shell, Channel.Shell), StackSize) { IsBackground = true, Name = "Adjoint shell" }.Start();
        new Thread(() => Loop(control, Channel.Control)) { IsBackground = true, Name = "Adjoint control" }.Start();
        WaitForTheEnd();

        // What is still to be sent gets a moment; sockets that a cell opened, and threads that it left behind, must not keep the process.
        Task.Run(sockets.Dispose).Wait(TimeSpan.FromSeconds(2));
        Environment.Exit(0);
    }

    // JPY_PARENT_PID names the front end's server; when it is gone nobody can end this kernel any more.
    private void WaitForTheEnd()
    {
        var parent = int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out var id) && id > 1 ? id : 0;
        while (!ended.Wait(parent == 0 ? Timeout.Infinite : 1000))
        {
            try
            {
                using var process = Process.GetProcessById(parent);
                if (process.HasExited)
                {
                    return;
                }
            }
            catch (ArgumentException)
            {
                return;
            }
        }
    }

    private void Interrupt()
    {
        if (session.IsCompletedSuccessfully)
        {
            session.Result.Interrupt();
        }
    }

    private void Loop(BlockingCollection<Message> queue, Channel channel)
    {
        foreach (var message in queue.GetConsumingEnumerable())
        {
            if (!sockets.Subscribed.Wait(FirstSubscription))
            {
                // A client without an output socket is served all the same, and waited for only once.
                sockets.Subscribed.Set();
            }

            Status(message, "busy");
            try
            {
                Handle(message, channel);
            }
#pragma warning disable CA1031 // the boundary of a request: the next one must be answered
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log($"{message.Type}: {failure}");
                if (message.Type.EndsWith("_request", StringComparison.Ordinal))
                {
                    Reply(message, channel, w => Replies.Error(w, failure.GetType().FullName!, failure.Message, [failure.Message]));
                }
            }

            Status(message, "idle");
        }
    }

    private void Handle(Message message, Channel channel)
    {
        switch (message.Type)
        {
            case "execute_request":
                Reply(message, channel, execution.Run(message));
                break;
            case "kernel_info_request":
                Reply(message, channel, KernelInfo.Write);
                break;
            case "is_complete_request":
                Reply(message, channel, queries.IsComplete(message.Content));
                break;
            case "complete_request":
                Reply(message, channel, queries.Complete(message.Content));
                break;
            case "inspect_request":
                Reply(message, channel, queries.Inspect(message.Content));
                break;
            case "history_request":
                Reply(message, channel, queries.Recall(message.Content));
                break;
            case "comm_info_request":
                Reply(message, channel, w =>
                {
                    w.WriteString("status", "ok");
                    w.WriteStartObject("comms");
                    w.WriteEndObject();
                });
                break;
            case "comm_open":
                // No target is registered: the protocol asks to close at once.
                sockets.Publish("comm_close", message, w =>
                {
                    w.WriteString("comm_id", message.Content.Text("comm_id") ?? string.Empty);
                    w.WriteStartObject("data");
                    w.WriteEndObject();
                });
                break;
            case "connect_request":
                Reply(message, channel, w =>
                {
                    w.WriteString("status", "ok");
                    w.WriteNumber("shell_port", connection.ShellPort);
                    w.WriteNumber("iopub_port", connection.IopubPort);
                    w.WriteNumber("stdin_port", connection.StdinPort);
                    w.WriteNumber("control_port", connection.ControlPort);
                    w.WriteNumber("hb_port", connection.HeartbeatPort);
                });
                break;
            case "interrupt_request":
                Interrupt();
                Reply(message, channel, w => w.WriteString("status", "ok"));
                break;
            case "shutdown_request":
                Reply(message, channel, w =>
                {
                    w.WriteString("status", "ok");
                    w.WriteBoolean("restart", message.Content.Flag("restart", false));
                });
                ended.Set();
                break;
            case "comm_msg" or "comm_close":
                break;
            default:
                Log($"the message type {message.Type} is not known here and was ignored");
                break;
        }
    }

    private void Status(Message parent, string state) => sockets.Publish("status", parent, w => w.WriteString("execution_state", state));

    private void Reply(Message request, Channel channel, Action<Utf8JsonWriter> content) =>
        sockets.Send(channel, request, request.Type.Replace("_request", "_reply", StringComparison.Ordinal), content);
}
