using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Adjoint.Exercises;

/// <summary>Where logs are: FOLDER/COURSE/LEARNER.jsonl.</summary>
internal static class ProgressPath
{
    private const int LongestName = 60;
    private static readonly string[] Reserved = ["con", "prn", "aux", "nul", "com", "lpt"];

    // $ADJOINT_PROGRESS, else what the platform has for a user's data: on Linux $XDG_DATA_HOME or ~/.local/share.
    public static string Of(string course, string learner, Func<string, string?> environment)
    {
        var folder = environment("ADJOINT_PROGRESS") is { Length: > 0 } given ? given
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data ? Path.Combine(data, "adjoint", "progress")
            : throw new ProgressFileException($"of {learner}", "has no place, because this user has no home folder; the environment variable ADJOINT_PROGRESS may name one");
        return Path.Combine(Path.GetFullPath(folder), FileName(course), FileName(learner) + ".jsonl");
    }

    /// <summary>A name that every file system takes, and different ones for different texts, even where case or normal form does not count.</summary>
    public static string FileName(string text) => IsPlain(text) ? text : $"{Readable(text)}~{Digest(text)}";

    private static bool IsPlain(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => IsKept(c) || c is '.' or '@') && text[0] != '.' && text[^1] != '.' && !Reserved.Any(name => IsDevice(text, name));

    // con, con.txt, com1: devices on Windows.
    private static bool IsDevice(string text, string device) =>
        text.StartsWith(device, StringComparison.Ordinal) && text.AsSpan(device.Length).TrimStart("0123456789") is [] or ['.', ..];

    private static bool IsKept(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_';

    private static string Readable(string text) => string.Concat(text.Take(LongestName).Select(char.ToLowerInvariant).Select(c => IsKept(c) ? c : '-'));

    // Of the UTF-16 itself, because two texts that are no well-formed Unicode may have the same UTF-8.
    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())).AsSpan(0, 16));
}
