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
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 3);
            field = value;
        }
    }

    = 12;

    /// <summary>Significant digits of the largest entry of a real matrix; 1 to 17.</summary>
    public int Digits
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 17);
            field = value;
        }
    }

    = 5;

    /// <summary>An integer with more digits than this shows its first and last ones and says how many there are; at least 12.</summary>
    public int IntegerDigits
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 12);
            field = value;
        }
    }

    = 1000;

    /// <summary>The options for an entry of a matrix, where an integer has at most 24 digits before it is shortened.</summary>
    public NotationOptions ForEntries => IntegerDigits <= EntryDigits ? this : this with { IntegerDigits = EntryDigits };
}
