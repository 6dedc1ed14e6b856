using System.Collections.Concurrent;
using System.Text.Json;
using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Jupyter.Wire;

/// <summary>Carries out <c>execute_request</c>: one cell at a time, on the shell's thread.</summary>
internal sealed class Execution(KernelSockets sockets, Task<NotebookSession> session, History history)
{
    private readonly BlockingCollection<Message> answers = [];
    private readonly OpenNotebook notebook = OpenNotebook.OfEnvironment();
    private int executionCount;
    private long received;
    private long abortedUpTo = -1;

    /// <summary>Notes how far the queue reaches, for a failing cell aborts what is queued behind it. Called on the sockets' thread.</summary>
    public void Received(Message message) => Volatile.Write(ref received, message.Sequence);

    /// <summary>Takes an answer of the user.</summary>
    public void Answer(Message message) => answers.Add(message);

    /// <summary>Runs the cell and returns the content of its reply.</summary>
    public Action<Utf8JsonWriter> Run(Message message)
    {
        if (message.Sequence <= abortedUpTo)
        {
            return w => Replies.Error(w, "Aborted", "An earlier cell of this run failed.", [], "aborted");
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
        var output = new FrontEndOutput(sockets, message, Ask, mayAsk, number);
        var outcome = session.GetAwaiter().GetResult().Execute(code, number, silent ? new Silence(output) : output, notebook.ExerciseOf(message.CellId));
        if (stored)
        {
            history.Add(new History.Entry(number, code, output.ResultText));
        }

        if (outcome is CellOutcome.Failed failed)
        {
            IReadOnlyList<string> trace = [.. failed.Trace.Select((line, i) => i == 0 ? $"\u001b[31m{line}\u001b[0m" : line)];
            if (!silent)
            {
                sockets.Publish("error", message, w => Replies.Error(w, failed.Name, failed.Message, trace, status: null));
            }

            if (message.Content.Flag("stop_on_error", true))
            {
                abortedUpTo = Volatile.Read(ref received);
            }

            return w =>
            {
                w.WriteNumber("execution_count", number);
                Replies.Error(w, failed.Name, failed.Message, trace);
            };
        }

        return w =>
        {
            w.WriteString("status", "ok");
            w.WriteNumber("execution_count", number);
            w.WriteStartArray("payload");
            w.WriteEndArray();
            WriteUserExpressions(w, message);
        };
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
                    Replies.Error(writer, failed.Name, failed.Message, failed.Trace);
                }
                else
                {
                    writer.WriteString("status", "ok");
                    Replies.WriteData(writer, recorded.Bundle);
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

    /// <summary>The output of a silent request: only questions reach the user.</summary>
    private sealed class Silence(ICellOutput output) : ICellOutput
    {
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
        }

        public string? ReadLine(string prompt, bool password) => output.ReadLine(prompt, password);
    }

    /// <summary>Keeps the value of a user expression.</summary>
    private sealed class ResultOnly : ICellOutput
    {
        public IReadOnlyList<(string MimeType, string Content)> Bundle { get; private set; } = [];

        public bool IsInteractive => false;

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
