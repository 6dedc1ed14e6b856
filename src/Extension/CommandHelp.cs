namespace Adjoint.Extension;

/// <summary>What <c>--help</c> shows: a command's summary, usage, parameters and example.</summary>
public sealed record CommandHelp(MagicCommand Command);
