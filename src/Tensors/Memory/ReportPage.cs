using System.Net;
using Adjoint.Extension;

namespace Adjoint.Tensors;

/// <summary>Sentences and tables, one below the other.</summary>
/// <param name="Sentences">What stands first, a line each.</param>
/// <param name="Tables">The tables; one without rows is left out.</param>
internal sealed record ReportPage(IReadOnlyList<string> Sentences, IReadOnlyList<ReportTable> Tables)
{
    /// <summary>Escaped, without scripts and classes.</summary>
    public string ToHtml() => "<div>" + string.Concat(Sentences.Select(s => $"<p>{WebUtility.HtmlEncode(s)}</p>")) + string.Concat(Filled.Select(t => t.ToHtml())) + "</div>";

    /// <summary>Lines of at most 100 columns, a blank line before each table.</summary>
    public string ToText() => string.Join("\n\n", new[] { string.Join('\n', Sentences.SelectMany(s => Wrapped(s, 100))) }.Where(s => s.Length > 0).Concat(Filled.Select(t => t.ToText())));

    private IEnumerable<ReportTable> Filled => Tables.Where(t => t.Rows.Count > 0);

    private static IEnumerable<string> Wrapped(string sentence, int width)
    {
        while (sentence.Length > width)
        {
            var at = sentence.LastIndexOf(' ', width);
            at = at <= 0 ? width : at;
            yield return sentence[..at];
            sentence = sentence[at..].TrimStart();
        }

        yield return sentence;
    }
}
