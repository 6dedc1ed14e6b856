using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Adjoint.Cli.Notebooks;

namespace Adjoint.Cli.Release;

/// <summary>What nbgrader's metadata says of a cell.</summary>
internal sealed class NbgraderCell
{
    private readonly NotebookCell cell;
    private readonly JsonObject metadata;

    private NbgraderCell(NotebookCell cell, JsonObject metadata) => (this.cell, this.metadata) = (cell, metadata);

    /// <summary>Whether the learner writes here.</summary>
    public bool IsSolution => Says("solution");

    /// <summary>Whether it gives points.</summary>
    public bool IsGrade => Says("grade");

    /// <summary>Whether it is a task that is marked by hand, of which the text stays.</summary>
    public bool IsTask => Says("task");

    /// <summary>The metadata of a cell; null if nbgrader has none there.</summary>
    public static NbgraderCell? Of(NotebookCell cell) => cell.Metadata["nbgrader"] is JsonObject metadata ? new(cell, metadata) : null;

    /// <summary>Writes the checksum of the cell as it is now, as nbgrader computes it. That of the solution would let a learner test guesses.</summary>
    public void Seal()
    {
        if (!metadata.ContainsKey("checksum"))
        {
            return;
        }

        var text = new StringBuilder(cell.Source).Append(cell.Kind).Append(Python(IsGrade)).Append(Python(IsSolution)).Append(Python(Says("locked"))).Append(metadata["grade_id"]?.ToString());
        if (IsGrade)
        {
            text.Append(Python(metadata["points"] is JsonValue points && points.TryGetValue<double>(out var n) ? n : 0));
        }

#pragma warning disable CA5351 // nbgrader's own choice; it protects nothing
        metadata["checksum"] = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5351
    }

    private bool Says(string name) => metadata[name] is JsonValue value && value.TryGetValue<bool>(out var said) && said;

    private static string Python(bool value) => value ? "True" : "False";

    private static string Python(double value) => value == Math.Floor(value) ? value.ToString("F1", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
}
