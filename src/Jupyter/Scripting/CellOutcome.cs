namespace Adjoint.Jupyter.Scripting;

/// <summary>How a cell ended. A closed union.</summary>
public abstract record CellOutcome
{
    private CellOutcome()
    {
    }

    /// <summary>It ran to its end.</summary>
    public sealed record Completed : CellOutcome;

    /// <summary>It did not: a mistake in the cell, an exception, or an interrupt.</summary>
    /// <param name="Name">The kind of failure: an exception's full name, <c>CompilationFailed</c>, <c>CommandFailed</c> or <c>Interrupted</c>.</param>
    /// <param name="Message">One sentence, or the compiler's list.</param>
    /// <param name="Trace">Lines to show: the message and, for an exception, the frames of the user's own code, innermost first.</param>
    public sealed record Failed(string Name, string Message, IReadOnlyList<string> Trace) : CellOutcome;
}
