using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Jupyter.Wire;

/// <summary>A cell's output as messages to the front ends.</summary>
internal sealed class FrontEndOutput(KernelSockets sockets, Message request, Func<Message, string, bool, string?> ask, bool mayAsk, int number) : ICellOutput
{
    /// <summary>The text/plain of the cell's result, for the history.</summary>
    public string? ResultText { get; private set; }

    /// <summary>What executes a notebook without a person, nbconvert for one, says that nobody can be asked.</summary>
    public bool IsInteractive => mayAsk;

    public void Display(string id, object? value) => Show("display_data", id, MimeBundle.Of(value));

    public void Update(string id, object? value) => Show("update_display_data", id, MimeBundle.Of(value));

    public void Result(object? value)
    {
        var bundle = MimeBundle.Of(value);
        ResultText = bundle.FirstOrDefault(b => b.MimeType == "text/plain").Content;
        sockets.Publish("execute_result", request, w =>
        {
            w.WriteNumber("execution_count", number);
            Replies.WriteData(w, bundle);
        });
    }

    public void Clear(bool wait) => sockets.Publish("clear_output", request, w => w.WriteBoolean("wait", wait));

    public void Write(string text, bool error) => sockets.Publish("stream", request, w =>
    {
        w.WriteString("name", error ? "stderr" : "stdout");
        w.WriteString("text", text);
    });

    public string? ReadLine(string prompt, bool password) => mayAsk ? ask(request, prompt, password) : null;

    private void Show(string type, string id, IReadOnlyList<(string MimeType, string Content)> bundle) => sockets.Publish(type, request, w =>
    {
        Replies.WriteData(w, bundle);
        w.WriteStartObject("transient");
        w.WriteString("display_id", id);
        w.WriteEndObject();
    });
}
