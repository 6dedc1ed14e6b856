namespace Adjoint.Jupyter.Scripting;

/// <summary>A mistake that the compiler found.</summary>
/// <param name="Id">The compiler's number, for example CS0103.</param>
/// <param name="Message">Its sentence.</param>
/// <param name="Line">The line in the cell, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Length">Characters underlined; at least 1.</param>
public sealed record SubmissionFault(string Id, string Message, int Line, int Column, int Length);
