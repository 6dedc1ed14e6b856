using System.Text.Json;
using NetMQ;
using NetMQ.Sockets;

namespace Adjoint.Jupyter.Wire;

/// <summary>The five sockets of a kernel, owned by one thread that never waits for anything else.</summary>
internal sealed class KernelSockets : IDisposable
{
    private readonly RouterSocket shell = new();
    private readonly RouterSocket control = new();
    private readonly RouterSocket stdin = new();
    private readonly XPublisherSocket iopub = new();
    private readonly RouterSocket heartbeat = new();
    private readonly NetMQQueue<(Channel Channel, List<byte[]> Frames)> outgoing = [];
    private readonly NetMQPoller poller;
    private readonly MessageCodec codec;
    private readonly Action<string> log;
    private long sequence;

    /// <summary>Binds the sockets. Messages arrive once <see cref="Start"/> was called.</summary>
    /// <exception cref="InvalidDataException">A port cannot be bound.</exception>
    public KernelSockets(ConnectionFile connection, Action<string> log)
    {
        this.log = log;
        codec = new MessageCodec(connection.Key);
        foreach (var (socket, port) in new (NetMQSocket, int)[]
        {
            (shell, connection.ShellPort), (control, connection.ControlPort), (stdin, connection.StdinPort), (iopub, connection.IopubPort),
            (heartbeat, connection.HeartbeatPort),
        })
        {
            // A cell that prints faster than its front end reads must lose nothing.
            socket.Options.SendHighWatermark = 0;
            socket.Options.ReceiveHighWatermark = 0;
            socket.Options.Linger = TimeSpan.FromSeconds(1);
            try
            {
                socket.Bind(connection.Endpoint(port));
            }
            catch (NetMQException reason)
            {
                throw new InvalidDataException($"The kernel cannot listen on {connection.Endpoint(port)}: {reason.Message}");
            }
        }

        iopub.Options.XPubVerbose = true;
        shell.ReceiveReady += (_, e) => Receive(e.Socket, m => ShellMessage?.Invoke(m));
        control.ReceiveReady += (_, e) => Receive(e.Socket, m => ControlMessage?.Invoke(m));
        stdin.ReceiveReady += (_, e) => Receive(e.Socket, m => StdinMessage?.Invoke(m));
        heartbeat.ReceiveReady += (_, e) => e.Socket.SendMultipartMessage(e.Socket.ReceiveMultipartMessage());
        iopub.ReceiveReady += (_, e) => Welcome(e.Socket.ReceiveFrameBytes());
        outgoing.ReceiveReady += (_, _) => SendAll();
        poller = [shell, control, stdin, iopub, heartbeat, outgoing];
    }

    /// <summary>Set once a client listens for outputs. A client's sockets connect one by one; what is published before that is lost to it.</summary>
    public ManualResetEventSlim Subscribed { get; } = new();

    /// <summary>A request on the shell socket; called on the sockets' thread.</summary>
    public event Action<Message>? ShellMessage;

    /// <summary>A request on the control socket; called on the sockets' thread.</summary>
    public event Action<Message>? ControlMessage;

    /// <summary>An answer of the user; called on the sockets' thread.</summary>
    public event Action<Message>? StdinMessage;

    /// <summary>Begins to receive and send on a thread of its own.</summary>
    public void Start() => poller.RunAsync("Adjoint sockets");

    /// <summary>Publishes an output.</summary>
    public void Publish(string type, Message? parent, Action<Utf8JsonWriter> content)
    {
        // A client may subscribe to kinds of outputs; the topic is what it would name.
        var topic = System.Text.Encoding.UTF8.GetBytes($"kernel.adjoint.{type}");
        Enqueue(Channel.Iopub, codec.Write([topic], type, parent?.Header, content));
    }

    /// <summary>Sends to the client that a message came from.</summary>
    public void Send(Channel channel, Message parent, string type, Action<Utf8JsonWriter> content) =>
        Enqueue(channel, codec.Write(parent.Identities, type, parent.Header, content));

    /// <summary>Sends what is still to be sent, then closes the sockets.</summary>
    public void Dispose()
    {
        poller.Stop();
        SendAll();
        poller.Dispose();
        shell.Dispose();
        control.Dispose();
        stdin.Dispose();
        iopub.Dispose();
        heartbeat.Dispose();
        outgoing.Dispose();
        Subscribed.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    // A thread that still has something to say while the kernel ends says it to nobody.
    private void Enqueue(Channel channel, List<byte[]> frames)
    {
        try
        {
            outgoing.Enqueue((channel, frames));
        }
        catch (Exception ending) when (ending is TerminatingException or ObjectDisposedException)
        {
            Subscribed.Set();
        }
    }

    private void SendAll()
    {
        while (outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            NetMQSocket socket = next.Channel switch
            {
                Channel.Shell => shell,
                Channel.Control => control,
                Channel.Stdin => stdin,
                Channel.Iopub => iopub,
                _ => throw new NotSupportedException($"No socket for {next.Channel}."),
            };
            socket.SendMultipartBytes(next.Frames);
        }
    }

    private void Receive(NetMQSocket socket, Action<Message> handle)
    {
        var frames = socket.ReceiveMultipartBytes();
        if (codec.Read(frames, ++sequence, out var fault) is { } message)
        {
            handle(message);
        }
        else
        {
            log(fault!);
        }
    }

    // The first byte tells a subscription (1) from its end (0); the rest is the topic.
    private void Welcome(byte[] subscription)
    {
        if (subscription is [1, .. var topic])
        {
            Subscribed.Set();
            iopub.SendMultipartBytes(codec.Write([topic], "iopub_welcome", null, w => w.WriteString("subscription", System.Text.Encoding.UTF8.GetString(topic))));
        }
    }
}
