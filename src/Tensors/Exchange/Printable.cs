namespace Adjoint.Tensors.Exchange;

/// <summary>Text out of a file, as it may stand in a message of one line.</summary>
internal static class Printable
{
    /// <summary>The text without control and formatting characters and unpaired surrogates, cut in the middle where it is longer than <paramref name="length"/>.</summary>
    internal static string Of(string text, int length)
    {
        var cut = text.Length <= length ? text : $"{text.AsSpan(0, length / 2)}…{text.AsSpan(text.Length - (length / 2))}";
        return string.Create(cut.Length, cut, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = source[i];
                var paired = char.IsHighSurrogate(c) ? i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]) : !char.IsLowSurrogate(c) || (i > 0 && char.IsHighSurrogate(source[i - 1]));
                span[i] = char.IsControl(c) || !paired || c is '\u2028' or '\u2029' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '�' : c;
            }
        });
    }
}
