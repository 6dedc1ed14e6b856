using System.Text.Json.Nodes;
using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Cli.Notebooks;

/// <summary>Collects a cell's output as nbformat has it.</summary>
/// <param name="displays">All displays of the notebook by identifier: an update replaces them wherever they stand.</param>
/// <param name="executionCount">The number of the cell.</param>
internal sealed class RecordedOutput(Dictionary<string, RecordedOutput.Entry> displays, int executionCount) : ICellOutput
{
    private readonly List<Entry> entries = [];
    private bool clearFirst;

    /// <summary>The outputs, in order.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    public bool IsInteractive => false;

    public void Display(string id, object? value)
    {
        ClearIfAsked();
        entries.Add(displays[id] = Of("display_data", value));
    }

    public void Update(string id, object? value)
    {
        if (displays.TryGetValue(id, out var entry))
        {
            var replaced = Of("display_data", value);
            (entry.Json, entry.Page) = (replaced.Json, replaced.Page);
        }
    }

    public void Result(object? value)
    {
        ClearIfAsked();
        var entry = Of("execute_result", value);
        entry.Json["execution_count"] = executionCount;
        entries.Add(entry);
    }

    public void Clear(bool wait)
    {
        clearFirst = wait;
        if (!wait)
        {
            entries.Clear();
        }
    }

    public void Write(string text, bool error)
    {
        ClearIfAsked();
        var name = error ? "stderr" : "stdout";
        if (entries is [.., var last] && (string?)last.Json["name"] == name)
        {
            last.Json["text"] = (string?)last.Json["text"] + text;
        }
        else
        {
            entries.Add(new Entry { Json = new JsonObject { ["output_type"] = "stream", ["name"] = name, ["text"] = text } });
        }
    }

    /// <summary>Nobody can be asked while a notebook is executed.</summary>
    public string? ReadLine(string prompt, bool password) => null;

    /// <summary>Adds the failure that ended the cell.</summary>
    public void Fail(CellOutcome.Failed failed) => entries.Add(new Entry
    {
        Json = new JsonObject
        {
            ["output_type"] = "error",
            ["ename"] = failed.Name,
            ["evalue"] = failed.Message,
            ["traceback"] = new JsonArray([.. failed.Trace.Select(l => (JsonNode)l)]),
        },
    });

    private void ClearIfAsked()
    {
        if (clearFirst)
        {
            clearFirst = false;
            entries.Clear();
        }
    }

    private static Entry Of(string type, object? value)
    {
        var data = new JsonObject();
        foreach (var (mimeType, content) in MimeBundle.Of(value))
        {
            data[mimeType] = MimeBundle.IsJson(mimeType) ? JsonNode.Parse(content) : content;
        }

        // A page of ours typesets formulas without scripts, through the form that nested values use. Markdown says more than a formula, and is taken where there is some, as front ends do.
        var page = data.ContainsKey("text/latex") && !data.ContainsKey("text/markdown") ? MimeBundle.As(value, "text/html") : null;
        return new Entry { Json = new JsonObject { ["output_type"] = type, ["data"] = data, ["metadata"] = new JsonObject() }, Page = page };
    }

    /// <summary>One output: its JSON, and the HTML that a page shows in place of LaTeX.</summary>
    internal sealed class Entry
    {
        public required JsonObject Json { get; set; }

        public string? Page { get; set; }
    }
}
