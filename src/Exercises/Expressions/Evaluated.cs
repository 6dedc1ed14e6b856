namespace Adjoint.Exercises;

/// <summary>What an expression is at a point.</summary>
internal enum Definedness
{
    /// <summary>It has the value.</summary>
    Defined,

    /// <summary>It has none there.</summary>
    Undefined,

    /// <summary>It could not be found out: too large, or too near a place where it has none.</summary>
    Unknown,
}

/// <summary>The value of an expression at a point, if it has one.</summary>
internal readonly record struct Evaluated<T>(T Value, Definedness State)
{
    public bool IsDefined => State == Definedness.Defined;
}
