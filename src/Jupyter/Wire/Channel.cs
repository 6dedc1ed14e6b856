namespace Adjoint.Jupyter.Wire;

/// <summary>The sockets on which a kernel sends.</summary>
internal enum Channel
{
    Shell,
    Control,
    Stdin,
    Iopub,
}
