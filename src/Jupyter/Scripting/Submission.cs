using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Jupyter.Scripting;

/// <summary>A compiled submission.</summary>
internal sealed class Submission(CSharpCompilation compilation, Assembly? assembly, CompilationUnitSyntax root)
{
    /// <summary>Whether there is nothing to run, as in a cell of usings.</summary>
    public bool IsEmpty => assembly is null;

    /// <summary>Whether the last expression, if any, has a value: it ends without a semicolon and is not void.</summary>
    public bool HasResult =>
        root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement }
        && TypeOf(statement.Expression) is not { SpecialType: SpecialType.System_Void };

    /// <summary>Calls the submission's factory with the array that holds the globals and the earlier submissions.</summary>
    public Task<object> Start(object?[] states)
    {
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        var type = assembly!.GetType(entry.ContainingType.MetadataName, throwOnError: true)!;
        return type.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .CreateDelegate<Func<object?[], Task<object>>>()(states);
    }

    private ITypeSymbol? TypeOf(ExpressionSyntax expression)
    {
        // The guarded tree has the same last member at the same place in the list.
        var tree = compilation.SyntaxTrees.Last();
        var last = tree.GetCompilationUnitRoot().Members.Last();
        var same = last is GlobalStatementSyntax { Statement: ExpressionStatementSyntax statement } ? statement.Expression : expression;
        return compilation.GetSemanticModel(tree).GetTypeInfo(same).Type;
    }
}
