namespace Adjoint.Jupyter.Scripting;

/// <summary>The thread on which cells run: deep enough for recursion, and woken from any wait by an interrupt.</summary>
/// <remarks>A cell that ignores its interrupt for the grace period is left behind with its thread; the next cell gets a new one.</remarks>
internal sealed class CellThread
{
    private const int StackSize = 16 << 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private readonly Lock gate = new();
    private Worker? worker;
    private Run? running;

    /// <summary>Runs one cell to its end, or until it is left behind.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cancellation">The cell's token, which <see cref="Interrupt"/> cancels.</param>
    /// <returns>What the cell returned; null if it was left behind.</returns>
    public CellOutcome? Execute(Func<CellOutcome> cell, CancellationTokenSource cancellation)
    {
        var run = new Run(cell, cancellation);
        lock (gate)
        {
            worker ??= new Worker();
            run.Worker = worker;
            running = run;
        }

        run.Worker.Start(run);
        while (!run.Ended.Wait(cancellation.Token))
        {
            // Interrupted: the thread is woken until the cell has noticed.
            var deadline = DateTime.UtcNow + Grace;
            while (!run.Ended.IsSet)
            {
                if (DateTime.UtcNow > deadline)
                {
                    lock (gate)
                    {
                        running = null;
                        worker = null;
                    }

                    run.Worker.Retire();
                    return null;
                }

                run.Worker.Wake(run);
                run.Ended.Wait(50);
            }
        }

        lock (gate)
        {
            running = null;
        }

        return run.Outcome!;
    }

    /// <summary>Interrupts the running cell. False if none runs.</summary>
    public bool Interrupt()
    {
        lock (gate)
        {
            if (running is not { } run || run.Ended.IsSet)
            {
                return false;
            }

            run.Interrupt();
            return true;
        }
    }

    private sealed class Run(Func<CellOutcome> cell, CancellationTokenSource cancellation)
    {
        private readonly Lock gate = new();
        private bool raised;
        private bool settled;

        public Gate Ended { get; } = new();

        public CellOutcome? Outcome { get; private set; }

        public Worker Worker { get; set; } = null!;

        public bool WasInterrupted => cancellation.IsCancellationRequested;

        public void Execute()
        {
            Cancellation.Current = cancellation.Token;
            try
            {
                Outcome = cell();
            }
            finally
            {
                Settle();
                Cancellation.Current = CancellationToken.None;
            }
        }

        public void Interrupt()
        {
            lock (gate)
            {
                if (!raised && !settled)
                {
                    raised = true;
                    CellGuard.Raise();
                }
            }

            cancellation.Cancel();
        }

        private void Settle()
        {
            lock (gate)
            {
                settled = true;
                if (raised)
                {
                    CellGuard.Settle();
                }
            }
        }
    }

    /// <summary>An event that can also be awaited against a token without throwing.</summary>
    private sealed class Gate
    {
        private readonly ManualResetEventSlim set = new(false, spinCount: 50);

        public bool IsSet => set.IsSet;

        public void Set() => set.Set();

        public bool Wait(int milliseconds) => set.Wait(milliseconds);

        public bool Wait(CancellationToken interrupt)
        {
            try
            {
                set.Wait(interrupt);
                return true;
            }
            catch (OperationCanceledException)
            {
                return set.IsSet;
            }
        }
    }

    private sealed class Worker
    {
        private readonly SemaphoreSlim posted = new(0);
        private readonly Lock gate = new();
        private readonly Thread thread;
        private Run? current;
        private bool retired;

        public Worker()
        {
            thread = new Thread(Loop, StackSize) { IsBackground = true, Name = "Adjoint cells" };
            thread.Start();
        }

        public void Start(Run run)
        {
            current = run;
            posted.Release();
        }

        /// <summary>Wakes the thread from a wait, if it still runs this cell.</summary>
        public void Wake(Run run)
        {
            lock (gate)
            {
                if (current == run)
                {
                    thread.Interrupt();
                }
            }
        }

        public void Retire() => retired = true;

        private void Loop()
        {
            while (!retired)
            {
                posted.Wait();
                var run = current!;
                try
                {
                    run.Execute();
                }
                finally
                {
                    lock (gate)
                    {
                        current = null;
                    }

                    if (run.WasInterrupted)
                    {
                        Forget();
                    }

                    run.Ended.Set();
                }
            }
        }

        // An interrupt that came too late to wake anything would wake the next cell's first wait.
        private static void Forget()
        {
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
