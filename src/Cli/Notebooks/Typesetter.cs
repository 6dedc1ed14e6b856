using System.Net;
using Jint;

namespace Adjoint.Cli.Notebooks;

/// <summary>Typesets LaTeX by KaTeX as HTML, here and now, so that the page needs no script for it.</summary>
internal sealed class Typesetter
{
    private readonly Lazy<Engine> engine = new(static () => new Engine(options => options.TimeoutInterval(TimeSpan.FromSeconds(30)).LimitRecursion(2000)).Execute(Asset.Text("katex.katex.min.js")));

    /// <summary>HTML that shows the formula by KaTeX's style sheet, with MathML for readers that listen. What KaTeX does not understand is shown as it was typed, in red.</summary>
    public string ToHtml(string latex, bool isDisplayed)
    {
        try
        {
            return engine.Value
                .SetValue("latex", latex)
                .Evaluate($"katex.renderToString(latex, {{ displayMode: {(isDisplayed ? "true" : "false")}, throwOnError: false, trust: false }})")
                .ToString();
        }
        catch (Exception failure) when (failure is JintException or TimeoutException or InvalidOperationException)
        {
            return $"<code>{WebUtility.HtmlEncode(latex)}</code>";
        }
    }
}
