using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Adjoint.Cli.Commands;
using Adjoint.Exercises;

namespace Adjoint.Cli.Grading;

/// <summary>The folder of grades. A file in it is whole or not there, and a file that need not change is not touched.</summary>
internal sealed class GradeFolder
{
    /// <summary>The name of the tables of all learners, without an ending.</summary>
    public const string Name = "grades";

    /// <summary>The name of the table of points that people give, without an ending.</summary>
    public const string ManualName = "manual";

    private const string Unfinished = ".unfinished-";

    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true, IndentSize = 1, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string folder;

    /// <summary>Opens the folder, or makes it.</summary>
    /// <exception cref="UsageException">It cannot be made or written.</exception>
    public GradeFolder(string folder)
    {
        this.folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var left in Directory.EnumerateFiles(folder, $"{Unfinished}*"))
            {
                File.Delete(left);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the folder {folder} cannot be written: {fault.Message}");
        }

        Manual = ManualGrades.Read(Path.Combine(folder, $"{ManualName}.csv"));
    }

    /// <summary>What people give.</summary>
    public ManualGrades Manual { get; }

    /// <summary>The grade of an earlier run, if it depends on the same; else null.</summary>
    public SubmissionGrade? Find(string name, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<SubmissionGrade>(File.ReadAllBytes(Path.Combine(folder, $"{name}.json")), Writing) is { Exercises: not null, Problems: not null } known && known.Key == key ? known : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            // There is none, or something else.
            return null;
        }
    }

    /// <summary>Keeps the grade of a learner, as it was judged.</summary>
    public void Keep(string name, SubmissionGrade grade) => Write($"{name}.json", JsonSerializer.Serialize(grade, Writing) + "\n");

    /// <summary>Writes the page for a learner.</summary>
    public void WritePage(string name, string page) => Write($"{name}.html", page);

    /// <summary>Writes the tables of all learners.</summary>
    public void WriteTables(string course, IReadOnlyList<SubmissionGrade> grades)
    {
        var ids = grades.SelectMany(g => g.Exercises.Select(e => e.Id)).Distinct().ToList();
        using var table = new StringWriter();
        CsvText.Write(table, ["learner", "status", "points", "of", .. ids, "problems"], grades.Select(grade =>
        {
            var points = grade.Exercises.ToDictionary(e => e.Id, e => Text(e.Points), StringComparer.Ordinal);
            return (IReadOnlyList<string?>)[grade.Learner, grade.Status, Text(grade.Points()), Text(grade.Of()), .. ids.Select(id => points.GetValueOrDefault(id)), string.Join(' ', grade.Problems)];
        }));
        Write($"{Name}.csv", table.ToString());
        Write($"{Name}.json", new JsonObject
        {
            ["course"] = course,
            ["submissions"] = new JsonArray([.. grades.Select(Json)]),
        }.ToJsonString(Writing) + "\n");
    }

    private static JsonObject Json(SubmissionGrade grade) => new()
    {
        ["learner"] = grade.Learner,
        ["status"] = grade.Status,
        ["problems"] = new JsonArray([.. grade.Problems.Select(p => (JsonNode)p)]),
        ["exercises"] = new JsonArray([.. grade.Exercises.Select(e => new JsonObject
        {
            ["id"] = e.Id, ["attempt"] = e.Attempt, ["points"] = e.Points, ["of"] = e.Of, ["verdict"] = e.Verdict, ["tag"] = e.Tag, ["answer"] = e.Answer, ["feedback"] = e.Feedback, ["manual"] = e.Manual,
        })]),
    };

    private static string Text(decimal points) => points.ToString("0.##", CultureInfo.InvariantCulture);

    private void Write(string name, string content)
    {
        var (path, bytes) = (Path.Combine(folder, name), Encoding.UTF8.GetBytes(content));
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
        {
            return;
        }

        var fresh = Path.Combine(folder, $"{Unfinished}{name}");
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
