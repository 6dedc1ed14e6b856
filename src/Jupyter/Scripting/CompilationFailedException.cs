using System.Globalization;
using System.Text;

namespace Adjoint.Jupyter.Scripting;

/// <summary>A cell did not compile. The message lists each mistake with its place, the line and a caret.</summary>
public sealed class CompilationFailedException : Exception
{
    internal CompilationFailedException(IReadOnlyList<SubmissionFault> faults, string source)
        : base(Describe(faults, source)) => Faults = faults;

    /// <summary>The mistakes, in the order of the text.</summary>
    public IReadOnlyList<SubmissionFault> Faults { get; }

    private static string Describe(IReadOnlyList<SubmissionFault> faults, string source)
    {
        const int Most = 20;
        var lines = source.Split('\n');
        var output = new StringBuilder();
        foreach (var fault in faults.Take(Most))
        {
            output.Append(CultureInfo.InvariantCulture, $"({fault.Line},{fault.Column}): error {fault.Id}: {fault.Message}");
            if (fault.Line <= lines.Length && lines[fault.Line - 1].TrimEnd('\r') is { Length: > 0 and < 300 } line && fault.Column <= line.Length + 1)
            {
                var before = new string([.. line.Take(fault.Column - 1).Select(c => c == '\t' ? '\t' : ' ')]);
                var underlined = Math.Max(1, Math.Min(fault.Length, line.Length - fault.Column + 1));
                output.Append("\n    ").Append(line).Append("\n    ").Append(before).Append('^', underlined);
            }

            output.Append('\n');
        }

        if (faults.Count > Most)
        {
            output.Append(CultureInfo.InvariantCulture, $"and {faults.Count - Most} more");
        }

        return output.ToString().TrimEnd('\n');
    }
}
