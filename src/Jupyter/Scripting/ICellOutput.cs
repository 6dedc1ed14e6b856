namespace Adjoint.Jupyter.Scripting;

/// <summary>Where a cell's output goes: a front end, or a notebook being executed without one.</summary>
public interface ICellOutput
{
    /// <summary>Whether a person sees the output while the cell runs.</summary>
    bool IsInteractive { get; }

    /// <summary>A value was shown under an identifier of its own. Called on the cell's thread, which may be interrupted while the value is formatted.</summary>
    void Display(string id, object? value);

    /// <summary>The value shown under the identifier was replaced.</summary>
    void Update(string id, object? value);

    /// <summary>The value of the cell's last expression.</summary>
    void Result(object? value);

    /// <summary>What the cell has shown is taken away; at once, or together with the next output.</summary>
    void Clear(bool wait);

    /// <summary>Text on standard output or standard error, in the order in which it was written.</summary>
    void Write(string text, bool error);

    /// <summary>A line typed by the user; null where nobody can be asked.</summary>
    string? ReadLine(string prompt, bool password);
}
