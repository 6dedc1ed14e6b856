namespace Adjoint.Extension;

/// <summary>What a command may ask of the notebook it runs in. Each host implements this once.</summary>
public interface INotebook
{
    /// <summary>The C# variables that cells have declared, and <c>Out</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether a person sees the output while the cell runs. A notebook executed for its results has nobody to show progress to.</summary>
    bool IsInteractive { get; }

    /// <summary>Shows a value through the registered formatters.</summary>
    IDisplayed Display(object value);

    /// <summary>Reads a C# variable.</summary>
    bool TryGet(string name, out object? value);

    /// <summary>Makes a C# variable of the value's own type, visible in later cells.</summary>
    /// <exception cref="CommandException"><paramref name="name"/> is no C# identifier.</exception>
    Task SetAsync(string name, object value);

    /// <summary>Runs code, commands in it included, as part of the current cell. Its results are shown; its errors are thrown.</summary>
    Task RunAsync(string code);

    /// <summary>The value of a C# expression.</summary>
    /// <exception cref="CommandException">It does not compile; the message says why and where.</exception>
    Task<object?> EvaluateAsync(string expression);
}
