namespace Adjoint.Notation;

/// <summary>How the entries of a matrix stand under each other.</summary>
public enum ColumnAlignment
{
    /// <summary>Centred, as exact matrices are printed; plain text sets them flush right.</summary>
    Center,

    /// <summary>Flush right.</summary>
    Right,

    /// <summary>Decimal points under each other; an entry that is no number is centred.</summary>
    DecimalPoint,
}
