namespace Adjoint.Extension.DotNetInteractive;

/// <summary>Runs the calls of one command on the engine.</summary>
/// <remarks>
/// The engine splits arguments at blanks and binds a main argument of one word, or between double quotes. In all other cases (several words, lines below, code) the call, and
/// with it the rest of the cell, is read from the cell's text by our own rules, and the engine is told that the cell is done.
/// </remarks>
internal sealed class DirectiveCall(Engine engine, CommandSet commands, MagicCommand command)
{
    /// <summary>Handles one call. Its mistakes fail the cell, in one sentence.</summary>
    public async Task RunAsync(object call, object context)
    {
        dynamic invocation = context;
        CancellationToken cancellation = invocation.CancellationToken;
        var notebook = new EngineNotebook(engine, commands, context);
        Cancellation.Current = cancellation;
        try
        {
            var main = command.Main is null || command.TakesCode ? null : BoundCall.Value(call, command.Main);
            if (main is null && command.Main is not null && engine.CellOf(invocation) is string cell && Unbound(cell) is { } parts)
            {
                await notebook.RunAsync(parts);
                invocation.Complete(invocation.Command);
                return;
            }

            var options = command.AllOptions
                .Select(o => (o.Name, Value: BoundCall.Value(call, o)))
                .Where(o => o.Value is not null)
                .Select(o => new CommandLine.Option(o.Name, o.Value));

            // The engine takes the quotes away and leaves the backslashes before those inside.
            await CommandSet.RunAsync(Arguments.Of(commands, command, [.. options], main?.Replace("\\\"", "\"", StringComparison.Ordinal)), notebook);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            // The boundary of the cell: what went wrong is the cell's result, as a sentence.
            invocation.Fail(invocation.Command, null, error.Message);
        }
    }

    // The cell from the first call on whose argument the engine did not bind. All such calls before it have taken the rest of the cell, so it is this one.
    private IReadOnlyList<CellPart>? Unbound(string cell)
    {
        var parts = commands.SplitKnown(cell);
        var first = parts.ToList().FindIndex(p => p is CellPart.Call { Command: var called, Head: var head }
            && called.Main is not null && (called.TakesCode || head.Words != 1));
        return first >= 0 && ((CellPart.Call)parts[first]).Command == command ? [.. parts.Skip(first)] : null;
    }
}
