using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Tests.Release;

/// <summary>A leak is found wherever it is planted, and where there is none, none is found.</summary>
public sealed class LeakTests(LeakyCourse course) : IClassFixture<LeakyCourse>
{
    private const string Notebook = "01-inverses.ipynb";

    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>How each leak is planted, the file in which it has to be found, a part of the place and a part of what it is called.</summary>
    private static readonly Dictionary<string, (Action<LeakyCourse, string> Plant, string File, string Where, string What)> Leaks = new()
    {
        ["explanation in a text cell"] = (Cell("markdown", $"Note:\n\n{LeakyCourse.Explanation}"), Notebook, "cell 7, line 3", "the explanation of leaky/inverse"),
        ["explanation as a comment over lines"] = (Cell("code", $"// {LeakyCourse.Explanation.Replace(" ", "\n// ", StringComparison.Ordinal)}"), Notebook, "cell 7", "the explanation of leaky/inverse"),
        ["explanation in capitals"] = (Cell("raw", LeakyCourse.Explanation.ToUpperInvariant()), Notebook, "cell 7", "the explanation of leaky/inverse"),
        ["feedback as concatenated texts"] = (Cell("code", $"var s = \"{LeakyCourse.Feedback.Replace(" ", " \" +\n \"", StringComparison.Ordinal)}\";"), Notebook, "cell 7", "mirrors-the-matrix"),
        ["feedback in emphasis"] = (Cell("markdown", LeakyCourse.Feedback.Replace(" ", "* *", StringComparison.Ordinal)), Notebook, "cell 7", "mirrors-the-matrix"),
        ["solution as it is typed"] = (Edit((c, json) => Source(json, 0, $"The answer is `{c.Solution()}`.")), Notebook, "cell 1", "the solution of a variant of leaky/inverse"),
        ["solution in an output"] = (Edit((c, json) => Output(json, new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = new JsonArray("The inverse is\n", c.Solution()) })), Notebook, "cell 2, output 1", "the solution of a variant of leaky/inverse"),
        ["solution as rows in metadata"] = (Edit((c, json) => Metadata(json, 1)["rows"] = Rows(c.Solution())), Notebook, "cell 2, metadata rows", "the solution of a variant of leaky/inverse"),
        ["solution in a comment of course.json"] = (File("course.json", (c, text) => $"/* {c.Solution()} */\n{text}"), "course.json", "a comment in line 1", "the solution of a variant of leaky/inverse"),
        ["the same name twice in an object"] = (File("course.json", (_, text) => text.Replace("\"title\": \"A leaky", $"\"title\": \"{LeakyCourse.Explanation}\", \"title\": \"A leaky", StringComparison.Ordinal)), "course.json", "line 2", "the explanation of leaky/inverse"),
        ["name of a misconception"] = (Edit((_, json) => Metadata(json, 1)["x"] = "mirrors-the-matrix"), Notebook, "cell 2, metadata x", "the misconception mirrors-the-matrix"),
        ["any output"] = (Edit((_, json) => Output(json, new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "5" })), Notebook, "cell 2", "it has outputs"),
        ["explanation in an output's HTML"] = (Edit((_, json) => Output(json, Html($"<p>{Entities(LeakyCourse.Explanation)}</p>"))), Notebook, "cell 2, output 1, text/html", "the explanation of leaky/inverse"),
        ["explanation between tags"] = (Edit((_, json) => Output(json, Html(LeakyCourse.Explanation.Replace(" ", "</b> <b class=\"x\">", StringComparison.Ordinal)))), Notebook, "output 1, text/html, without tags", "the explanation of leaky/inverse"),
        ["number of a run"] = (Edit((_, json) => json["cells"]![1]!["execution_count"] = 3), Notebook, "cell 2", "it was run"),
        ["text deep in metadata"] = (Edit((_, json) => Metadata(json, 2)["a"] = new JsonObject { ["b"] = new JsonArray(new JsonObject { ["c"] = LeakyCourse.HiddenExplanation }) }), Notebook, "cell 3, metadata a, b[1], c", "the explanation of leaky/signature"),
        ["text as a name in metadata"] = (Edit((_, json) => Metadata(json, 2)[LeakyCourse.HiddenExplanation] = true), Notebook, "cell 3, metadata", "the explanation of leaky/signature"),
        ["text in the notebook's metadata"] = (Edit((_, json) => json["metadata"]!["note"] = LeakyCourse.Explanation), Notebook, "metadata note", "the explanation of leaky/inverse"),
        ["metadata called answer"] = (Edit((_, json) => Metadata(json, 5)["answer"] = 3), Notebook, "cell 6, metadata answer", "metadata called answer"),
        ["attachment"] = (Edit((_, json) => json["cells"]![0]!["attachments"]!["kept.png"]!["image/png"] = Base64(LeakyCourse.Exam)), Notebook, "cell 1, attachments, kept.png, image/png, base64", "code of"),
        ["data URI"] = (Cell("markdown", $"![x](data:text/plain;base64,{Base64(LeakyCourse.Explanation)})"), Notebook, "cell 7, base64", "the explanation of leaky/inverse"),
        ["base64 in lines of 76"] = (Cell("raw", Convert.ToBase64String(Utf8.GetBytes(LeakyCourse.Exam), Base64FormattingOptions.InsertLineBreaks)), Notebook, "cell 7, base64", "leaky/signature"),
        ["base64 of gzip"] = (Edit((_, json) => Metadata(json, 1)["z"] = Convert.ToBase64String(LeakyCourse.Gzip(Utf8.GetBytes(LeakyCourse.Practice)))), Notebook, "cell 2, metadata z, base64, gzip", "code of"),
        ["escapes in a C# string"] = (Cell("code", $"var s = \"{string.Concat(LeakyCourse.Explanation.Select(c => $"\\u{(int)c:X4}"))}\";"), Notebook, "cell 7, escapes", "the explanation of leaky/inverse"),
        ["percent signs in a link"] = (Cell("markdown", $"[x](https://example.org/?q={string.Concat(Utf8.GetBytes(LeakyCourse.Explanation).Select(b => $"%{b:X2}"))})"), Notebook, "cell 7, URL", "the explanation of leaky/inverse"),
        ["hexadecimal digits"] = (Cell("code", $"// {Convert.ToHexString(Utf8.GetBytes(LeakyCourse.Explanation))}"), Notebook, "cell 7, hexadecimal", "the explanation of leaky/inverse"),
        ["JSON in a string"] = (Edit((_, json) => Metadata(json, 1)["j"] = new JsonObject { ["t"] = LeakyCourse.Explanation }.ToJsonString()), Notebook, "cell 2, metadata j", "the explanation of leaky/inverse"),
        ["solution of a lesson, copied"] = (Cell("code", $"{{\n  {LeakyCourse.Region}\n}}"), Notebook, "cell 7", "a solution from 01-inverses.ipynb, cell 3"),
        ["hidden test, as metadata"] = (Edit((_, json) => Metadata(json, 3)["t"] = LeakyCourse.HiddenTest), Notebook, "cell 4, metadata t", "hidden tests from 01-inverses.ipynb, cell 4"),
        ["cell of the tutor"] = (Cell("code", "Console.WriteLine(\"for the tutor\");"), Notebook, "cell 7", "a cell with the tag instructor from 01-inverses.ipynb, cell 7"),
        ["region that was left"] = (Cell("code", "### BEGIN SOLUTION\nx\n### END SOLUTION"), Notebook, "cell 7", "a region SOLUTION"),
        ["tag that was left"] = (Edit((_, json) => Metadata(json, 1)["tags"] = new JsonArray("solution")), Notebook, "cell 2", "it has the tag solution"),
        ["line of the exercise's code"] = (Cell("code", "new(\"m\", a => a.Transpose(), \"Mirroring along the diagonal undoes rotations and reflections alone.\"),"), Notebook, "cell 7", "mirrors-the-matrix"),
        ["name of a hidden class"] = (Cell("code", "// see ExamOfInertia"), Notebook, "cell 7", "the name ExamOfInertia of hidden/Exam.cs"),
        ["method of a hidden class"] = (Cell("code", "PositiveMinusNegative(2)"), Notebook, "cell 7", "the name PositiveMinusNegative of hidden/Exam.cs"),
        ["folder of hidden exercises"] = (Put("hidden/Exam.cs", Utf8.GetBytes(LeakyCourse.Exam)), "hidden", "", "the folder hidden stays with the lecturer"),
        ["source beside the lessons"] = (Put("Practice.cs", Utf8.GetBytes("class Empty;")), "Practice.cs", "", "it is code"),
        ["source as a text file"] = (Put("notes.txt", Utf8.GetBytes(LeakyCourse.Practice)), "notes.txt", "line 13", "code of Misconceptions in exercises/Practice.cs"),
        ["UTF-16 text"] = (Put("notes.txt", Encoding.Unicode.GetBytes(LeakyCourse.HiddenExplanation)), "notes.txt", "UTF-16", "the explanation of leaky/signature"),
        ["UTF-16 text of the other byte order"] = (Put("notes.txt", [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(LeakyCourse.HiddenExplanation)]), "notes.txt", "UTF-16", "the explanation of leaky/signature"),
        ["compiled exercises"] = (Put("model.dat", Compiled(DebugInformationFormat.Embedded).Assembly), "model.dat", "", "compiled code"),
        ["texts in compiled exercises"] = (Put("model.dat", Compiled(DebugInformationFormat.Embedded).Assembly), "model.dat", "UTF-16", "the explanation of leaky/signature"),
        ["source embedded in debug information"] = (Put("model.dat", Compiled(DebugInformationFormat.PortablePdb).Symbols), "model.dat", "embedded source", "code of"),
        ["source embedded in compiled code"] = (Put("model.dat", Compiled(DebugInformationFormat.Embedded, "// only in its source: " + LeakyCourse.Feedback).Assembly), "model.dat", "debug information, embedded source", "mirrors-the-matrix"),
        ["archive"] = (Put("data.zip", LeakyCourse.Zip("notes.txt", Utf8.GetBytes(LeakyCourse.Explanation.PadRight(2000)))), "data.zip", "notes.txt", "the explanation of leaky/inverse"),
        ["archive in an archive"] = (Put("data.zip", LeakyCourse.Zip("inner.zip", LeakyCourse.Zip("Exam.cs", Utf8.GetBytes(LeakyCourse.Exam)))), "data.zip", "inner.zip, Exam.cs", "it is code"),
        ["packed file"] = (Put("data.bin", LeakyCourse.Gzip(Utf8.GetBytes(LeakyCourse.Explanation))), "data.bin", "gzip", "the explanation of leaky/inverse"),
        ["text of a picture"] = (Put("picture.png", Png(LeakyCourse.Explanation, isPacked: false)), "picture.png", "", "the explanation of leaky/inverse"),
        ["packed text of a picture"] = (Put("picture.png", Png(LeakyCourse.Explanation, isPacked: true)), "picture.png", "zlib", "the explanation of leaky/inverse"),
        ["what unpacks to too much"] = (Put("data.bin", LeakyCourse.Gzip(new byte[40 << 20])), "data.bin", "gzip", "it unpacks to more than 32 MiB"),
        ["copies of notebooks"] = (Put(".ipynb_checkpoints/x.ipynb", "{}"u8.ToArray()), ".ipynb_checkpoints", "", "Jupyter's copies"),
        ["history"] = (Put(".git/HEAD", "ref: refs/heads/main"u8.ToArray()), ".git", "", "a history"),
        ["log of a learner"] = (Put("ada.jsonl", "{}"u8.ToArray()), "ada.jsonl", "", "it is a log"),
        ["data base of grades"] = (Put("gradebook.db", "SQLite format 3"u8.ToArray()), "gradebook.db", "", "it is a log, a data base"),
        ["notebook of solutions"] = (Put("01-inverses-solution.ipynb", "{}"u8.ToArray()), "01-inverses-solution.ipynb", "", "its name says"),
        ["page of a notebook that was run"] = (Put("01-inverses.html", Utf8.GetBytes($"<html><pre>{WebUtility.HtmlEncode(LeakyCourse.HiddenTest)}</pre></html>")), "01-inverses.html", "HTML entities", "hidden tests from"),
        ["link out of the folder"] = ((c, folder) => System.IO.File.CreateSymbolicLink(Path.Combine(folder, "more"), c.Source), "more", "", "a link to"),
    };

    public static TheoryData<string> Names { get; } = [.. Leaks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Planted_leak_is_found_and_named(string name)
    {
        var (plant, file, where, what) = Leaks[name];
        var folder = course.Release();
        plant(course, folder);
        var found = course.Check(folder);
        Assert.True(
            found.Any(leak => leak.File == file && leak.Where.Contains(where, StringComparison.Ordinal) && leak.What.Contains(what, StringComparison.Ordinal)),
            $"{file}: {where}: {what} is not among\n{string.Join('\n', found)}");
        Assert.All(found, leak => Assert.DoesNotContain('\n', leak.ToString()));
    }

    [Fact]
    public void Release_has_no_leak() => Assert.Empty(course.Check(course.Release()));

    [Fact]
    public void Source_of_the_course_is_full_of_leaks() => Assert.True(course.Check(course.Source).Select(leak => leak.File).Distinct().Count() >= 4);

    private static Action<LeakyCourse, string> Put(string name, byte[] content) => (_, folder) => LeakyCourse.Write(folder, name, content);

    private static Action<LeakyCourse, string> File(string name, Func<LeakyCourse, string, string> change) =>
        (c, folder) => LeakyCourse.Write(folder, name, change(c, System.IO.File.ReadAllText(Path.Combine(folder, name))));

    private static Action<LeakyCourse, string> Edit(Action<LeakyCourse, JsonNode> change) => File(Notebook, (c, text) =>
    {
        var json = JsonNode.Parse(text)!;
        change(c, json);
        return json.ToJsonString();
    });

    private static Action<LeakyCourse, string> Cell(string kind, string source) => Edit((_, json) => json["cells"]!.AsArray().Add(
        new JsonObject { ["cell_type"] = kind, ["id"] = "planted", ["metadata"] = new JsonObject(), ["source"] = new JsonArray([.. source.Split('\n').Select(line => (JsonNode)(line + "\n"))]) }));

    private static void Source(JsonNode json, int cell, string source) => json["cells"]![cell]!["source"] = source;

    private static JsonObject Metadata(JsonNode json, int cell) => json["cells"]![cell]!["metadata"]!.AsObject();

    private static void Output(JsonNode json, JsonObject output) => json["cells"]![1]!["outputs"] = new JsonArray(output);

    private static JsonObject Html(string html) => new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { ["text/html"] = html } };

    private static JsonArray Rows(string matrix) => new([.. matrix.Split(';').Select(row => (JsonNode)new JsonArray([.. row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => (JsonNode)int.Parse(entry, System.Globalization.CultureInfo.InvariantCulture))]))]);

    private static string Entities(string text) => string.Concat(text.Select(c => $"&#{(int)c};"));

    private static string Base64(string text) => Convert.ToBase64String(Utf8.GetBytes(text));

    // A picture's chunks need no right checksums to be read by a learner.
    private static byte[] Png(string text, bool isPacked)
    {
        using var packed = new MemoryStream();
        using (var stream = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(Utf8.GetBytes(text));
        }

        byte[] content = [.. "Comment\0"u8, .. isPacked ? [0, .. packed.ToArray()] : Utf8.GetBytes(text)];
        return [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, (byte)(content.Length >> 8), (byte)content.Length, .. isPacked ? "zTXt"u8 : "tEXt"u8, .. content, 0, 0, 0, 0];
    }

    private static (byte[] Assembly, byte[] Symbols) Compiled(DebugInformationFormat format, string remark = "")
    {
        var source = SourceText.From($"{remark}\n{LeakyCourse.Exam}", Encoding.UTF8);
        var tree = CSharpSyntaxTree.ParseText(source, path: "Exam.cs", cancellationToken: TestContext.Current.CancellationToken);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("Exam", [tree], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            assembly, format == DebugInformationFormat.PortablePdb ? symbols : null, options: new(debugInformationFormat: format), embeddedTexts: [EmbeddedText.FromSource("Exam.cs", source)], cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return (assembly.ToArray(), symbols.ToArray());
    }
}
