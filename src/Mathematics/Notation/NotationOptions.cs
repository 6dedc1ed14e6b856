using System.Globalization;

namespace Adjoint.Notation;

/// <summary>How much of a value is written. Immutable; pass a changed copy down.</summary>
public sealed record NotationOptions
{
    private const int EntryDigits = 24;

    /// <summary>12 rows and columns, 5 significant digits, integers in full up to 1000 digits.</summary>
    public static NotationOptions Default { get; } = new();

    /// <summary>The most rows, and the most columns, that a matrix shows, the line of dots counted in; at least 3.</summary>
    public int Limit
    {
        get;
        init => field = value >= 3 ? value : throw Refused(nameof(Limit), value, "at least 3");
    }

    = 12;

    /// <summary>Significant digits of the largest entry of a real matrix; 1 to 17.</summary>
    public int Digits
    {
        get;
        init => field = value is >= 1 and <= 17 ? value : throw Refused(nameof(Digits), value, "from 1 to 17");
    }

    = 5;

    /// <summary>An integer with more digits than this shows its first and last ones and says how many there are; at least 12.</summary>
    public int IntegerDigits
    {
        get;
        init => field = value >= 12 ? value : throw Refused(nameof(IntegerDigits), value, "at least 12");
    }

    = 1000;

    /// <summary>How powers of ten of floating-point numbers are written.</summary>
    public NumberStyle NumberStyle
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw Refused(nameof(NumberStyle), (int)value, "one of " + string.Join(", ", Enum.GetNames<NumberStyle>()));
    }

    /// <summary>Whether a power of ten that the entries of a matrix have in common is pulled out; if not, each entry has its own.</summary>
    public bool CommonFactor { get; init; } = true;

    /// <summary>The options for an entry of a matrix, where an integer has at most 24 digits before it is shortened.</summary>
    public NotationOptions ForEntries => IntegerDigits <= EntryDigits ? this : this with { IntegerDigits = EntryDigits };

    private static ArgumentOutOfRangeException Refused(string name, int value, string expected) =>
        new(null, string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, and is {value}."));
}
