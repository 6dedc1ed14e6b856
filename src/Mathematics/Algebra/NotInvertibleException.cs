namespace Adjoint.Algebra;

/// <summary>An element without a multiplicative inverse was inverted.</summary>
/// <param name="element">The element as text.</param>
/// <param name="ring">The ring's name.</param>
public sealed class NotInvertibleException(string element, string ring) : ArithmeticException($"{element} has no inverse in {ring}.");
