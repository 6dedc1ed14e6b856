using System.Globalization;
using Adjoint.Extension;
using Adjoint.Extension.Courses;
using Adjoint.Formatters;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Jupyter.Scripting;

/// <summary>A notebook's state in this process: its variables, its commands, and one cell running at a time.</summary>
public sealed class NotebookSession : INotebook, IShadowedVariables
{
    private readonly CSharpSession csharp;
    private readonly CellThread thread = new();
    private readonly PackageReferences packages = new();
    private readonly NotebookDisplay display = new();
    private readonly SessionAddOns addOns;
    private CellStreams? streams;
    private string cellPath = "cell";
    private object? pendingOut;
    private object? result;

    /// <summary>A session with no variables.</summary>
    /// <param name="commands">The magic commands that its cells may call.</param>
    /// <param name="folder">Where relative paths in cells start: the notebook's folder.</param>
    /// <param name="addOns">The folder of add-ons, which are loaded when a cell mentions them; by default <c>addons</c> beside the program.</param>
    public NotebookSession(CommandSet commands, string? folder = null, string? addOns = null)
    {
        (Commands, Folder, this.addOns) = (commands, folder ?? Environment.CurrentDirectory, new(addOns));
        csharp = new CSharpSession(new CellScope(this));
        Learner.Folder = Folder;
        ExtensionFormatters.Register();
    }

    /// <summary>The magic commands, those of the add-ons loaded so far among them.</summary>
    public CommandSet Commands { get; private set; }

    /// <summary>Where relative paths in cells start.</summary>
    public string Folder { get; }

    /// <summary>What this notebook knows of its learner.</summary>
    public LearnerSession Learner => display.Of<LearnerSession>();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => pendingOut is null || csharp.Names.Contains("Out") ? [.. csharp.Names] : [.. csharp.Names, "Out"];

    /// <inheritdoc/>
    public IEnumerable<(string Name, object? Value)> ShadowedVariables => csharp.Shadowed;

    /// <inheritdoc/>
    public bool IsInteractive => streams?.IsInteractive ?? false;

    internal CSharpSession CSharp => csharp;

    /// <summary>Runs a cell and sends its output. Blocks until it has ended; <see cref="Interrupt"/> ends it from another thread.</summary>
    /// <param name="source">The cell.</param>
    /// <param name="number">Its number, as the front end counts.</param>
    /// <param name="output">Where its output goes.</param>
    /// <param name="exercise">The exercise to which the cell's metadata binds it, if the host knows.</param>
    public CellOutcome Execute(string source, int number, ICellOutput output, string? exercise = null)
    {
        using var cancellation = new CancellationTokenSource();

        // Not disposed: what the cell left running in the background may still print, under this cell.
        var cellStreams = new CellStreams(output);
        var path = string.Create(CultureInfo.InvariantCulture, $"cell {number}");
        var outcome = thread.Execute(
            () =>
            {
                CellConsole.Attach(cellStreams);
                NotebookDisplay.Current = display;
                display.BeginCell(source);
                Learner.CellExercise = exercise;
                (streams, cellPath, result) = (cellStreams, path, null);
                var outcome = Attempt(() => RunAndShowAsync(source), cancellation.Token);
                var after = Attempt(() => AfterCellAsync(number), cancellation.Token);
                return outcome is CellOutcome.Completed ? after : outcome;
            },
            cancellation);
        cellStreams.Flush();
        return outcome ?? new CellOutcome.Failed(
            "Interrupted",
            "The cell was interrupted but does not stop: it is left running in the background. Restart the kernel to end it.",
            ["The cell was interrupted but does not stop: it is left running in the background.", "Restart the kernel to end it."]);
    }

    /// <summary>Interrupts the running cell. False if none runs.</summary>
    public bool Interrupt() => thread.Interrupt();

    /// <summary>Compiles and runs small cells on the calling thread, so that a user's first cell finds everything loaded.</summary>
    public void WarmUp()
    {
        foreach (var source in new[] { "Console.Out.Flush(); new[] { 1 }.Select(i => i + 1).ToArray()", "1 + 1" })
        {
            var submission = csharp.Compile(source, "warm-up", CancellationToken.None);
            csharp.RunAsync(submission).GetAwaiter().GetResult();
        }

        MimeBundle.Of(1);
    }

