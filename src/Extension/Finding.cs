namespace Adjoint.Extension;

/// <summary>One thing that a doctor looked at.</summary>
/// <param name="Good">Whether it is as it should be.</param>
/// <param name="Subject">What was looked at, in a word or two.</param>
/// <param name="What">What was found.</param>
/// <param name="Remedy">The one command or sentence that mends it; null where nothing is wrong.</param>
public sealed record Finding(bool Good, string Subject, string What, string? Remedy = null)
{
    /// <summary>The finding as a line, and its remedy as a second one.</summary>
    public override string ToString() =>
        $"{(Good ? "ok     " : "fault  ")}  {Subject,-12} {What}{(Remedy is null ? string.Empty : $"\n                      {Remedy}")}";
}
