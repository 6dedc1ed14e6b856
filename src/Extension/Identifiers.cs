using System.Collections.Frozen;
using System.Globalization;

namespace Adjoint.Extension;

/// <summary>Which names a C# variable may have.</summary>
public static class Identifiers
{
    // C# language specification, §6.4.4. Contextual keywords are good names, except await, which scripts reserve at top level.
    private static readonly FrozenSet<string> Keywords = (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit "
        + "extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator "
        + "out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this "
        + "throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while await").Split(' ').ToFrozenSet();

    /// <summary>Whether <paramref name="name"/> is an identifier and no keyword (C# specification, §6.4.3, without escapes and <c>@</c>).</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && IsStart(name[0]) && name.All(IsPart) && !Keywords.Contains(name);

    internal static bool IsPart(char c) => IsStart(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format;

    private static bool IsStart(char c) => c == '_' || char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;
}
