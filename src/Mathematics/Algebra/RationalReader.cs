using System.Globalization;
using System.Numerics;

namespace Adjoint.Algebra;

/// <summary>Reads rational numbers: <c>sign? decimal ('/' decimal)?</c> with <c>decimal = digits ('.' digits)? ('e' sign? digits)?</c>.</summary>
internal static class RationalReader
{
    // 1e1000000000 is twelve characters that would need 400 MB.
    private const int LargestExponent = 100_000;

    // Reading takes more than linear time, and cannot be interrupted.
    private const int Longest = 1_000_000;

    /// <summary>False, and 0, if the text is no rational number, longer than a million characters, or its exponent is past ±100000.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Rational a)
    {
        a = Rational.Zero;
        text = text.Trim();
        if (text.Length > Longest)
        {
            return false;
        }

        var negative = !text.IsEmpty && IsMinus(text[0]);
        if (!text.IsEmpty && (negative || text[0] == '+'))
        {
            text = text[1..];
        }

        var slash = text.IndexOfAny('/', '⁄');
        if (!TryReadDecimal(slash < 0 ? text : text[..slash], out var numerator))
        {
            return false;
        }

        var value = numerator;
        if (slash >= 0)
        {
            if (!TryReadDecimal(text[(slash + 1)..], out var denominator) || denominator.IsZero)
            {
                return false;
            }

            value = numerator / denominator;
        }

        a = negative ? -value : value;
        return true;
    }

    /// <summary>Why a text is refused that may well be a number, as the end of a sentence that starts with it; or null.</summary>
    public static string? Limit(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"has more than {Longest} characters");
        }

        if (text.LastIndexOf('/') is > 0 and var slash && TryReadDecimal(text[..slash].Trim().TrimStart("+-−"), out _) && TryReadDecimal(text[(slash + 1)..].Trim(), out var zero) && zero.IsZero)
        {
            return "has the denominator 0";
        }

        foreach (var part in text.Split('/'))
        {
            var e = text[part].IndexOfAny('e', 'E');
            var power = e < 0 ? [] : text[part][(e + 1)..].TrimStart("+-−");
            if (e > 0 && !power.IsEmpty && !power.ContainsAnyExceptInRange('0', '9')
                && (!int.TryParse(power, NumberStyles.None, CultureInfo.InvariantCulture, out var exponent) || exponent > LargestExponent))
            {
                return string.Create(CultureInfo.InvariantCulture, $"has an exponent past ±{LargestExponent}");
            }
        }

        return null;
    }

    /// <summary>How far a text can be the beginning of a rational number: the index of the first character that cannot follow those before it, or the text's length.</summary>
    public static int Stop(ReadOnlySpan<char> text)
    {
        var at = text.Length - text.TrimStart().Length;
        at += at < text.Length && (text[at] == '+' || IsMinus(text[at])) ? 1 : 0;
        at = Digits(text, at);
        if (at < text.Length && text[at] == '.')
        {
            at = Digits(text, at + 1);
        }

        if (at > 0 && char.IsAsciiDigit(text[at - 1]))
        {
            if (at < text.Length && text[at] is 'e' or 'E')
            {
                at += at + 1 < text.Length && (text[at + 1] == '+' || IsMinus(text[at + 1])) ? 2 : 1;
                at = Digits(text, at);
            }
            else if (at < text.Length && text[at] is '/' or '⁄')
            {
                at = Digits(text, at + 1);
            }
        }

        at += text.Length - at - text[at..].TrimStart().Length;

        // Read to its end, and refused all the same: 1/0, or more digits than there may be.
        return at == text.Length && !text.TrimEnd().IsEmpty && char.IsAsciiDigit(text.TrimEnd()[^1]) ? 0 : at;
    }

    private static int Digits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool TryReadDecimal(ReadOnlySpan<char> text, out Rational a)
    {
        a = Rational.Zero;
        var exponent = 0;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            var power = text[(e + 1)..];
            var negative = !power.IsEmpty && IsMinus(power[0]);
            power = !power.IsEmpty && (negative || power[0] == '+') ? power[1..] : power;
            if (!int.TryParse(power, NumberStyles.None, CultureInfo.InvariantCulture, out exponent) || exponent > LargestExponent)
            {
                return false;
            }

            exponent = negative ? -exponent : exponent;
            text = text[..e];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        if (exponent == 0 && fraction.IsEmpty && long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var word))
        {
            a = word;
            return true;
        }

        var digits = fraction.IsEmpty ? whole : string.Concat(whole, fraction);
        var n = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent -= fraction.Length;
        a = exponent >= 0 ? n * BigInteger.Pow(10, exponent) : new Rational(n, BigInteger.Pow(10, -exponent));
        return true;
    }

    private static bool IsMinus(char c) => c is '-' or '−';
}
