using System.Globalization;
using System.Text.Json.Nodes;
using Adjoint.Exercises;
using Adjoint.Extension.Courses;

namespace Adjoint.Tests.Grading;

/// <summary>Generated submissions to the course on linear algebra, and what a grader must make of them.</summary>
internal static class SubmittedClass
{
    public const string Sign = "linear-algebra/sign-of-a-permutation";

    public const string RightSign = """
        Answer((IReadOnlyList<int> p) => 1 - 2 * (p.Select((x, j) => p.Take(j).Count(y => y > x)).Sum() % 2))
        """;

    /// <summary>The course.</summary>
    public static Course Course { get; } = CourseFolder.Open(Path.Combine(Repository.Root, "courseware", "linear-algebra"));

    /// <summary>Exercises whose answers are typed.</summary>
    public static IReadOnlyList<Exercise> Typed { get; } = [.. Course.Exercises.Where(e => Course.Deal(e, "any", 0).IsTyped)];

    /// <summary>The answer of a learner to the variant of an attempt: right, or the n-th misconception's.</summary>
    public static string Answer(Exercise exercise, string learner, int misconception = -1, int attempt = 0)
    {
        var question = Course.Deal(exercise, learner, attempt);
        return misconception < 0 ? question.TypedSolution! : question.TypedMisconceptions[misconception % question.TypedMisconceptions.Count].Answer!;
    }

    /// <summary>A notebook of code cells, as Jupyter saves it.</summary>
    public static string Notebook(params IEnumerable<string> cells) => Notebook(cells.Select(source => Cell(source)));

    /// <summary>A notebook of cells.</summary>
    public static string Notebook(IEnumerable<JsonObject> cells) => new JsonObject
    {
        ["nbformat"] = 4, ["nbformat_minor"] = 5, ["metadata"] = new JsonObject(), ["cells"] = new JsonArray([.. cells.Select((cell, i) =>
        {
            cell["id"] = string.Create(CultureInfo.InvariantCulture, $"cell-{i}");
            return (JsonNode)cell;
        })]),
    }.ToJsonString();

    /// <summary>A code cell, and the variant of an exercise that it has shown, if any.</summary>
    public static JsonObject Cell(string source, string? exercise = null, int attempt = 0) => new()
    {
        ["cell_type"] = "code", ["execution_count"] = null, ["metadata"] = new JsonObject(), ["source"] = source,
        ["outputs"] = exercise is null ? [] : new JsonArray(new JsonObject
        {
            ["output_type"] = "display_data", ["metadata"] = new JsonObject(),
            ["data"] = new JsonObject { ["application/vnd.adjoint+json"] = new JsonObject { ["type"] = "exercise", ["exercise"] = exercise, ["attempt"] = attempt } },
        }),
    };

    /// <summary>The cells of a learner who answers everything that is typed.</summary>
    public static IEnumerable<string> Answers(string learner, int misconception = -1) =>
        Typed.SelectMany(e => new[] { $"#!exercise {e.Id}", $"#!answer {Answer(e, learner, misconception)}" });

    /// <summary>Writes submissions that take all that there is, so that it depends on the moment what of them still runs.</summary>
    public static void WriteGreedy(string folder)
    {
        var first = Typed[0];
        void Save(string learner, params string[] greed) =>
            File.WriteAllText(Path.Combine(folder, $"{learner}.ipynb"), Notebook([.. greed, $"#!exercise {first.Id}", $"#!answer {Answer(first, learner)}"]));
        Save("sleep", "System.Threading.Thread.Sleep(-1);", "new List<int>(Enumerable.Range(0, 60)).Sort((a, b) => { System.Threading.Thread.Sleep(100000); return 0; });");
        Save("allocation", "var blocks = new List<byte[]>();", "while (true) { var b = new byte[1 << 24]; Array.Fill(b, (byte)1); blocks.Add(b); }");
        Save("allocation-native", "unsafe { while (true) { System.Runtime.InteropServices.NativeMemory.Fill(System.Runtime.InteropServices.NativeMemory.Alloc(1 << 24), 1 << 24, 1); } }");
        Save("processes", "for (var i = 0; i < 200; i++) System.Diagnostics.Process.Start(\"/opt/dotnet/dotnet\", \"/opt/adjoint/adjoint.dll kernel rehearse\");");
        Save("threads", "for (var i = 0; i < 200; i++) new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)) { IsBackground = true }.Start();");
        Save("folder", "for (var i = 0; ; i++) File.WriteAllBytes($\"/tmp/{i}\", new byte[1 << 23]);");
    }

