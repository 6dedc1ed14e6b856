namespace Adjoint.Tensors.Exchange;

/// <summary>A file that is there as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the target, to the disk, then renames over it; where writing fails, the target is as it was.</summary>
    internal static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"{path} is a folder, not a file.");
        }

        var part = Path.Combine(Path.GetDirectoryName(target)!, $".{Guid.NewGuid():N}.part");
        try
        {
            using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
