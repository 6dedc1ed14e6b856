using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Jupyter.Wire;

/// <summary>A Jupyter kernel: answers the protocol's requests with a <see cref="NotebookSession"/>.</summary>
public sealed class KernelHost
{
    private static readonly TimeSpan FirstSubscription = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFirstCell = TimeSpan.FromMilliseconds(300);
    private const int StackSize = 16 << 20;
    private readonly KernelSockets sockets;
    private readonly ConnectionFile connection;
    private readonly Task<NotebookSession> session;
    private readonly Task<CodeIntelligence> intelligence;
    private readonly BlockingCollection<Message> shell = [];
    private readonly BlockingCollection<Message> control = [];
    private readonly BlockingCollection<Message> answers = [];
    private readonly History history = new();
    private readonly ManualResetEventSlim ended = new();
    private int executionCount;
    private long received;
    private long abortedUpTo = -1;

    private KernelHost(ConnectionFile connection, CommandSet commands)
    {
        this.connection = connection;
        var started = new TaskCompletionSource<NotebookSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        session = started.Task;
        new Thread(() => Begin(commands, started), StackSize) { IsBackground = true, Name = "Adjoint warm-up" }.Start();
        sockets = new KernelSockets(connection, Log);
        intelligence = Task.Run(async () =>
        {
            // The first cell has both processors to itself.
            var ready = await session;
            await Task.Delay(AfterFirstCell);
            return CodeIntelligence.Start(ready);
        });
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

    private static void Log(string line) => Console.Error.WriteLine($"adjoint kernel: {line}");

    private static void Begin(CommandSet commands, TaskCompletionSource<NotebookSession> started)
    {
        try
        {
            var session = new NotebookSession(commands);
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
            Volatile.Write(ref received, m.Sequence);
            shell.Add(m);
        };
        sockets.ControlMessage += control.Add;
        sockets.StdinMessage += answers.Add;
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
                    Reply(message, channel, w => Error(w, failure.GetType().FullName!, failure.Message, [failure.Message]));
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
                Execute(message, channel);
                break;
            case "kernel_info_request":
                Reply(message, channel, KernelInfo.Write);
                break;
            case "is_complete_request":
                var (state, indent) = Completeness.Of(message.Content.Text("code") ?? string.Empty, session.Result.Commands);
                Reply(message, channel, w =>
                {
                    w.WriteString("status", state);
                    if (indent is not null)
                    {
                        w.WriteString("indent", indent);
                    }
                });
                break;
            case "complete_request":
                Complete(message, channel);
                break;
            case "inspect_request":
                Inspect(message, channel);
                break;
            case "history_request":
                Recall(message, channel);
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

    private void Execute(Message message, Channel channel)
    {
        if (message.Sequence <= abortedUpTo)
        {
            Reply(message, channel, w => Error(w, "Aborted", "An earlier cell of this run failed.", [], "aborted"));
            return;
        }

        var code = message.Content.Text("code") ?? string.Empty;
        var silent = message.Content.Flag("silent", false);
        var stored = !silent && message.Content.Flag("store_history", true);
        if (stored)
        {
            executionCount++;
        }

        var number = executionCount;
        if (!silent)
        {
            sockets.Publish("execute_input", message, w =>
            {
                w.WriteString("code", code);
                w.WriteNumber("execution_count", number);
            });
        }

        var mayAsk = message.Content.Flag("allow_stdin", true);
        var output = new FrontEndOutput(sockets, message, (m, prompt, password) => mayAsk ? Ask(m, prompt, password) : null, number);
        var outcome = session.GetAwaiter().GetResult().Execute(code, number, silent ? new Silence(output) : output);
        if (stored)
        {
            history.Add(new History.Entry(number, code, output.ResultText));
        }

        if (outcome is CellOutcome.Failed failed)
        {
            IReadOnlyList<string> trace = [.. failed.Trace.Select((line, i) => i == 0 ? $"\u001b[31m{line}\u001b[0m" : line)];
            if (!silent)
            {
                sockets.Publish("error", message, w => Error(w, failed.Name, failed.Message, trace, status: null));
            }

            if (message.Content.Flag("stop_on_error", true))
            {
                abortedUpTo = Volatile.Read(ref received);
            }

            Reply(message, channel, w =>
            {
                w.WriteNumber("execution_count", number);
                Error(w, failed.Name, failed.Message, trace);
            });
            return;
        }

        Reply(message, channel, w =>
        {
            w.WriteString("status", "ok");
            w.WriteNumber("execution_count", number);
            w.WriteStartArray("payload");
            w.WriteEndArray();
            WriteUserExpressions(w, message);
        });
    }

    private void WriteUserExpressions(Utf8JsonWriter writer, Message message)
    {
        writer.WriteStartObject("user_expressions");
        if (message.Content.TryGetProperty("user_expressions", out var expressions) && expressions.ValueKind == JsonValueKind.Object)
        {
            foreach (var expression in expressions.EnumerateObject())
            {
                var recorded = new ResultOnly();
                var outcome = session.Result.Execute(expression.Value.ValueKind == JsonValueKind.String ? expression.Value.GetString()! : string.Empty, executionCount, recorded);
                writer.WriteStartObject(expression.Name);
                if (outcome is CellOutcome.Failed failed)
                {
                    Error(writer, failed.Name, failed.Message, failed.Trace);
                }
                else
                {
                    writer.WriteString("status", "ok");
                    FrontEndOutput.WriteData(writer, recorded.Bundle);
                }

                writer.WriteEndObject();
            }
        }

        writer.WriteEndObject();
    }

    private string? Ask(Message request, string prompt, bool password)
    {
        while (answers.TryTake(out _))
        {
            // An answer to a question of an interrupted cell.
        }

        sockets.Send(Channel.Stdin, request, "input_request", w =>
        {
            w.WriteString("prompt", prompt);
            w.WriteBoolean("password", password);
        });
        return answers.Take(Cancellation.Current).Content.Text("value") ?? string.Empty;
    }

    private void Complete(Message message, Channel channel)
    {
        var code = message.Content.Text("code") ?? string.Empty;
        var cursor = CodePoints.ToUtf16(code, message.Content.Integer("cursor_pos", int.MaxValue));
        var completion = intelligence.Result.Complete(code, cursor);
        Reply(message, channel, w =>
        {
            w.WriteString("status", "ok");
            w.WriteStartArray("matches");
            foreach (var item in completion.Items)
            {
                w.WriteStringValue(item.Text);
            }

            w.WriteEndArray();
            var (start, end) = (CodePoints.FromUtf16(code, completion.Start), CodePoints.FromUtf16(code, completion.End));
            w.WriteNumber("cursor_start", start);
            w.WriteNumber("cursor_end", end);
            w.WriteStartObject("metadata");
            w.WriteStartArray("_jupyter_types_experimental");
            foreach (var item in completion.Items)
            {
                w.WriteStartObject();
                w.WriteString("text", item.Text);
                w.WriteString("type", item.Kind);
                w.WriteNumber("start", start);
                w.WriteNumber("end", end);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private void Inspect(Message message, Channel channel)
    {
        var code = message.Content.Text("code") ?? string.Empty;
        var cursor = CodePoints.ToUtf16(code, message.Content.Integer("cursor_pos", int.MaxValue));
        var text = intelligence.Result.Inspect(code, cursor, detailed: message.Content.Integer("detail_level", 0) > 0);
        Reply(message, channel, w =>
        {
            w.WriteString("status", "ok");
            w.WriteBoolean("found", text is not null);
            FrontEndOutput.WriteData(w, text is null ? [] : [("text/plain", text)]);
        });
    }

    private void Recall(Message message, Channel channel)
    {
        var content = message.Content;
        var entries = content.Text("hist_access_type") switch
        {
            // Only this session is remembered; 0 is the protocol's name for it.
            "range" => content.Integer("session", 0) is 0 or 1
                ? history.Range(content.Integer("start", 0), content.TryGetProperty("stop", out var stop) && stop.TryGetInt32(out var last) ? last : int.MaxValue)
                : [],
            "search" => history.Search(content.Text("pattern") ?? "*", content.Integer("n", int.MaxValue), content.Flag("unique", false)),
            _ => history.Tail(content.Integer("n", 10)),
        };
        var withOutput = content.Flag("output", false);
        Reply(message, channel, w =>
        {
            w.WriteString("status", "ok");
            w.WriteStartArray("history");
            foreach (var entry in entries)
            {
                w.WriteStartArray();
                w.WriteNumberValue(1);
                w.WriteNumberValue(entry.Number);
                if (withOutput)
                {
                    w.WriteStartArray();
                    w.WriteStringValue(entry.Source);
                    w.WriteStringValue(entry.Output);
                    w.WriteEndArray();
                }
                else
                {
                    w.WriteStringValue(entry.Source);
                }

                w.WriteEndArray();
            }

            w.WriteEndArray();
        });
    }

    private void Status(Message parent, string state) => sockets.Publish("status", parent, w => w.WriteString("execution_state", state));

    private void Reply(Message request, Channel channel, Action<Utf8JsonWriter> content) =>
        sockets.Send(channel, request, request.Type.Replace("_request", "_reply", StringComparison.Ordinal), content);

    private static void Error(Utf8JsonWriter writer, string name, string message, IReadOnlyList<string> trace, string? status = "error")
    {
        if (status is not null)
        {
            writer.WriteString("status", status);
        }

        writer.WriteString("ename", name);
        writer.WriteString("evalue", message);
        writer.WriteStartArray("traceback");
        foreach (var line in trace)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }

    /// <summary>The output of a silent request: only questions reach the user.</summary>
    private sealed class Silence(ICellOutput output) : ICellOutput
    {
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
        }

        public string? ReadLine(string prompt, bool password) => output.ReadLine(prompt, password);
    }

    /// <summary>Keeps the value of a user expression.</summary>
    private sealed class ResultOnly : ICellOutput
    {
        public IReadOnlyList<(string MimeType, string Content)> Bundle { get; private set; } = [];

        public void Display(string id, object? value)
        {
        }

        public void Update(string id, object? value)
        {
        }

        public void Result(object? value) => Bundle = MimeBundle.Of(value);

        public void Clear(bool wait)
        {
        }

        public void Write(string text, bool error)
        {
        }

        public string? ReadLine(string prompt, bool password) => null;
    }
}
