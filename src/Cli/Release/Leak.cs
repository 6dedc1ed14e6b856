namespace Adjoint.Cli.Release;

/// <summary>Something in a release that gives a solution away, or could.</summary>
/// <param name="File">The file, relative to the release.</param>
/// <param name="Where">The place in it: <c>cell 3, output 1, text/plain, line 2</c>; empty if it is the file itself.</param>
/// <param name="What">What is there, without a full stop.</param>
internal sealed record Leak(string File, string Where, string What)
{
    /// <summary>One line.</summary>
    public override string ToString() => Where.Length == 0 ? $"{File}: {What}" : $"{File}: {Where}: {What}";
}
