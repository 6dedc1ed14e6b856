using Adjoint.Extension;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Tells a console whether what was typed can run, or goes on in the next line.</summary>
internal static class Completeness
{
    /// <summary><c>complete</c>, <c>incomplete</c> with the indentation to continue with, or <c>invalid</c>.</summary>
    public static (string State, string? Indent) Of(string code, CommandSet commands)
    {
        IReadOnlyList<CellPart> parts;
        try
        {
            parts = commands.Split(code);
        }
        catch (CommandException)
        {
            return ("invalid", null);
        }

        foreach (var part in parts.OfType<CellPart.Code>().Where(p => !p.IsBlank))
        {
            var tree = CSharpSyntaxTree.ParseText(part.Text, CSharpSession.ParseOptions);
            if (!SyntaxFactory.IsCompleteSubmission(tree))
            {
                var open = part.Text.Count(c => c is '{' or '(' or '[') - part.Text.Count(c => c is '}' or ')' or ']');
                return ("incomplete", new string(' ', 4 * Math.Clamp(open, 0, 20)));
            }

            if (tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error && d.Id is not "CS1024"))
            {
                return ("invalid", null);
            }
        }

        return parts is [.., CellPart.Call { Body: var body } call] && call.Command.Main is { Required: true } && !call.HasArgument && string.IsNullOrWhiteSpace(body)
            ? ("incomplete", string.Empty)
            : ("complete", null);
    }
}
