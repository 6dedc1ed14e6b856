using System.Text;

namespace Adjoint.Cli.Commands;

/// <summary>A text that a command writes to a file, or to standard output for -.</summary>
internal static class TextFile
{
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes it. Spreadsheets know UTF-8 by its mark at the start of a file.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Write(string path, Action<TextWriter> write, bool forSpreadsheets = false)
    {
        try
        {
            using var writer = path == "-" ? new StreamWriter(Console.OpenStandardOutput(), Utf8) : new StreamWriter(path, append: false, forSpreadsheets ? Encoding.UTF8 : Utf8);
            write(writer);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {fault.Message}");
        }
    }
}
