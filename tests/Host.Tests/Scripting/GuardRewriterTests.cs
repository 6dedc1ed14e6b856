using Adjoint.Jupyter.Scripting;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Tests.Scripting;

public sealed class GuardRewriterTests
{
    private static readonly Gen<string> Statements = Strings(
        "while (c)\n{\n    Work();\n}", "for (;;) Work();", "do Work();\nwhile (c);", "foreach (var i in list)\n    Work();", "int F(int n) =>\n    n;", "void G()\n{\n    Work();\n}",
        "int P =>\n    1;", "Action a = () =>\n{\n    Work();\n};", "class C\n{\n    public C() => Work();\n    int Q { get => 1; set { } }\n}", "again: Work();", "var x = 1;", "// a comment",
        "record R(int A)\n{\n    public int B => A;\n}", "throw new Exception();", "static int T() => throw new Exception();");

    // Errors at run time are reported by line, so no line may move.
    [Fact]
    public void Lines_stay_where_they_are() => Statements.List[1, 8].Select(s => string.Join("\n", s)).Sample(code =>
    {
        var root = CSharpSyntaxTree.ParseText(code, CSharpSession.ParseOptions).GetRoot();
        var guarded = GuardRewriter.Rewrite(root, () => throw new InvalidOperationException("No delegate is called here."));
        Assert.Equal(code.Split('\n').Length, guarded.ToFullString().Split('\n').Length);
        var (before, after) = (Places(root), Places(guarded));
        Assert.Equal(before, after);
    });

    [Fact]
    public void Every_loop_and_function_is_guarded() => Statements.Where(s => s is not ("var x = 1;" or "// a comment" or "throw new Exception();")).Sample(code =>
        Assert.Contains("CellGuard.", GuardRewriter.Rewrite(CSharpSyntaxTree.ParseText(code, CSharpSession.ParseOptions).GetRoot(), () => null!).ToFullString(), StringComparison.Ordinal));

    private static Gen<string> Strings(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static List<(string Text, int Line)> Places(SyntaxNode root)
    {
        var text = root.ToFullString();
        var line = 0;
        var places = new List<(string, int)>();
        foreach (var row in text.Split('\n'))
        {
            places.AddRange(System.Text.RegularExpressions.Regex.Matches(row, @"Work|Exception|\bn;|comment|list").Select(m => (m.Value, line)));
            line++;
        }

        return [.. places.Where(p => p.Item1 != "n;")];
    }
}
