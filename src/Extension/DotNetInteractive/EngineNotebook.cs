namespace Adjoint.Extension.DotNetInteractive;

/// <summary>A notebook that runs on the engine.</summary>
/// <param name="engine">The engine.</param>
/// <param name="commands">The commands that its cells may call.</param>
/// <param name="context">The running cell; null outside one, where only names and values can be asked for.</param>
internal sealed class EngineNotebook(Engine engine, CommandSet commands, object? context) : INotebook
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>();
            if (engine.CSharp.ScriptState is { } state)
            {
                foreach (var variable in state.Variables)
                {
                    names.Add((string)variable.Name);
                }
            }

            return [.. names.Distinct()];
        }
    }

    /// <summary>The engine does not say who watches; it runs in an editor as a rule.</summary>
    public bool IsInteractive => true;

    /// <inheritdoc/>
    public IDisplayed Display(object value) => new Displayed(engine, context!, engine.Display(context!, value));

    /// <inheritdoc/>
    public bool TryGet(string name, out object? value)
    {
        object? found = null;
        var known = (bool)engine.CSharp.TryGetValue<object>(name, out found);
        value = found;
        return known;
    }

    /// <inheritdoc/>
    public async Task SetAsync(string name, object value)
    {
        if (!Identifiers.IsIdentifier(name))
        {
            throw new CommandException($"{name} is no C# name.");
        }

        await engine.CSharp.SetValueAsync(name, value, VisibleType(value));
    }

    /// <inheritdoc/>
    public Task RunAsync(string code) => RunAsync(commands.SplitKnown(code));

    /// <summary>Runs the parts of a cell one after the other.</summary>
    public async Task RunAsync(IReadOnlyList<CellPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case CellPart.Call call:
                    await commands.RunAsync(call, this);
                    break;
                case CellPart.Code { IsBlank: false } code:
                    // Line breaks in front, so that the engine counts lines as the cell does.
                    await engine.SubmitAsync(new string('\n', code.Line - 1) + code.Text, (CancellationToken)((dynamic)context!).CancellationToken);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<object?> EvaluateAsync(string expression)
    {
        // The state that comes after is dropped: an expression declares nothing that a later cell should see.
        try
        {
            var state = engine.CSharp.ScriptState ?? throw new CommandException($"No cell has run yet, so {expression} has nothing to refer to.");
            var next = await state.ContinueWithAsync(expression);
            return next.ReturnValue;
        }
        catch (Exception error) when (error.GetType().Name == "CompilationErrorException")
        {
            throw new CommandException($"{expression} does not compile: {error.Message}");
        }
    }

    // The type by which C# code can name the value: the nearest public class that it is of.
    private static Type VisibleType(object value)
    {
        var type = value.GetType();
        while (!type.IsVisible && type.BaseType is { } parent)
        {
            type = parent;
        }

        return type;
    }

    private sealed class Displayed(Engine engine, object context, object shown) : IDisplayed
    {
        public void Update(object value) => engine.Update(context, shown, value);
    }
}
