namespace Adjoint.Extension;

/// <summary>The LaTeX of a value, without delimiters, to be copied into a text.</summary>
public sealed record LatexSource(string Source)
{
    /// <summary>The source.</summary>
    public override string ToString() => Source;
}
