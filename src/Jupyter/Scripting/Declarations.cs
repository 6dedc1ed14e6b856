using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Jupyter.Scripting;

/// <summary>All that cells have declared, folded into one text in which every name stands once, as its last declaration has it.</summary>
/// <remarks>Completion over this text costs the same after one cell and after a thousand; over the chain of submissions it grows with each.</remarks>
internal sealed class Declarations
{
    private readonly HashSet<string> usings = [];
    private readonly Dictionary<string, string> members = new(StringComparer.Ordinal);

    /// <summary>Counts the changes, so that a reader knows when to read again.</summary>
    public int Version { get; private set; }

    /// <summary>Takes in what a submission declares; its variables are known once it ran.</summary>
    public void Add(CompilationUnitSyntax root)
    {
        foreach (var directive in root.Usings)
        {
            usings.Add(directive.WithoutTrivia().ToFullString());
        }

        foreach (var member in root.Members)
        {
            var key = member switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text + method.ParameterList.WithoutTrivia(),
                TypeDeclarationSyntax type => $"{type.Identifier.Text}`{type.TypeParameterList?.Parameters.Count ?? 0}",
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => function.Identifier.Text + function.ParameterList.WithoutTrivia(),
                _ => null,
            };
            if (key is not null)
            {
                members[key] = member.WithoutTrivia().ToFullString();
            }
        }

        Version++;
    }

    /// <summary>The declarations as a script.</summary>
    /// <param name="variables">The names of the variables and their types as C# writes them.</param>
    public string Fold(IEnumerable<(string Name, string Type)> variables)
    {
        var text = new StringBuilder();
        text.AppendJoin('\n', usings).Append('\n');
        text.AppendJoin('\n', members.Values).Append('\n');
        foreach (var (name, type) in variables)
        {
            text.Append(type).Append(" @").Append(name).Append(" = default;\n");
        }

        return text.ToString();
    }
}
