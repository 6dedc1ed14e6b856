namespace Adjoint.Exercises;

/// <summary>One choice of a <see cref="Draw"/>, by how far it is from the simplest one.</summary>
/// <param name="Distance">0 for the simplest.</param>
internal readonly record struct Choice(long Distance)
{
    /// <summary>The order in which choices are simpler: 0, 1, −1, 2, −2, …</summary>
    public ulong Weight => Distance > 0 ? (2 * (ulong)Distance) - 1 : 2 * (ulong)-Distance;
}
