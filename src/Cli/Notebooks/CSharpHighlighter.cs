using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adjoint.Cli.Notebooks;

/// <summary>Colours keywords, strings, comments and numbers of C#.</summary>
internal static class CSharpHighlighter
{
    /// <summary>The code as HTML.</summary>
    public static string ToHtml(string code)
    {
        // A command's line is not C#; it is set as a comment is, and the rest is coloured by itself.
        var output = new StringBuilder();
        var plain = new StringBuilder();
        foreach (var line in code.ReplaceLineEndings("\n").Split('\n').SelectMany((l, i) => i == 0 ? [l] : new[] { "\n", l }))
        {
            if (line.TrimStart().StartsWith("#!", StringComparison.Ordinal))
            {
                Flush(plain, output);
                Span(output, "k", line);
            }
            else
            {
                plain.Append(line);
            }
        }

        Flush(plain, output);
        return output.ToString();
    }

    private static void Flush(StringBuilder plain, StringBuilder output)
    {
        foreach (var token in SyntaxFactory.ParseTokens(plain.ToString(), options: new CSharpParseOptions(kind: SourceCodeKind.Script)))
        {
            Trivia(token.LeadingTrivia, output);
            Span(output, Class(token), token.Text);
            Trivia(token.TrailingTrivia, output);
        }

        plain.Clear();
    }

    private static void Trivia(SyntaxTriviaList trivia, StringBuilder output)
    {
        foreach (var piece in trivia)
        {
            var comment = piece.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
            Span(output, comment ? "c" : null, piece.ToFullString());
        }
    }

    private static string? Class(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken => "s",
        SyntaxKind.NumericLiteralToken => "n",
        _ when token.Text is "await" or "async" or "record" or "var" or "yield" or "nameof" or "when" or "with" or "init" or "required" => "k",
        var kind => SyntaxFacts.IsKeywordKind(kind) ? "k" : null,
    };

    private static void Span(StringBuilder output, string? style, string text)
    {
        var escaped = WebUtility.HtmlEncode(text);
        output.Append(style is null || text.Length == 0 ? escaped : $"<span class=\"{style}\">{escaped}</span>");
    }
}
