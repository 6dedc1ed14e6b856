using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;

namespace Adjoint.Cli.Notebooks;

/// <summary>An executed notebook as one HTML file that needs nothing else: no network, no server.</summary>
/// <remarks>Formulas that cells display are MathML and need no script. Formulas in Markdown are LaTeX, which KaTeX has typeset before the page is written.</remarks>
internal static partial class NotebookPage
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseMathematics().UsePipeTables().UseAutoIdentifiers().UseEmphasisExtras().Build();

    /// <summary>The page.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="records">The outputs of the cells that ran.</param>
    public static string Render(NotebookFile notebook, IReadOnlyDictionary<NotebookCell, IReadOnlyList<RecordedOutput.Entry>> records)
    {
        var body = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            switch (cell.Kind)
            {
                case "markdown":
                    body.Append("<section class=\"markdown\">\n").Append(MarkdownOf(notebook, cell)).Append("</section>\n");
                    break;
                case "code" when !string.IsNullOrWhiteSpace(cell.Source):
                    body.Append("<pre class=\"input\" tabindex=\"0\"><code>").Append(CSharpHighlighter.ToHtml(cell.Source)).Append("</code></pre>\n");
                    foreach (var entry in records.GetValueOrDefault(cell, []))
                    {
                        body.Append("<div class=\"output\" tabindex=\"0\">").Append(Output(entry)).Append("</div>\n");
                    }

                    break;
                default:
                    break;
            }
        }

        var content = Typeset(body.ToString(), new Typesetter());
        var hasFormulas = content.Contains("class=\"katex\"", StringComparison.Ordinal);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(notebook.Title)}</title>
            <style>
            {Asset.Text("page.css")}</style>
            {(hasFormulas ? KatexStyle() : string.Empty)}</head>
            <body>
            <main>
            {content}</main>
            <footer>Executed by Adjoint {Jupyter.Wire.KernelInfo.Version}.</footer>
            </body>
            </html>

            """;
    }

    private static string MarkdownOf(NotebookFile notebook, NotebookCell cell)
    {
        var source = cell.Source;
        foreach (var (name, mimeType, content) in cell.Attachments)
        {
            source = source.Replace($"attachment:{name}", $"data:{mimeType};base64,{content.ReplaceLineEndings(string.Empty)}", StringComparison.Ordinal);
        }

        // Jupyter takes $$…$$ on one line, and an environment without dollars, for a displayed formula; Markdig wants the dollars on lines of their own.
        source = DisplayedOnOneLine().Replace(source, "$1\n$1$$$$\n$1$2\n$1$$$$\n");
        source = BareEnvironment().Replace(source, "\n$$$$\n$1\n$$$$\n");
        return LocalImage().Replace(Markdown.ToHtml(source, Pipeline), image => Embedded(image, Path.GetDirectoryName(notebook.Path)!));
    }

    // A picture beside the notebook goes into the page; what is not there stays a reference that shows its alternative text.
    private static string Embedded(Match image, string folder)
    {
        const int Largest = 20 << 20;
        var path = Path.GetFullPath(WebUtility.UrlDecode(WebUtility.HtmlDecode(image.Groups["path"].Value)), folder);
        var mimeType = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".svg" => "image/svg+xml",
            ".webp" => "image/webp",
            _ => null,
        };
        return mimeType is not null && File.Exists(path) && new FileInfo(path).Length <= Largest
            ? $"{image.Groups["before"].Value}data:{mimeType};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}{image.Groups["after"].Value}"
            : image.Value;
    }

    private static string Output(RecordedOutput.Entry entry)
    {
        var json = entry.Json;
        switch ((string?)json["output_type"])
        {
            case "stream":
                return $"<pre class=\"{WebUtility.HtmlEncode((string?)json["name"])}\">{Escape((string?)json["text"])}</pre>";
            case "error":
                return $"<pre class=\"error\">{Escape(string.Join('\n', json["traceback"]!.AsArray().Select(l => (string?)l)))}</pre>";
            default:
                var data = json["data"]!.AsObject();
                return entry.Page
                    ?? (string?)data["text/html"]
                    ?? ((string?)data["image/svg+xml"] is { } svg ? Image("image/svg+xml", Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))) : null)
                    ?? ((string?)data["image/png"] is { } png ? Image("image/png", png) : null)
                    ?? ((string?)data["text/markdown"] is { } markdown ? Markdown.ToHtml(markdown, Pipeline) : null)
                    ?? ((string?)data["text/latex"] is { } latex ? $"<div class=\"math\">{WebUtility.HtmlEncode(Delimiters().Replace(latex, "$1"))}</div>" : null)
                    ?? $"<pre>{Escape((string?)data["text/plain"])}</pre>";
        }
    }

    private static string Image(string mimeType, string content) => $"<img alt=\"\" src=\"data:{mimeType};base64,{content.ReplaceLineEndings(string.Empty)}\">";

    private static string Escape(string? text) => WebUtility.HtmlEncode(Ansi().Replace(text ?? string.Empty, string.Empty));

    // What Markdig and Jupyter mark as a formula: <span class="math">\(…\)</span>, <div class="math">\[…\]</div>, and LaTeX without delimiters.
    private static string Typeset(string html, Typesetter typesetter) => Marked().Replace(html, formula =>
    {
        var latex = WebUtility.HtmlDecode(formula.Groups["latex"].Value).Trim();
        var isBare = !(latex.StartsWith(@"\(", StringComparison.Ordinal) && latex.EndsWith(@"\)", StringComparison.Ordinal))
            && !(latex.StartsWith(@"\[", StringComparison.Ordinal) && latex.EndsWith(@"\]", StringComparison.Ordinal));
        var isDisplayed = formula.Groups["element"].Value == "div";
        return $"<{formula.Groups["element"].Value} class=\"math\">{typesetter.ToHtml(isBare ? latex : latex[2..^2], isDisplayed)}</{formula.Groups["element"].Value}>";
    });

    private static string KatexStyle()
    {
        var css = FontSources().Replace(Asset.Text("katex.katex.min.css"), source =>
            $"src:url(data:font/woff2;base64,{Convert.ToBase64String(Asset.Bytes("katex.fonts." + source.Groups[1].Value))}) format(\"woff2\")");
        return $"<style>{css}</style>\n";
    }

    [GeneratedRegex("<(?<element>span|div) class=\"math\">(?<latex>.*?)</\\k<element>>", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^((?:[ \t]*>)*[ \t]*)\$\$[ \t]*(\S[^\n$]*?)[ \t]*\$\$[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex DisplayedOnOneLine();

    [GeneratedRegex(@"(?<=^|\n)[ \t]*(\\begin\{(equation|align|gather|alignat|multline)(\*?)\}.*?\\end\{\2\3\})[ \t]*(?=\n|$)", RegexOptions.Singleline)]
    private static partial Regex BareEnvironment();

    [GeneratedRegex("(?<before><img\\s[^>]*?src=\")(?<path>(?![a-zA-Z][a-zA-Z0-9+.\\-]*:|//|/)[^\"]+)(?<after>\")")]
    private static partial Regex LocalImage();

    [GeneratedRegex(@"src:url\(fonts/([^)]+\.woff2)\)[^;}]*")]
    private static partial Regex FontSources();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Ansi();

    [GeneratedRegex(@"^\s*\${1,2}(.*?)\${1,2}\s*$", RegexOptions.Singleline)]
    private static partial Regex Delimiters();
}