    /// <summary>Writes two hundred submissions.</summary>
    public static void Write(string folder, string canary)
    {
        void Save(string name, string text) => File.WriteAllText(Path.Combine(folder, $"{name}.ipynb"), text);
        var first = Typed[0];

        // The lesson that stands between the harm and the answers costs a learner nothing.
        string Harmed(string learner, params string[] harm) => Notebook([.. harm, $"#!exercise {first.Id}", $"#!answer {Answer(first, learner)}", $"#!exercise {Sign}", RightSign]);
        Save("loop", Harmed("loop", "while (true) { }"));
        Save("allocation", Harmed("allocation", "var b = new byte[2_000_000_000];", "unsafe { System.Runtime.InteropServices.NativeMemory.Alloc((nuint)8_000_000_000); }"));
        Save("processes", Harmed("processes", "for (var i = 0; i < 200; i++) System.Diagnostics.Process.Start(\"/opt/bin/prlimit\").WaitForExit();"));
        Save("deletion", Harmed("deletion", $"System.IO.Directory.Delete(\"{Path.GetDirectoryName(canary)}\", true);", $"File.Delete(\"{canary}\");", $"File.WriteAllText(\"{canary}\", \"changed\");", "foreach (var f in Directory.GetFiles(\"/opt/adjoint\")) File.Delete(f);"));
        Save("exit", Harmed("exit", "Environment.Exit(0);"));
        Save("fail-fast", Harmed("fail-fast", "Environment.FailFast(\"gone\");"));
        Save("overflow", Harmed("overflow", "int F(int n) => F(n + 1) + 1; F(0)"));
        Save("reading", Harmed("reading", $"Answer(string.Join(\",\", Directory.GetFiles(\"{Course.Folder}\", \"*\", SearchOption.AllDirectories)), \"{first.Id}\");", "Answer(File.ReadAllText(\"/etc/passwd\"), \"rank\");", $"Answer(File.ReadAllText(\"{folder}/right-000.ipynb\"), \"rank\");"));
        Save("network", Harmed("network", "new System.Net.Http.HttpClient() { Timeout = TimeSpan.FromSeconds(2) }.GetStringAsync(\"http://1.1.1.1\").Result", "new System.Net.Sockets.TcpClient(\"127.0.0.1\", 22)"));
        Save("forged", Harmed("forged", $$"""
            using (var o = Console.OpenStandardOutput()) {
                foreach (var line in new[] { "{\"event\":\"answered\",\"cell\":1,\"exercise\":\"{{Typed[1].Id}}\",\"verdict\":\"accepted\",\"points\":100}", "{\"event\":\"verdict\",\"verdict\":\"accepted\"}", "{{new string('[', 100)}}", "null", "7", "\u0000", "{\"event\":\"answered\",\"cell\":999,\"exercise\":\"../../x\",\"text\":\"1\"}" })
                    o.Write(System.Text.Encoding.UTF8.GetBytes("\n" + line + "\n"));
            }
            """));
        Save("flood", Harmed("flood", "while (true) Console.WriteLine(new string('x', 1000));"));
        Save("flood-raw", Harmed("flood-raw", "using (var o = Console.OpenStandardOutput()) while (true) o.Write(new byte[65536]);"));
        Save("finished", Harmed("finished", "Console.OpenStandardOutput().Write(\"\\n{\\\"event\\\":\\\"finished\\\"}\\n\"u8);"));
        Save("wrong-code", Harmed("wrong-code", "this is no C#", "#!nothing", "throw new Exception(DateTime.Now.ToString());"));
        Save("malformed", "{\"cells\": [");
        Save("nested", new string('[', 100_000));
        Save("no-cells", "{}");
        Save("strange-cells", """{"nbformat":4,"cells":[1,null,"x",{},{"cell_type":"code"},{"cell_type":"code","source":7},{"cell_type":"code","source":["1",2]},{"cell_type":"code","source":"1","outputs":[[],{"data":7}],"metadata":[]}]}""");
        Save("half-character", "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"\\ud800\"}]}");
        Save("empty", string.Empty);
        Save("missing", Notebook("#!exercise rank"));
        Save("doubled", Notebook($"#!exercise {first.Id}", $"#!answer {Answer(first, "doubled")}", $"#!answer {Answer(first, "doubled", 0)}"));
        Save("moved", Notebook([Cell($"#!answer --exercise {first.Id} {Answer(first, "moved", attempt: 3)}", first.Id, 3)]));
        Save("=cmd()", Notebook("1"));
        Save("<b>", Notebook("1"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.ipynb"), canary);
        Directory.CreateDirectory(Path.Combine(folder, "no-notebook"));
        Directory.CreateDirectory(Path.Combine(folder, "two-notebooks"));
        File.WriteAllText(Path.Combine(folder, "two-notebooks", "1.ipynb"), Notebook($"#!exercise {first.Id}", $"#!answer {Answer(first, "two-notebooks")}"));
        File.WriteAllText(Path.Combine(folder, "two-notebooks", "2.ipynb"), "no json");
        Repository.Run("/usr/bin/mkfifo", [Path.Combine(folder, "pipe.ipynb")]);
        var misconceptions = Typed.Max(e => e.Tags.Count);
        for (var k = 0; k < misconceptions; k++)
        {
            var learner = string.Create(CultureInfo.InvariantCulture, $"wrong-{k}");
            Save(learner, Notebook(Answers(learner, k)));
        }

        var count = Directory.EnumerateFileSystemEntries(folder).Count();
        for (var k = 0; k + count < 200; k++)
        {
            // Most notebooks run some code of the lesson, too.
            var learner = string.Create(CultureInfo.InvariantCulture, $"right-{k:000}");
            Save(learner, Notebook([.. Answers(learner), .. k % 4 == 0 ? new[] { $"#!exercise {Sign}", RightSign } : [], .. k % 2 == 0 ? new[] { "var m = ExactMatrix.Parse(\"1 2; 3 4\");\nm.Inverse()" } : []]));
        }
    }
}
