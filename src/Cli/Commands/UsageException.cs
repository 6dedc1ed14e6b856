namespace Adjoint.Cli.Commands;

/// <summary>A mistake in how the tool was called: one sentence, exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
