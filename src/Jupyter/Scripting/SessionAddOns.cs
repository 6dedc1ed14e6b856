using Adjoint.Extension;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Jupyter.Scripting;

/// <summary>The add-ons that a session may load, and how far each is: known, loaded (its commands are there), opened (cells see its types), prepared (what is expensive is loaded).</summary>
internal sealed class SessionAddOns
{
    private readonly Lock gate = new();
    private readonly string folder;
    private List<State>? states;

    /// <summary>The add-ons of a folder; it is read when the first cell runs.</summary>
    public SessionAddOns(string? folder) => this.folder = folder ?? Path.Combine(AppContext.BaseDirectory, "addons");

    /// <summary>The packages whose place opened add-ons take, with the versions that they have.</summary>
    public IReadOnlyDictionary<string, string> Packages
    {
        get
        {
            lock (gate)
            {
                return States().Where(s => s.IsOpen).SelectMany(s => s.Manifest.Packages).DistinctBy(p => p.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>Loads the add-ons that a cell mentions and that cells do not see yet. <see cref="Opened(AddOnManifest)"/> says that they do.</summary>
    /// <returns>Those, with the references that cells compile against.</returns>
    public IReadOnlyList<(AddOnManifest Manifest, AddOn AddOn)> ToOpen(string cell)
    {
        lock (gate)
        {
            var mentioned = new List<(AddOnManifest, AddOn)>();
            foreach (var state in States().Where(s => !s.IsOpen && s.Manifest.IsMentionedIn(cell)))
            {
                mentioned.Add((state.Manifest, state.AddOn ??= state.Manifest.Load()));
            }

            return mentioned;
        }
    }

    /// <summary>Says that cells see an add-on now. One that was interrupted on the way is opened by the next cell.</summary>
    public void Opened(AddOnManifest manifest)
    {
        lock (gate)
        {
            States().Find(s => s.Manifest == manifest)!.IsOpen = true;
        }
    }

    /// <summary>Loads all add-ons, as far as that succeeds, and returns those that were loaded now.</summary>
    public IReadOnlyList<AddOn> LoadAll()
    {
        lock (gate)
        {
            var loaded = new List<AddOn>();
            foreach (var state in States().Where(s => s.AddOn is null && !s.HasFailed))
            {
                try
                {
                    loaded.Add(state.AddOn = state.Manifest.Load());
                }
                catch (CommandException)
                {
                    // It is asked for when a cell mentions it, and then says why it fails.
                    state.HasFailed = true;
                }
            }

            return loaded;
        }
    }

    /// <summary>Prepares the add-ons that code uses, in other places than comments and strings.</summary>
    /// <returns>What the user ought to know, a sentence each.</returns>
    /// <exception cref="CommandException">One of them cannot be used.</exception>
    public IReadOnlyList<string> Prepare(string code)
    {
        State[] waiting;
        lock (gate)
        {
            waiting = [.. States().Where(s => s is { IsOpen: true, IsPrepared: false } && s.Manifest.IsMentionedIn(code))];
        }

        if (waiting.Length == 0)
        {
            return [];
        }

        // Comments are no tokens; strings are left out.
        var words = string.Join(' ', CSharpSyntaxTree.ParseText(code, CSharpSession.ParseOptions).GetRoot().DescendantTokens()
            .Where(t => !t.IsKind(SyntaxKind.StringLiteralToken) && !t.IsKind(SyntaxKind.InterpolatedStringTextToken)).Select(t => t.Text))
            .Replace(" . ", ".", StringComparison.Ordinal);
        var notices = new List<string>();
        foreach (var state in waiting.Where(s => s.Manifest.IsMentionedIn(words)))
        {
            if (state.AddOn!.Prepare() is { } notice)
            {
                notices.Add(notice);
            }

            state.IsPrepared = true;
        }

        return notices;
    }

    /// <summary>What the add-ons say about an exception; null for nothing.</summary>
    public string? Explain(Exception exception, INotebook notebook) =>
        string.Join('\n', Opened().Select(a => a.Explain(exception, notebook)).OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>The words of an exception as an add-on has them for a reader; null for its own.</summary>
    public string? Reword(Exception exception) => Opened().Select(a => a.Reword(exception)).FirstOrDefault(m => m is not null);

    /// <summary>Tells the opened add-ons that a cell has ended.</summary>
    public void AfterCell(INotebook notebook, int number)
    {
        foreach (var addOn in Opened())
        {
            addOn.AfterCell(notebook, number);
        }
    }

    private AddOn[] Opened()
    {
        lock (gate)
        {
            return states is null ? [] : [.. states.Where(s => s.IsOpen).Select(s => s.AddOn!)];
        }
    }

    private List<State> States() => states ??= [.. AddOnManifest.In(folder, out _).Select(m => new State(m))];

    private sealed class State(AddOnManifest manifest)
    {
        public AddOnManifest Manifest => manifest;

        public AddOn? AddOn { get; set; }

        public bool HasFailed { get; set; }

        public bool IsOpen { get; set; }

        public bool IsPrepared { get; set; }
    }
}
