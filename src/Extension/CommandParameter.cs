namespace Adjoint.Extension;

/// <summary>One parameter of a magic command. As an option it is passed as <c>--name value</c> or <c>--name=value</c>.</summary>
/// <param name="Name">Lower case, words joined by <c>-</c>, without the leading <c>--</c>.</param>
/// <param name="Summary">One line for the help table and for completions.</param>
/// <param name="Type">What its text must be.</param>
public sealed record CommandParameter(string Name, string Summary, ParameterType Type)
{
    /// <summary>The text that stands for an option that is not passed; null where it has no value then.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a call without it is a mistake.</summary>
    public bool Required { get; init; }

    /// <summary>What may be typed, with a summary each; null for what the type offers.</summary>
    public Func<INotebook, IEnumerable<CommandCompletion.Item>>? Completions { get; init; }

    /// <summary>What may be typed here, in this notebook.</summary>
    public IEnumerable<CommandCompletion.Item> Complete(INotebook notebook) => Completions?.Invoke(notebook) ?? Type.Complete(notebook);
}
