namespace Adjoint.Extension;

/// <summary>Shows how far long work has come, in one place of the cell's output, with an estimate of the time left. Quiet where nobody watches.</summary>
/// <remarks>
/// <see cref="NotebookProgress"/> makes one. It is brought up to date at most ten times a second, when the work reports, so that work which reports a million times is not
/// slowed down; it may report from several threads. Disposed before the end, as when an exception passes, it says where the work stopped.
/// </remarks>
public sealed class ProgressBar : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly INotebook notebook;
    private readonly TimeProvider clock;
    private readonly long began;
    private readonly long? total;
    private readonly string label;
    private readonly Lock gate = new();
    private IDisplayed? displayed;
    private long done;
    private long nextUpdate;
    private bool ended;

    internal ProgressBar(INotebook notebook, long? total, string label, TimeProvider clock)
    {
        (this.notebook, this.total, this.label, this.clock) = (notebook, total, label, clock);
        began = clock.GetTimestamp();
        nextUpdate = began + Ticks;
    }

    /// <summary>Steps done.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>As it would be shown now.</summary>
    public ProgressReport Report => new(label, Done, total, clock.GetElapsedTime(began), ended);

    /// <summary>Some more steps are done.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public void Advance(long steps = 1)
    {
        Cancellation.Poll();
        Interlocked.Add(ref done, steps);
        Refresh();
    }

    /// <summary>So many steps are done in all.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public void AdvanceTo(long steps)
    {
        Cancellation.Poll();
        Interlocked.Exchange(ref done, steps);
        Refresh();
    }

    /// <summary>Ends the work. What was shown stays, with the time it took.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            displayed?.Update(Report);
        }
    }

    private long Ticks => (long)(Interval.TotalSeconds * clock.TimestampFrequency);

    private void Refresh()
    {
        if (!notebook.IsInteractive || clock.GetTimestamp() < Interlocked.Read(ref nextUpdate))
        {
            return;
        }

        lock (gate)
        {
            var now = clock.GetTimestamp();
            if (ended || now < nextUpdate)
            {
                return;
            }

            Interlocked.Exchange(ref nextUpdate, now + Ticks);
            if (displayed is null)
            {
                displayed = notebook.Display(Report);
            }
            else
            {
                displayed.Update(Report);
            }
        }
    }
}
