using System.IO.Compression;
using Adjoint.Tensors.Exchange;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Tensors in NumPy's files: one array in an .npy file, several with names in an .npz archive.</summary>
/// <remarks>
/// A file is saved as a whole or not at all. What is loaded is checked against the length of the file before any memory is asked for, and nothing is ever unpickled.
/// For safetensors see <see cref="SafeTensors"/>.
/// </remarks>
public static class TensorFiles
{
    /// <summary>The array of an .npy file as a tensor on the CPU; the caller disposes it.</summary>
    /// <remarks>
    /// Formats 1.0, 2.0 and 3.0; either byte order; an array in Fortran's order becomes a tensor with such strides, without a copy. NumPy's unsigned integers of 16 bits
    /// become int32, of 32 bits int64, and of 64 bits int64 where they fit. A byte of a bool other than 0 is true.
    /// </remarks>
    /// <exception cref="TensorFormatException">The file is no array of numbers, or is damaged; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static torch.Tensor LoadNpy(string path)
    {
        using var stream = Open(path);
        return Npy.Read(stream, stream.Length, path);
    }

    /// <summary>Saves the tensor, from whichever device, as an .npy file of format 1.0, in row-major order.</summary>
    /// <exception cref="UnsuitableTensorException">The tensor is sparse, quantised or without values, or its type is bfloat16, which NumPy lacks.</exception>
    /// <exception cref="IOException">The file cannot be written; a file that was there is as it was.</exception>
    public static void SaveNpy(string path, torch.Tensor tensor)
    {
        SharedMemory.RequireDense("SaveNpy", tensor);
        AtomicFile.Write(path, stream => Npy.Write(stream, tensor, "SaveNpy"));
    }

    /// <summary>The arrays of an .npz archive, or those of the given names; the caller disposes the collection.</summary>
    /// <remarks>Members are stored or deflated; the checksum of each is verified. An array's name is that of its member without <c>.npy</c>.</remarks>
    /// <exception cref="TensorFormatException">The file is no archive of arrays of numbers, or is damaged; the message names the member and says where.</exception>
    /// <exception cref="KeyNotFoundException">There is no array of a given name; the message names those that there are.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TensorCollection LoadNpz(string path, params IReadOnlyCollection<string> names)
    {
        using var stream = Open(path);
        return Npz.Read(stream, path, names);
    }

    /// <summary>Saves the tensors, from whichever devices, as an .npz archive, stored as <c>numpy.savez</c> does, or deflated as <c>numpy.savez_compressed</c> does.</summary>
    /// <exception cref="UnsuitableTensorException">A tensor is sparse, quantised or without values, or its type is bfloat16, which NumPy lacks.</exception>
    /// <exception cref="ArgumentException">A name is empty or given twice.</exception>
    /// <exception cref="IOException">The file cannot be written; a file that was there is as it was.</exception>
    public static void SaveNpz(string path, IEnumerable<KeyValuePair<string, torch.Tensor>> tensors, bool compressed = false)
    {
        var named = tensors.ToArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, tensor) in named)
        {
            SharedMemory.RequireDense($"SaveNpz of '{name}'", tensor);
            if (name.Length == 0 || !names.Add(name))
            {
                throw new ArgumentException(name.Length == 0 ? "The name of an array in an .npz archive is not empty." : $"The name '{name}' is given to two tensors.", nameof(tensors));
            }
        }

        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var (name, tensor) in named)
            {
                using var member = archive.CreateEntry($"{name}.npy", compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open();
                Npy.Write(member, tensor, $"SaveNpz of '{name}'");
            }
        });
    }

    /// <summary>Says of a folder that it is one; .NET says that access is denied.</summary>
    internal static void RequireFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder, not a file.");
        }
    }

    private static FileStream Open(string path)
    {
        RequireFile(path);
        return new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 1 << 14, Options = FileOptions.SequentialScan });
    }
}
