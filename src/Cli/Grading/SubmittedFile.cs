using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Adjoint.Cli.Grading;

/// <summary>A file that a learner handed in: its bytes, or why it is not read.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Bytes">What is in it; empty if it is not read.</param>
/// <param name="Problem">Why not; null if it is.</param>
internal sealed partial record SubmittedFile(string Name, byte[] Bytes, string? Problem)
{
    /// <summary>The most bytes of a notebook.</summary>
    public const int MostBytes = 10 << 20;

    private const int DoNotBlock = 0x800;
    private const int CloseOnExecute = 0x80000;

    /// <summary>Reads a file. Links are not followed, and what is no plain file is not waited for.</summary>
    public static SubmittedFile Read(FileSystemInfo entry)
    {
        SubmittedFile Refuse(string problem) => new(entry.Name, [], $"{GradeText.Shown(entry.Name)} {problem}");
        if (entry.LinkTarget is not null)
        {
            return Refuse("is a link, which is not followed");
        }

        if (entry is DirectoryInfo)
        {
            return Refuse("is a folder, not a notebook");
        }

        try
        {
            using var handle = new SafeFileHandle(Open(entry.FullName, DoNotBlock | CloseOnExecute), ownsHandle: true);
            if (handle.IsInvalid)
            {
                return Refuse("cannot be read");
            }

            using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (!file.CanSeek)
            {
                return Refuse("is no plain file");
            }

            if (file.Length > MostBytes)
            {
                return Refuse("is larger than 10 MiB");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return new(entry.Name, bytes, bytes.Length == 0 ? $"{GradeText.Shown(entry.Name)} is empty" : null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse("cannot be read");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
