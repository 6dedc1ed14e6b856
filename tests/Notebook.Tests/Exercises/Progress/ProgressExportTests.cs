using System.Text.Json.Nodes;
using Adjoint.Exercises;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>What a log exports is what is in it, as other programs read it.</summary>
public sealed class ProgressExportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("adjoint-progress").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Csv_read_by_python_is_the_json()
    {
        var path = Path.Combine(folder, "log.csv");
        var answers = Gen.OneOf(
            Gen.Char["a=+-@',;\"\r\n\t 1.＝|é"].Array[0, 6].Select(string.Concat),
            OneOf("=1+1", "-3", "-3/4", "'quoted'", " =cmd|'/c calc'!A1", "1,5", "a\"b", "line\r\nline", "-", "-1.5.2", "𝔽₇")).Array[300];
        var log = ProgressLog.InMemory("course", "Zoë, \"Z\"");
        foreach (var answer in answers.Single())
        {
            log.Append(ProgressEntry.Answered(Start, "e", 0, answer, Verdict.Right));
        }

        await using (var writer = new StreamWriter(path))
        {
            log.WriteCsv(writer);
        }

        var python = await VariantVectors.Run(
            $$"""
            import csv, json
            with open({{Quote(path)}}, encoding="utf-8", newline="") as file:
                rows = [[cell[1:] if cell.startswith("'") else cell for cell in row] for row in csv.reader(file, strict=True)]
            with open({{Quote(path + ".json")}}, "w") as out:
                json.dump([dict(zip(rows[0], row)) for row in rows[1:]], out)
            """,
            TestContext.Current.CancellationToken);
        Assert.SkipWhen(python is null, "There is no python3.");
        var rows = JsonNode.Parse(await File.ReadAllTextAsync(path + ".json", TestContext.Current.CancellationToken))!.AsArray();
        using var json = new StringWriter();
        log.WriteJson(json);
        var objects = JsonNode.Parse(json.ToString())!.AsArray();
        Assert.Equal(300, rows.Count);
        Assert.Equal(objects.Select(Cells), rows.Select(Cells));
        Assert.Equal(log.Entries.Select(entry => entry.Answer), rows.Select(row => (string?)row!["answer"]));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" \t@SUM(A1)", "' \t@SUM(A1)")]
    [InlineData("-3/4", "'-3/4")]
    [InlineData("-3", "-3")]
    [InlineData("-0.75", "-0.75")]
    [InlineData("'a", "''a")]
    [InlineData("1,2", "\"1,2\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void Cell_is_what_no_spreadsheet_computes(string text, string cell)
    {
        using var writer = new StringWriter();
        CsvText.Write(writer, ["h"], [[text]]);
        Assert.Equal($"h\r\n{cell}\r\n", writer.ToString());
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(n => texts[n]);

    private static string Quote(string path) => System.Text.Json.JsonSerializer.Serialize(path);

    private static string Cells(JsonNode? row) => string.Join('\u001f', row!.AsObject().Select(cell => $"{cell.Key}\u001e{cell.Value}"));
}
