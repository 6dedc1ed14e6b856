using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Adjoint.Cli.Release;

namespace Adjoint.Tests.Release;

/// <summary>A course with something of everything that learners are not to see, and its release.</summary>
public sealed class LeakyCourse : IDisposable
{
    public const string Explanation = "Gauss and Jordan reduce the matrix beside the identity until the left half is the identity.";
    public const string Feedback = "Mirroring along the diagonal undoes rotations and reflections alone.";
    public const string HiddenExplanation = "Sylvesters Trägheitssatz counts the signs, which no change of basis alters at all.";
    public const string Region = "var inverse = a.Inverse();\nvar proof = a * inverse;";
    public const string HiddenTest = "if (answer.Rank() != 3) throw new InvalidOperationException(\"rank\");";

    public const string Exam = """
        using Adjoint.Algebra;
        using Adjoint.Exercises;
        using Adjoint.LinearAlgebra;

        public static class ExamOfInertia
        {
            public static Exercise Signature { get; } = new Exercise<int, Rational>("leaky/signature")
            {
                Generate = draw => draw.Integer(2, 90),
                Statement = n => $"What is the signature of the identity of ${n}$ rows?",
                Answer = _ => Answers.ExactNumber,
                Solution = n => PositiveMinusNegative(n),
                Misconceptions =
                [
                    new("counts-negative-signs", n => -n, "There is no negative sign at all."),
                    new("squares-the-number", n => n * n, "Entries off the diagonal do not count."),
                ],
                Explanation = _ => "Sylvesters Trägheitssatz counts the signs, which no change of basis alters at all.",
            };

            private static Rational PositiveMinusNegative(int n) => n;
        }
        """;

    public const string Practice = """
        using Adjoint.Algebra;
        using Adjoint.Exercises;
        using Adjoint.LinearAlgebra;

        public static class Practice
        {
            public static Exercise Inverse { get; } = new Exercise<ExactMatrix<Rational>, ExactMatrix<Rational>>("leaky/inverse")
            {
                Generate = draw => draw.UnimodularMatrix(3),
                Statement = a => $"Invert $A = {a}$.",
                Answer = _ => Answers.Matrix(),
                Solution = a => a.Inverse(),
                Misconceptions =
                [
                    new("mirrors-the-matrix", a => a.Transpose(), "Mirroring along the diagonal undoes rotations and reflections alone."),
                    new("changes-all-signs", a => -a.Inverse(), "Multiply, and look at the sign of the first entry."),
                ],
                Hints = [_ => "Write the identity beside it."],
                Explanation = _ => "Gauss and Jordan reduce the matrix beside the identity until the left half is the identity.",
            };
        }
        """;

    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("adjoint-release ∂");
    private readonly Lazy<CourseSecrets> secrets;

    public LeakyCourse()
    {
        Write(Source, "course.json", """
            // The key of the exam is 3.
            {
              "title": "A leaky course", "id": "leaky", "pool": 3,
              "lessons": [{ "title": "Inverses", "notebook": "01-inverses.ipynb", "exercises": ["leaky/inverse", "leaky/signature"] }]
            }
            """);
        Write(Source, "exercises/Practice.cs", Practice);
        Write(Source, "hidden/Exam.cs", Exam);
        Write(Source, "pictures/solution-space.png", Convert.FromBase64String(Picture));
        Write(Source, "data.csv", "x,y\n1,2\n"u8.ToArray());
        Write(Source, "unused.csv", "x,y\n1,2\n"u8.ToArray());
        Write(Source, "01-inverses.ipynb", Lesson);
        secrets = new(() => CourseSecrets.Of(CourseRelease.Open(Source)));
    }

    public string Source => Path.Combine(root.FullName, "source");

    internal CourseSecrets Secrets => secrets.Value;

    public static string Lesson { get; } = new JsonObject
    {
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["language"] = "C#", ["name"] = "adjoint", ["display_name"] = "C#" }, ["widgets"] = new JsonObject { ["state"] = "a" } },
        ["cells"] = new JsonArray(
            Cell("markdown", "# Inverses\n\n![The space](pictures/solution-space.png) ![Inside](attachment:kept.png)", attachments: true),
            Cell("code", "var a = ExactMatrix.Parse(\"2 1; 1 1\");\nvar table = File.ReadAllText(\"data.csv\");", count: 4),
            Cell("code", $"// Invert it.\n    ### BEGIN SOLUTION\n{Region}\n    ### END SOLUTION\ninverse", new JsonObject { ["nbgrader"] = Nbgrader("inv", isSolution: true, isGrade: false) }),
            Cell("code", $"// Is it right?\n// BEGIN HIDDEN TESTS\n{HiddenTest}\n// END HIDDEN TESTS", new JsonObject { ["nbgrader"] = Nbgrader("test", isSolution: false, isGrade: true) }),
            Cell("markdown", "Because every column has a leading one, as is easily seen.", new JsonObject { ["nbgrader"] = Nbgrader("why", isSolution: true, isGrade: true) }),
            Cell("code", "#!exercise inverse", new JsonObject { ["adjoint"] = new JsonObject { ["exercise"] = "leaky/inverse" } }),
            Cell("code", "Console.WriteLine(\"for the tutor\");", new JsonObject { ["tags"] = new JsonArray("instructor") })),
    }.ToJsonString();

    public static string Write(string folder, string name, string content) => Write(folder, name, Encoding.UTF8.GetBytes(content));

    public static string Write(string folder, string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A new folder with the release in it.</summary>
    public string Release()
    {
        var folder = Path.Combine(root.FullName, $"release {Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        CourseRelease.Open(Source).Write(folder, iterations: 1);
        return folder;
    }

    internal IReadOnlyList<Leak> Check(string folder) => LeakLinter.Check(folder, Secrets);

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(string name, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>A solution long enough to be looked for, of one of the variants.</summary>
    public string Solution()
    {
        var course = Extension.Courses.CourseFolder.Open(Source);
        var exercise = course.Find("inverse")!;
        return Enumerable.Range(0, 3).Select(i => exercise.Deal(course.PoolSeed(exercise, i)).TypedSolution!)
            .First(solution => solution.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct().Count() >= 4);
    }

    public void Dispose() => root.Delete(recursive: true);

    private static JsonObject Nbgrader(string id, bool isSolution, bool isGrade) =>
        new() { ["grade"] = isGrade, ["solution"] = isSolution, ["locked"] = !isSolution, ["grade_id"] = id, ["points"] = isGrade ? 2 : null, ["schema_version"] = 3, ["checksum"] = "d41d8cd98f00b204e9800998ecf8427e" };

    private static JsonObject Cell(string kind, string source, JsonObject? metadata = null, int? count = null, bool attachments = false)
    {
        var cell = new JsonObject { ["cell_type"] = kind, ["id"] = $"c{Math.Abs(source.Length)}{kind[0]}", ["metadata"] = metadata ?? [], ["source"] = new JsonArray([.. source.Split('\n').Select((line, i) => (JsonNode)(i == source.Count(c => c == '\n') ? line : line + "\n"))]) };
        if (kind == "code")
        {
            cell["execution_count"] = count;
            cell["outputs"] = count is null ? [] : new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "seen" });
        }
        else if (attachments)
        {
            cell["attachments"] = new JsonObject { ["kept.png"] = new JsonObject { ["image/png"] = Picture }, ["left.png"] = new JsonObject { ["image/png"] = Picture } };
        }

        return cell;
    }
}
