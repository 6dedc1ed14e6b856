namespace Adjoint;

/// <summary>The one piece of ambient state: the token that a host sets around a cell.</summary>
/// <remarks>Every algorithm that can run for 100 ms polls it, so that interrupting a cell stops it without a token being passed.</remarks>
public static class Cancellation
{
    private static readonly AsyncLocal<CancellationToken> Ambient = new();

    /// <summary>The token of the running cell; <see cref="CancellationToken.None"/> outside one. It flows with async calls, not across cells.</summary>
    public static CancellationToken Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Stops the caller when its cell was interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static void Poll() => Ambient.Value.ThrowIfCancellationRequested();
}
