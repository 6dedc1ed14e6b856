namespace Adjoint.Extension;

/// <summary>A mistake in a call, worded for the person who typed it. Hosts show the message and no stack trace.</summary>
public sealed class CommandException(string message) : Exception(message);
