using System.Security.Cryptography;
using System.Text;

namespace Adjoint.Cli.Grading;

/// <summary>What one learner handed in.</summary>
/// <param name="Learner">Who.</param>
/// <param name="Files">The notebooks, by name.</param>
internal sealed record Submission(string Learner, IReadOnlyList<FileSystemInfo> Files)
{
    private const string Extension = ".ipynb";
    private const int MostFiles = 50;

    /// <summary>The submissions in a folder, by learner.</summary>
    /// <param name="folder">The folder; of nbgrader, <c>submitted</c> or the one around it.</param>
    /// <param name="assignment">The assignment in nbgrader's folders.</param>
    public static IReadOnlyList<Submission> In(string folder, string? assignment)
    {
        var root = new DirectoryInfo(assignment is not null && Directory.Exists(Path.Combine(folder, "submitted")) ? Path.Combine(folder, "submitted") : folder);
        return
        [
            .. Visible(root).SelectMany(entry => Handed(entry, assignment)).GroupBy(s => s.Learner, StringComparer.Ordinal)
                .Select(same => new Submission(same.Key, [.. same.SelectMany(s => s.Files).Take(MostFiles)])).OrderBy(s => s.Learner, StringComparer.Ordinal),
        ];
    }

    /// <summary>The files, read.</summary>
    public IReadOnlyList<SubmittedFile> Read() => [.. Files.Select(SubmittedFile.Read)];

    /// <summary>The name of files about this learner, without an ending: the learner's own if it is harmless, and else what is harmless of it and a digest.</summary>
    public string FileName
    {
        get
        {
            const int Longest = 60;
            var harmless = string.Concat(Learner.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@' ? c : '_'));
            var isOwn = harmless == Learner && Learner.Length is > 0 and <= Longest && Learner[0] is not ('.' or '-') && Learner is not (GradeFolder.Name or GradeFolder.ManualName);
            return isOwn ? Learner : $"{(harmless.Length > Longest ? harmless[..Longest] : harmless).TrimStart('.', '-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Learner)))[..8]}";
        }
    }

    private static IEnumerable<Submission> Handed(FileSystemInfo entry, string? assignment)
    {
        if (entry is DirectoryInfo folder && folder.LinkTarget is null)
        {
            if (assignment is null)
            {
                yield return new(entry.Name, [.. Notebooks(folder)]);
            }
            else if (new DirectoryInfo(Path.Combine(folder.FullName, assignment)) is { Exists: true } inner)
            {
                yield return new(entry.Name, inner.LinkTarget is null ? [.. Notebooks(inner)] : [inner]);
            }
        }
        else if (assignment is null && (entry.LinkTarget is not null || IsNotebook(entry)))
        {
            yield return new(IsNotebook(entry) ? entry.Name[..^Extension.Length] : entry.Name, [entry]);
        }
    }

    private static IEnumerable<FileSystemInfo> Notebooks(DirectoryInfo folder) => Visible(folder).Where(IsNotebook);

    private static bool IsNotebook(FileSystemInfo entry) => entry.Name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && entry.Name.Length > Extension.Length;

    private static IEnumerable<FileSystemInfo> Visible(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().Where(entry => entry.Name[0] != '.').OrderBy(entry => entry.Name, StringComparer.Ordinal);
}
