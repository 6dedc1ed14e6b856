using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Adjoint.Cli.Release;

/// <summary>What a text may stand for: itself without escapes, or bytes that are written in it.</summary>
internal static partial class TextForms
{
    private const int LeastBytes = 16;

    /// <summary>A text, or bytes.</summary>
    internal readonly record struct Decoded(string? Text, byte[]? Bytes);

    /// <summary>The forms that differ from the text, each with the name of its coding.</summary>
    public static IEnumerable<(string Form, Decoded Decoded)> Of(string text)
    {
        if (text.Contains('\\', StringComparison.Ordinal) && Escape().Replace(text, Unescaped) is var escaped && escaped != text)
        {
            yield return ("escapes", new(escaped, null));
        }

        if (text.Contains('&', StringComparison.Ordinal) && WebUtility.HtmlDecode(text) is var html && html != text)
        {
            yield return ("HTML entities", new(html, null));
        }

        if (text.Contains('<', StringComparison.Ordinal) && WebUtility.HtmlDecode(Tag().Replace(text, string.Empty)) is var bare && bare.Length > 0 && bare != text)
        {
            yield return ("without tags", new(bare, null));
        }

        if (text.Contains('%', StringComparison.Ordinal) && Uri.UnescapeDataString(text.Replace('+', ' ')) is var url && url != text)
        {
            yield return ("URL", new(url, null));
        }

        foreach (var run in Base64().Matches(text).Select(match => match.Value).Concat(Lines().Matches(text).Select(match => Blank().Replace(match.Value, string.Empty))))
        {
            if (FromBase64(run) is { Length: >= LeastBytes } bytes)
            {
                yield return ("base64", new(null, bytes));
            }
        }

        foreach (Match match in Hexadecimal().Matches(text))
        {
            yield return ("hexadecimal", new(null, Convert.FromHexString(match.ValueSpan[..(match.Length / 2 * 2)])));
        }
    }

    private static byte[]? FromBase64(string run)
    {
        var digits = run.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        digits = digits[..(digits.Length % 4 == 1 ? digits.Length - 1 : digits.Length)];
        var bytes = new byte[digits.Length];
        return Convert.TryFromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='), bytes, out var count) ? bytes[..count] : null;
    }

    private static string Unescaped(Match match)
    {
        var digits = match.Groups["hex"].Value;
        return digits.Length == 0 ? match.Value[1] switch { 'n' => "\n", 'r' => "\r", 't' => "\t", var c => c.ToString() }
            : int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) is var code && Rune.IsValid(code) ? new Rune(code).ToString()
            : code <= char.MaxValue ? ((char)code).ToString()
            : string.Empty;
    }

    [GeneratedRegex(@"\\(?:u\{?(?<hex>[0-9A-Fa-f]{4,6})\}?|x(?<hex>[0-9A-Fa-f]{2,4})|[nrt""'\\/])")]
    private static partial Regex Escape();

    [GeneratedRegex("<!--|-->|<[^<>]{0,400}>")]
    private static partial Regex Tag();

    [GeneratedRegex("[A-Za-z0-9+/_-]{24,}={0,2}")]
    private static partial Regex Base64();

    [GeneratedRegex(@"(?:^|(?<=[\s""',;]))[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]*[A-Za-z0-9+/]{4,}={0,2})+", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){20,}")]
    private static partial Regex Hexadecimal();
}
