using System.Text.Json;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Jupyter.Wire;

/// <summary>Answers the requests that ask about code without running it.</summary>
internal sealed class Queries(Task<NotebookSession> session, Task<CodeIntelligence> intelligence, History history)
{
    /// <summary><c>is_complete_request</c>.</summary>
    public Action<Utf8JsonWriter> IsComplete(JsonElement content)
    {
        var (state, indent) = Completeness.Of(content.Text("code") ?? string.Empty, session.Result.Commands);
        return w =>
        {
            w.WriteString("status", state);
            if (indent is not null)
            {
                w.WriteString("indent", indent);
            }
        };
    }

    /// <summary><c>complete_request</c>.</summary>
    public Action<Utf8JsonWriter> Complete(JsonElement content)
    {
        var code = content.Text("code") ?? string.Empty;
        var cursor = CodePoints.ToUtf16(code, content.Integer("cursor_pos", int.MaxValue));
        var completion = intelligence.Result.Complete(code, cursor);
        return w =>
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
        };
    }

    /// <summary><c>inspect_request</c>.</summary>
    public Action<Utf8JsonWriter> Inspect(JsonElement content)
    {
        var code = content.Text("code") ?? string.Empty;
        var cursor = CodePoints.ToUtf16(code, content.Integer("cursor_pos", int.MaxValue));
        var text = intelligence.Result.Inspect(code, cursor, detailed: content.Integer("detail_level", 0) > 0);
        return w =>
        {
            w.WriteString("status", "ok");
            w.WriteBoolean("found", text is not null);
            Replies.WriteData(w, text is null ? [] : [("text/plain", text)]);
        };
    }

    /// <summary><c>history_request</c>.</summary>
    public Action<Utf8JsonWriter> Recall(JsonElement content)
    {
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
        return w =>
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
        };
    }
}
