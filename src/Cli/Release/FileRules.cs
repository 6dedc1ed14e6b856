using System.Text.RegularExpressions;

namespace Adjoint.Cli.Release;

/// <summary>Which files have no place in a release, by their names alone.</summary>
internal static partial class FileRules
{
    private static readonly HashSet<string> Code = new([".cs", ".csx", ".fs", ".fsx", ".vb", ".dll", ".exe", ".pdb", ".so", ".dylib", ".nupkg"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Records = new([".db", ".sqlite", ".sqlite3", ".jsonl", ".log", ".bak", ".orig", ".swp", ".tmp"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Folders = new(["hidden", "exercises", "solutions", "instructor", "autograded", "submitted", "feedback", "grades", "bin", "obj", "artifacts", "__pycache__"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a file has no place in a release; null if nothing is wrong with its name.</summary>
    public static string? Problem(string relative)
    {
        var parts = relative.Split('/');
        return parts[..^1].FirstOrDefault(Folders.Contains) is { } folder ? $"the folder {folder} stays with the lecturer"
            : Code.Contains(Path.GetExtension(relative)) ? "it is code, and may hold exercises with their solutions"
            : Records.Contains(Path.GetExtension(relative)) || parts[^1].EndsWith('~') ? "it is a log, a data base or a copy that an editor keeps"
            : null;
    }

    /// <summary>Whether a name says that the file is no learner's.</summary>
    public static bool IsTelling(string name) => Telling().IsMatch(Path.GetFileNameWithoutExtension(name));

    [GeneratedRegex("(^|[-_ .])(solutions?|answers?|answer[-_ ]?keys?|hidden|instructors?|gradebook|grades?|mark[-_ ]?scheme|lösung(en)?|loesung(en)?)($|[-_ .])|(solution|answerkey)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex Telling();
}
