using System.Diagnostics;

namespace Adjoint.Exercises;

/// <summary>The file of a progress log: opened for one writer or many readers at a time, and waited for.</summary>
internal static class ProgressFile
{
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public static FileStream OpenToRead(string path) => Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    // Held by no other process while this one has it: flock on Unix.
    public static FileStream OpenToAppend(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Cancellation.Poll();
            try
            {
                return new FileStream(path, mode, access, share, bufferSize: 0);
            }
            catch (IOException fault) when (fault.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolation)
            {
                if (waited.Elapsed > Patience)
                {
                    throw new ProgressFileException(path, $"has been held by another program for {Patience.TotalSeconds} seconds");
                }
            }

            Thread.Sleep(Pause);
        }
    }
}
