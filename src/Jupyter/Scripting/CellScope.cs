using Adjoint.Extension;
using Adjoint.Extension.Courses;

namespace Adjoint.Jupyter.Scripting;

/// <summary>What every cell sees besides its own variables: the object whose members are in scope.</summary>
public sealed class CellScope
{
    private readonly NotebookSession session;
    private readonly Dictionary<string, object> handedOver = [];

    internal CellScope(NotebookSession session) => this.session = session;

    /// <summary>Shows a value in the cell's output; what is returned can be updated in place.</summary>
#pragma warning disable IDE1006, CA1707 // the name that notebooks of .NET Interactive and IPython use
    public IDisplayed display(object value) => session.Display(value);

    /// <summary>This notebook: what it can show, its variables, and progress of long work as <c>notebook.Progress(items)</c>.</summary>
    public INotebook notebook => session;

    /// <summary>Takes away what the cell has shown; with <paramref name="wait"/>, only when something new comes, which does not flicker.</summary>
    public void clear_output(bool wait = false) => session.Clear(wait);
#pragma warning restore IDE1006, CA1707

    /// <summary>Answers the exercise that was shown last, or that this cell belongs to, with a value: a number, a matrix, a list, a text as it would be typed, ….</summary>
    public JudgedAnswer? Answer(object? value, string? exercise = null) => ExerciseAnswer.Give(session, exercise, value);

    /// <summary>Answers an exercise with a function.</summary>
    public JudgedAnswer? Answer(Delegate function, string? exercise = null) => ExerciseAnswer.Give(session, exercise, function);

    /// <summary>Takes a value that a command left for a C# variable. Compiled code calls it.</summary>
    public object Take(string name) => handedOver.Remove(name, out var value)
        ? value
        : throw new InvalidOperationException($"No command left a value named {name}.");

    internal void HandOver(string name, object value) => handedOver[name] = value;
}