    /// <summary>What may be typed at a place of a cell, where it is in the line of a command; null elsewhere.</summary>
    internal CommandCompletion? Complete(string cell, int cursor)
    {
        NotebookDisplay.Current = display;
        return Commands.Complete(cell, cursor, this);
    }

    /// <inheritdoc/>
    public IDisplayed Display(object value)
    {
        var displayed = new Displayed(streams ?? throw new InvalidOperationException("Nothing can be shown before a cell runs."));
        displayed.Show(value);
        return displayed;
    }

    /// <summary>Takes away what the running cell has shown.</summary>
    internal void Clear(bool wait) => streams?.InOrder(o => o.Clear(wait));

    /// <inheritdoc/>
    public bool TryGet(string name, out object? value)
    {
        if (name == "Out" && pendingOut is not null)
        {
            value = pendingOut;
            return true;
        }

        return csharp.TryGet(name, out value);
    }

    /// <inheritdoc/>
    public async Task SetAsync(string name, object value)
    {
        if (name == "Out")
        {
            // Declared when a cell mentions it: a submission costs more than the command itself.
            pendingOut = value;
            return;
        }

        await DeclareAsync(name, value);
    }

    /// <inheritdoc/>
    public async Task RunAsync(string code)
    {
        await RunPartsAsync(code);
        ShowEarlierResult();
    }

    /// <inheritdoc/>
    public async Task<object?> EvaluateAsync(string expression)
    {
        await DeclareOutAsync(expression);
        PrepareAddOns(expression);
        if (SyntaxFactory.ParseExpression(expression, options: CSharpSession.ParseOptions) is { } parsed
            && parsed.GetDiagnostics().FirstOrDefault() is { } fault)
        {
            throw new CommandException($"{expression} is no C# expression: {fault.GetMessage(CultureInfo.InvariantCulture)}.");
        }

        try
        {
            return await csharp.RunAsync(csharp.Compile(expression, cellPath, Cancellation.Current));
        }
        catch (CompilationFailedException mistake)
        {
            throw new CommandException($"{expression} does not compile: {mistake.Faults[0].Message}");
        }
    }

    /// <summary>Loads the commands of all add-ons, for completions and help; cells see their types only when they mention them.</summary>
    internal void LoadCommands()
    {
        foreach (var addOn in addOns.LoadAll())
        {
            AddCommands(addOn);
        }
    }

    // A completion may ask for them while a cell runs.
    private void AddCommands(AddOn addOn)
    {
        lock (addOns)
        {
            var known = Commands.Commands.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            Commands = Commands.With(addOn.Commands.Where(c => !known.Contains(c.Name)));
        }
    }

    private CellOutcome Attempt(Func<Task> cell, CancellationToken cancellation)
    {
        Task? task = null;
        try
        {
            task = cell();
            task.GetAwaiter().GetResult();
            return new CellOutcome.Completed();
        }
        catch (CompilationFailedException mistake)
        {
            return new CellOutcome.Failed("CompilationFailed", mistake.Message, mistake.Message.Split('\n'));
        }
        catch (CommandException mistake)
        {
            return new CellOutcome.Failed("CommandFailed", mistake.Message, mistake.Message.Split('\n'));
        }
#pragma warning disable CA1031 // the boundary of a cell: whatever its code throws is reported
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (cancellation.IsCancellationRequested)
            {
                if (task is { IsCompleted: false })
                {
                    // What the cell awaited goes on in the background: its own loops still meet the guard until it has ended.
                    CellGuard.Raise();
                    _ = task.ContinueWith(_ => CellGuard.Settle(), TaskScheduler.Default);
                }

                return new CellOutcome.Failed("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]);
            }

            var cause = Traceback.Unwrap(exception);
            return cause is CommandException command
                ? new CellOutcome.Failed("CommandFailed", command.Message, command.Message.Split('\n'))
                : Failure(cause);
        }
    }

