namespace Adjoint.Notation;

/// <summary>A mark above a symbol.</summary>
public enum AccentMark
{
    /// <summary>x̂, an estimate.</summary>
    Hat,

    /// <summary>x̄, a mean or conjugate.</summary>
    Bar,

    /// <summary>x̃.</summary>
    Tilde,

    /// <summary>x⃗, a vector.</summary>
    Arrow,

    /// <summary>ẋ, a derivative with respect to time.</summary>
    Dot,

    /// <summary>ẍ, a second derivative with respect to time.</summary>
    DoubleDot,
}
