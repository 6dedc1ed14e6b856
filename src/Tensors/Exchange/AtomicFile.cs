namespace Adjoint.Tensors.Exchange;

/// <summary>A file that is there as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the target, to the disk, then renames over it; where writing fails, the target is as it was. A link is followed; a device or a pipe, of which there is no half, is written to.</summary>
    /// <exception cref="IOException">The target is a folder, or its folder is not there, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The target is there and may not be written.</exception>
    internal static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        target = new FileInfo(target) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : target;
        if (Directory.Exists(target))
        {
            throw new IOException($"{path} is a folder, not a file.");
        }

        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}.");
        }

        if (File.Exists(target))
        {
            // A rename asks only whether the folder may be changed. Opening asks the file; nothing is written yet.
            using var there = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (!there.CanSeek || IsDevice(target))
            {
                using var buffered = new BufferedStream(there, 1 << 16);
                write(buffered);
                return;
            }
        }

        var part = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            using (var stream = Begin(part, path))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(part, File.GetUnixFileMode(target));
            }

            File.Move(part, target, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static FileStream Begin(string part, string path)
    {
        try
        {
            return new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The name that .NET gives is one that nobody has asked for.
            throw new IOException($"{path} cannot be written: no file can be made in {Path.GetDirectoryName(part)}.", fault);
        }
    }
}
