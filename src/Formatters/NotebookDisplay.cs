using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>What a notebook has settled about how values appear in it, and which assets its outputs carry already.</summary>
/// <remarks>
/// The interface of <see cref="Microsoft.DotNet.Interactive.Formatting.Formatter"/> passes nothing of the kind, so it is ambient. A host sets <see cref="Current"/> around a cell,
/// as it sets <see cref="Cancellation.Current"/>; where none does, in .NET Interactive, the one notebook of the process has one for good.
/// </remarks>
public sealed class NotebookDisplay
{
    private static readonly NotebookDisplay Process = new();
    private static readonly AsyncLocal<NotebookDisplay?> Ambient = new();

    private readonly Lock gate = new();
    private readonly Dictionary<string, string> carriers = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, object> kept = [];
    private string cell = string.Empty;

    /// <summary>That of the running cell's notebook. It flows with async calls.</summary>
    public static NotebookDisplay Current
    {
        get => Ambient.Value ?? Process;
        set => Ambient.Value = value;
    }

    /// <summary>How much of a value is written, and how.</summary>
    public NotationOptions Options { get; set; } = NotationOptions.Default;

    /// <summary>What commands remember for this notebook between its cells, one object of each type; made when it is first asked for.</summary>
    public T Of<T>() where T : class, new()
    {
        lock (gate)
        {
            if (!kept.TryGetValue(typeof(T), out var value))
            {
                kept.Add(typeof(T), value = new T());
            }

            return (T)value;
        }
    }

    /// <summary>Hosts say which cell runs, so that one that is run again brings what it brought before: its new output replaces the old one.</summary>
    public void BeginCell(string source)
    {
        lock (gate)
        {
            cell = source;
            foreach (var (asset, carrier) in carriers)
            {
                if (carrier == source)
                {
                    carriers.Remove(asset);
                }
            }
        }
    }

    /// <summary>Whether the output that is being written must carry an asset, such as a library that charts share: true once, then false until its cell is run again.</summary>
    public bool Deliver(string asset)
    {
        lock (gate)
        {
            return carriers.TryAdd(asset, cell);
        }
    }
}
