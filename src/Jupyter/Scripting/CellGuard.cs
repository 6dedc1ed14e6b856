using System.Runtime.CompilerServices;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Called from compiled cells, at every loop head and function entry, so that any cell can be interrupted and no recursion kills the process.</summary>
/// <remarks>The compiler pass that injects these calls is <see cref="GuardRewriter"/>. While no cell is being interrupted a poll is one load and one branch.</remarks>
public static class CellGuard
{
    private static int interrupted;

    /// <summary>At a loop head: stops the cell if it was interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Poll()
    {
        if (interrupted != 0)
        {
            Cancellation.Poll();
        }
    }

    /// <summary>At a function entry: stops the cell if it was interrupted or is about to run out of stack.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep for the thread's stack.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (interrupted != 0)
        {
            Cancellation.Poll();
        }
    }

    /// <summary>Around a delegate about to be called from an expression lambda: <see cref="Enter()"/>, then the delegate itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Enter<T>(T callee)
        where T : Delegate
    {
        Enter();
        return callee;
    }

    /// <summary>From now on polls look at their cell's token; until <see cref="Settle"/>.</summary>
    internal static void Raise() => Interlocked.Increment(ref interrupted);

    /// <summary>An interrupted cell has come to its end.</summary>
    internal static void Settle() => Interlocked.Decrement(ref interrupted);
}
