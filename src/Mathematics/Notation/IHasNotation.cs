namespace Adjoint.Notation;

/// <summary>A mathematical value that describes itself, once, for every renderer.</summary>
public interface IHasNotation
{
    /// <summary>The value as notation, eliding what lies past the limits in <paramref name="options"/>.</summary>
    Node Describe(NotationOptions options);
}