    private async Task OpenAddOnsAsync(string cell)
    {
        if (cell.Contains("#!lsmagic", StringComparison.Ordinal) || cell.Contains("#!adjoint", StringComparison.Ordinal))
        {
            LoadCommands();
        }

        foreach (var (manifest, addOn) in addOns.ToOpen(cell))
        {
            foreach (var reference in manifest.References)
            {
                csharp.References.Add(reference);
            }

            addOn.Register();
            AddCommands(addOn);
            await csharp.RunAsync(csharp.Compile(string.Concat(addOn.Usings.Select(u => $"using {u};\n")), addOn.Name, Cancellation.Current, guarded: false));
            addOns.Opened(manifest);
        }
    }

    private CellOutcome.Failed Failure(Exception cause)
    {
        string Words(Exception e) => addOns.Reword(e) ?? Traceback.Message(e);
        var (message, trace) = (Words(cause), Traceback.Of(cause, Words));
        return addOns.Explain(cause, this) is { } explanation
            ? new(cause.GetType().FullName!, $"{message}\n{explanation}", [.. trace, .. explanation.Split('\n')])
            : new(cause.GetType().FullName!, message, trace);
    }

    private void PrepareAddOns(string code)
    {
        foreach (var notice in addOns.Prepare(code))
        {
            Console.Error.WriteLine(notice);
        }
    }

    private Task AfterCellAsync(int number)
    {
        addOns.AfterCell(this, number);
        return Task.CompletedTask;
    }

    private async Task RunPartsAsync(string code)
    {
        await OpenAddOnsAsync(code);
        foreach (var part in Commands.Split(code))
        {
            ShowEarlierResult();
            switch (part)
            {
                case CellPart.Call call:
                    await Commands.RunAsync(call, this);
                    break;
                case CellPart.Code { IsBlank: false } csharpCode:
                    await RunCodeAsync(new string('\n', csharpCode.Line - 1) + csharpCode.Text);
                    break;
                default:
                    break;
            }
        }
    }

    private async Task RunAndShowAsync(string source)
    {
        await RunPartsAsync(source);
        if (result is { } value)
        {
            streams!.InOrder(o => o.Result(value is Nothing ? null : value));
        }
    }

    // A cell has one result, its last; the value of an expression before a command is shown where it stands.
    private void ShowEarlierResult()
    {
        if (result is { } value)
        {
            result = null;
            new Displayed(streams!).Show(value is Nothing ? null : value);
        }
    }

    private async Task RunCodeAsync(string code)
    {
        code = await packages.ResolveAsync(code, csharp.References, addOns.Packages, Folder, Cancellation.Current);
        await DeclareOutAsync(code);
        PrepareAddOns(code);
        var submission = csharp.Compile(code, cellPath, Cancellation.Current);
        var value = await csharp.RunAsync(submission);
        result = value switch
        {
            IDisplayed => null,
            not null when ReferenceEquals(value, streams?.LastShown) && value.GetType().IsDefined(typeof(ShownWhileItRunsAttribute), inherit: false) => null,
            null => submission.HasResult ? Nothing.Value : null,
            _ => value,
        };
        if (value is not null and not IDisplayed)
        {
            pendingOut = value;
        }
    }

    private async Task DeclareOutAsync(string code)
    {
        if (pendingOut is { } value && code.Contains("Out", StringComparison.Ordinal))
        {
            pendingOut = null;
            await DeclareAsync("Out", value);
        }
    }

    private async Task DeclareAsync(string name, object value)
    {
        if (!SyntaxFacts.IsValidIdentifier(name))
        {
            throw new CommandException($"{name} is no name for a C# variable.");
        }

        var type = TypeName.Visible(value.GetType());
        csharp.References.AddFor(value.GetType());
        csharp.Scope.HandOver(name, value);
        await csharp.RunAsync(csharp.Compile($"{type} @{name} = ({type})Take(\"{name}\");", cellPath, Cancellation.Current, guarded: false));
    }

    private sealed class Nothing
    {
        public static readonly Nothing Value = new();
    }

    private sealed class Displayed(CellStreams streams) : IDisplayed
    {
        private readonly string id = Guid.NewGuid().ToString("N");

        public void Show(object? value)
        {
            streams.LastShown = value;
            streams.InOrder(o => o.Display(id, value));
        }

        public void Update(object value)
        {
            streams.LastShown = value;
            streams.InOrder(o => o.Update(id, value));
        }
    }
}
