namespace Adjoint.Notation;

/// <summary>How the powers of ten of floating-point numbers are written.</summary>
public enum NumberStyle
{
    /// <summary>None where the numbers are readable without one; else one in common, or one each, by the rules of <see cref="DecimalLayout"/>.</summary>
    Automatic,

    /// <summary>None, for numbers of at most 16 places before and after the point: 0.000012. Beyond, as <see cref="Automatic"/>.</summary>
    Fixed,

    /// <summary>One each, with one digit before the point: 1.2346·10⁷.</summary>
    Scientific,

    /// <summary>One each, with an exponent that is a multiple of three: 12.346·10⁶.</summary>
    Engineering,
}
