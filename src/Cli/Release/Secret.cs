namespace Adjoint.Cli.Release;

/// <summary>What a release must not say.</summary>
/// <param name="What">What it is: <c>the explanation of linear-algebra/rank</c>.</param>
/// <param name="Shown">Its beginning, for the one who looks for the leak.</param>
internal sealed record Secret(string What, string Shown);
