using System.Globalization;
using Adjoint.Tensors.Exchange;
using Microsoft.Win32.SafeHandles;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>A safetensors file: its names, types and shapes at once, each tensor when it is asked for.</summary>
/// <remarks>
/// A tensor's bytes are read from their place in the file straight into the tensor's memory. They are not mapped: a mapped file that another process cuts short
/// ends this one.
/// </remarks>
public sealed class SafeTensors : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly SafeTensorsHeader header;

    private SafeTensors(SafeFileHandle file, string path, SafeTensorsHeader header) => (this.file, this.path, this.header) = (file, path, header);

    /// <summary>The names of the tensors, in the order of their bytes.</summary>
    public IEnumerable<string> Names => header.Entries.Keys;

    /// <summary>What the file says of each tensor, in the order of their bytes.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries => [.. header.Entries.Values];

    /// <summary>The texts that the file keeps beside its tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>What the file says of the tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that there are.</exception>
    public SafeTensorsEntry this[string name] => header.Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new KeyNotFoundException($"{path} has no tensor '{name}'; it has {TensorCollection.Names(header.Entries.Keys)}.");

    /// <summary>Opens a file and reads its header; disposing the result closes it.</summary>
    /// <exception cref="TensorFormatException">The file breaks a rule of the format, or has elements that TorchSharp lacks; the message says which and where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafeTensors Open(string path)
    {
        TensorFiles.RequireFile(path);
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            return new(file, path, SafeTensorsHeader.Read((bytes, offset) => ReadAt(file, bytes.Span, offset, path), RandomAccess.GetLength(file), path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Saves the tensors, from whichever devices, with texts beside them.</summary>
    /// <remarks>Larger elements come first and names decide between equal ones, as in the reference implementation, so that every tensor is aligned to its elements, the first to 8 bytes.</remarks>
    /// <exception cref="UnsuitableTensorException">A tensor is sparse, quantised or without values, or its type is one that the format lacks.</exception>
    /// <exception cref="ArgumentException">A name is given twice, or is <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The file cannot be written; a file that was there is as it was.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var named = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            var operation = $"Saving '{name}' as safetensors";
            SharedMemory.RequireDense(operation, tensor);
            if (SafeTensorsHeader.Name(tensor.dtype) is null)
            {
                throw new UnsuitableTensorException(operation, "a type that the format has (view_as_real() of a complex128 tensor has one)", tensor);
            }

            if (name == SafeTensorsHeader.MetadataName || !named.TryAdd(name, tensor))
            {
                throw new ArgumentException($"The name '{name}' is {(name == SafeTensorsHeader.MetadataName ? "that of the format's texts" : "given to two tensors")}.", nameof(tensors));
            }
        }

        var entries = new List<SafeTensorsEntry>();
        long end = 0;
        foreach (var (name, tensor) in named.OrderByDescending(t => t.Value.element_size()).ThenBy(t => t.Key, StringComparer.Ordinal))
        {
            var begin = end;
            end += tensor.numel() * tensor.element_size();
            entries.Add(new(name, tensor.dtype, tensor.shape, begin, end));
        }

        AtomicFile.Write(path, stream =>
        {
            stream.Write(SafeTensorsHeader.Write(entries, metadata ?? new Dictionary<string, string>()));
            foreach (var entry in entries.Where(e => e.End > e.Begin))
            {
                using var readable = SharedMemory.Readable(named[entry.Name]);
                RawElements.Write(stream, readable);
            }
        });
    }

    /// <summary>The tensor of that name, on the CPU; the caller disposes it.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that there are.</exception>
    /// <exception cref="TensorFormatException">The file was cut short since it was opened.</exception>
    public torch.Tensor Load(string name)
    {
        var entry = this[name];
        var tensor = RawElements.Allocate([.. entry.Shape], entry.Dtype, $"{path}, tensor '{name}'");
        try
        {
            for (long done = 0; done < entry.End - entry.Begin;)
            {
                Cancellation.Poll();
                var chunk = SharedMemory.Chunk(tensor, done, entry.End - entry.Begin - done);
                ReadAt(file, chunk, header.Length + entry.Begin + done, path);
                if (entry.Dtype == torch.ScalarType.Bool)
                {
                    RawElements.MakeTruthValues(chunk);
                }

                done += chunk.Length;
            }

            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>All tensors, on the CPU; the caller disposes the collection.</summary>
    /// <exception cref="TensorFormatException">The file was cut short since it was opened.</exception>
    public TensorCollection LoadAll()
    {
        var tensors = new TensorCollection();
        try
        {
            foreach (var name in Names)
            {
                tensors.Add(name, Load(name));
            }

            return tensors;
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file; tensors that were loaded live on.</summary>
    public void Dispose() => file.Dispose();

    private static void ReadAt(SafeFileHandle file, Span<byte> bytes, long offset, string path)
    {
        var done = 0;
        while (done < bytes.Length)
        {
            var read = RandomAccess.Read(file, bytes[done..], offset + done);
            if (read == 0)
            {
                throw new TensorFormatException(path, string.Create(CultureInfo.InvariantCulture, $"it ends at byte {offset + done} now, before what its header states"));
            }

            done += read;
        }
    }
}
