using System.Text;

namespace Adjoint.Jupyter.Scripting;

/// <summary>A cell's standard output and error, gathered for a few milliseconds before they are sent, so that a loop of small writes is not a flood of messages.</summary>
internal sealed class CellStreams
{
    private const int Delay = 30;
    private const int Most = 1 << 16;
    private readonly ICellOutput output;
    private readonly Timer timer;
    private readonly Lock gate = new();
    private readonly StringBuilder gathered = new();
    private bool gatheredIsError;
    private bool scheduled;

    public CellStreams(ICellOutput output)
    {
        this.output = output;
        timer = new Timer(_ => Flush());
    }

    /// <summary>What the cell has displayed or updated last.</summary>
    public object? LastShown { get; set; }

    /// <inheritdoc cref="ICellOutput.IsInteractive"/>
    public bool IsInteractive => output.IsInteractive;

    public void Write(ReadOnlySpan<char> text, bool error)
    {
        lock (gate)
        {
            if (error != gatheredIsError)
            {
                Send();
                gatheredIsError = error;
            }

            while (text.Length > 0)
            {
                var room = Math.Min(text.Length, Most - gathered.Length);

                // A surrogate pair is never torn apart.
                if (room < text.Length && room > 0 && char.IsHighSurrogate(text[room - 1]))
                {
                    room--;
                }

                gathered.Append(text[..room]);
                text = text[room..];
                if (text.Length > 0 || gathered.Length >= Most)
                {
                    Send();
                }
            }

            if (!scheduled && gathered.Length > 0)
            {
                scheduled = true;
                timer.Change(Delay, Timeout.Infinite);
            }
        }
    }

    /// <summary>Sends what was gathered.</summary>
    public void Flush()
    {
        lock (gate)
        {
            Send();
        }
    }

    /// <summary>Runs an action that produces output of its own, after what was gathered before it.</summary>
    public void InOrder(Action<ICellOutput> action)
    {
        lock (gate)
        {
            Send();
            action(output);
        }
    }

    /// <summary>Asks the user for a line.</summary>
    /// <exception cref="InvalidOperationException">Nobody can be asked.</exception>
    public string ReadLine()
    {
        Flush();
        return output.ReadLine(string.Empty, password: false)
            ?? throw new InvalidOperationException("Console.ReadLine: this front end does not let a cell ask for input.");
    }

    private void Send()
    {
        scheduled = false;
        if (gathered.Length > 0)
        {
            var text = gathered.ToString();
            gathered.Clear();
            output.Write(text, gatheredIsError);
        }
    }
}
