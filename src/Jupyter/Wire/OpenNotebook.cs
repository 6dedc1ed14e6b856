using System.Text.Json;
using Adjoint.Extension.Courses;

namespace Adjoint.Jupyter.Wire;

/// <summary>The notebook whose kernel this is, as a file. Jupyter Server says where it is (JPY_SESSION_NAME), and which cell runs; what the metadata of that cell says is read from the file.</summary>
internal sealed class OpenNotebook(string? path)
{
    private const long Largest = 64 << 20;

    private DateTime written;
    private Dictionary<string, string> exercises = [];

    /// <summary>The file; null if the front end does not say.</summary>
    public string? Path { get; } = path is { Length: > 0 } && path.EndsWith(".ipynb", StringComparison.Ordinal) ? path : null;

    /// <summary>That of the environment.</summary>
    public static OpenNotebook OfEnvironment() => new(Environment.GetEnvironmentVariable("JPY_SESSION_NAME"));

    /// <summary>The exercise to which a cell belongs by its metadata, as the file was last saved; null if none, or none is known.</summary>
    public string? ExerciseOf(string? cellId)
    {
        if (cellId is null || Path is null)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(Path);
            if (file.Exists && file.Length <= Largest && file.LastWriteTimeUtc != written)
            {
                written = file.LastWriteTimeUtc;
                using var notebook = JsonDocument.Parse(File.ReadAllBytes(Path));
                exercises = CellExercises.Of(notebook.RootElement);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // While it is being saved, what was there before holds.
        }

        return exercises.GetValueOrDefault(cellId);
    }
}
