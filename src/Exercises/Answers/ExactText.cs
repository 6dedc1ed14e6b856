using System.Text.RegularExpressions;
using Adjoint.Notation;

namespace Adjoint.Exercises;

/// <summary>Exact numbers in answers.</summary>
internal static partial class ExactText
{
    /// <summary>Refuses powers of ten past 10⁹⁹⁹, of which a short text could hold thousands.</summary>
    /// <exception cref="NotationParseException">There is one.</exception>
    public static void Require(string text)
    {
        if (LongExponent().Match(text) is { Success: true } match)
        {
            throw new NotationParseException(text, match.Index, $"{NotationParseException.Quote(match.Value)} has an exponent of more than three digits", "a smaller one");
        }
    }

    [GeneratedRegex("[0-9.][eE][+−-]?[0-9]{4,}")]
    private static partial Regex LongExponent();
}
