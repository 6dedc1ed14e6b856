namespace Adjoint.Extension;

/// <summary>What an add-on brings to a notebook, as data. Hosts do not refer to add-ons: they find an <see cref="AddOnManifest"/> and load what it names.</summary>
/// <param name="Name">One word.</param>
public sealed record AddOn(string Name)
{
    /// <summary>Using directives for the cells from then on, each without <c>using</c> and semicolon: a namespace, <c>static Type</c> or <c>Alias = Type</c>.</summary>
    public IReadOnlyList<string> Usings { get; init; } = [];

    /// <summary>Its commands.</summary>
    public IReadOnlyList<MagicCommand> Commands { get; init; } = [];

    /// <summary>Registers how its values appear. Called more than once.</summary>
    public required Action Register { get; init; }

    /// <summary>Loads what is expensive, before the first cell whose code uses it. Returns what the user ought to know, null for nothing.</summary>
    /// <exception cref="CommandException">It cannot be used; the message says why.</exception>
    public Func<string?> Prepare { get; init; } = static () => null;

    /// <summary>The message of an exception without what only its makers understand; null where it is not the add-on's.</summary>
    public Func<Exception, string?> Reword { get; init; } = static _ => null;

    /// <summary>What can be said about an exception that ended a cell, besides its message; null for nothing.</summary>
    public Func<Exception, INotebook, string?> Explain { get; init; } = static (_, _) => null;

    /// <summary>Called after each cell, with its number, once the add-on is prepared.</summary>
    public Action<INotebook, int> AfterCell { get; init; } = static (_, _) => { };

    /// <summary>Says what is there and what is missing for it; with true, mends first what can be mended.</summary>
    public Func<bool, IReadOnlyList<Finding>> Examine { get; init; } = static _ => [];
}
