using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Adjoint.Cli.Grading;

/// <summary>A process in a sandbox, from which lines of text are read. When it is disposed, nothing of it runs any more.</summary>
/// <remarks>It ends with the thread that has started it, for that is what bubblewrap watches; the thread has to stay.</remarks>
internal sealed class Sandbox : IDisposable
{
    private const int LongestLine = 1 << 20;
    private const int MostWaiting = 256;
    private const int ErrorsKept = 2000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly BlockingCollection<string> lines = new(MostWaiting);
    private readonly Process process;
    private readonly SandboxLimits limits;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource unread = new();
    private readonly Thread reader;
    private readonly Timer watch;
    private readonly StringBuilder errors = new();
    private readonly Task errorsRead;
    private long deadline;
    private long received;
    private SandboxEnding ending;

    private Sandbox(Process process, SandboxLimits limits)
    {
        (this.process, this.limits) = (process, limits);
        Allow(limits.Time);
        reader = new Thread(Read) { IsBackground = true, Name = "sandbox output" };
        reader.Start();
        errorsRead = Task.Run(ReadErrorsAsync);
        watch = new Timer(_ => Watch(), null, Look, Look);
    }

    /// <summary>Starts the tool in a sandbox.</summary>
    public static Sandbox Start(SandboxCommand command, SandboxLimits limits, int slot, params IEnumerable<string> arguments) =>
        new(Process.Start(command.Create(limits, slot, arguments))!, limits);

    /// <summary>How it ended.</summary>
    public SandboxEnding Ending
    {
        get
        {
            lock (gate)
            {
                return ending;
            }
        }
    }

    /// <summary>The exit code of a process that has ended by itself.</summary>
    public int ExitCode => process.HasExited ? process.ExitCode : 0;

    /// <summary>The beginning of what it wrote to standard error.</summary>
    public string Errors
    {
        get
        {
            errorsRead.Wait(TimeSpan.FromSeconds(1));
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    /// <summary>Ends it when so much time is over, from now on.</summary>
    public void Allow(TimeSpan time) => Volatile.Write(ref deadline, Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Sends a line; false if nobody reads it any more.</summary>
    public bool Send(string line)
    {
        try
        {
            process.StandardInput.Write($"{line}\n");
            process.StandardInput.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The next line that it has sent; null if it has ended, and has been ended if need be.</summary>
    public string? Receive()
    {
        try
        {
            return lines.Take();
        }
        catch (InvalidOperationException)
        {
            // No more will come.
            process.WaitForExit();
            End(SandboxEnding.Exited);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing looks any more when this is done.
        watch.DisposeAsync().AsTask().Wait();
        End(SandboxEnding.Stopped);
        unread.Cancel();
        process.WaitForExit();
        reader.Join();
        errorsRead.Wait();
        process.Dispose();
        lines.Dispose();
        unread.Dispose();
    }

    private void Watch()
    {
        if (Stopwatch.GetTimestamp() > Volatile.Read(ref deadline))
        {
            End(SandboxEnding.TooLate);
        }
        else if (Ending == SandboxEnding.None && ProcessTree.Memory(process.Id) > (long)limits.Megabytes << 20)
        {
            End(SandboxEnding.TooMuchMemory);
        }
    }

    private void End(SandboxEnding reason)
    {
        lock (gate)
        {
            if (ending != SandboxEnding.None)
            {
                return;
            }

            ending = reason;
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private void Read()
    {
        try
        {
            var stream = process.StandardOutput.BaseStream;
            var (buffer, line) = (new byte[1 << 16], new MemoryStream());
            for (int n; (n = stream.Read(buffer)) > 0;)
            {
                Count(n);
                foreach (var b in buffer.AsSpan(0, n))
                {
                    if (b != '\n')
                    {
                        if (line.Length < LongestLine)
                        {
                            line.WriteByte(b);
                        }
                    }
                    else if (line.Length > 0)
                    {
                        lines.Add(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length), unread.Token);
                        line.SetLength(0);
                    }
                }
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // It was ended while it wrote.
        }
        finally
        {
            lines.CompleteAdding();
        }
    }

    private async Task ReadErrorsAsync()
    {
        try
        {
            var buffer = new byte[1 << 14];
            for (int n; (n = await process.StandardError.BaseStream.ReadAsync(buffer)) > 0;)
            {
                Count(n);
                lock (errors)
                {
                    errors.Append(Encoding.UTF8.GetString(buffer, 0, Math.Min(n, ErrorsKept - errors.Length)));
                }
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended while it wrote.
        }
    }

    private void Count(int bytes)
    {
        if (Interlocked.Add(ref received, bytes) > SandboxLimits.OutputBytes)
        {
            End(SandboxEnding.TooMuchOutput);
        }
    }
}
