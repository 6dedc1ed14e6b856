namespace Adjoint.Algebra;

/// <summary>An element of one ring was passed to another.</summary>
/// <param name="element">The element as text.</param>
/// <param name="ring">The name of the ring that it was passed to.</param>
public sealed class ForeignElementException(string element, string ring) : ArgumentException($"{element} is no element of {ring}.");
