using Adjoint.Extension;

namespace Adjoint.Jupyter.Scripting;

/// <summary>What every cell sees besides its own variables: the object whose members are in scope.</summary>
public sealed class CellScope
{
    private readonly INotebook notebook;
    private readonly Dictionary<string, object> handedOver = [];

    internal CellScope(INotebook notebook) => this.notebook = notebook;

    /// <summary>Shows a value in the cell's output; what is returned can be updated in place.</summary>
#pragma warning disable IDE1006, CA1707 // the name that notebooks of .NET Interactive and IPython use
    public IDisplayed display(object value) => notebook.Display(value);
#pragma warning restore IDE1006, CA1707

    /// <summary>Takes a value that a command left for a C# variable. Compiled code calls it.</summary>
    public object Take(string name) => handedOver.Remove(name, out var value)
        ? value
        : throw new InvalidOperationException($"No command left a value named {name}.");

    internal void HandOver(string name, object value) => handedOver[name] = value;
}
