using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Adjoint.Tests.Clients;

/// <summary>A kernel driven by Debian's jupyter_client.</summary>
public sealed class KernelClient : IDisposable
{
    private readonly Process driver;

    public KernelClient()
    {
        Assert.NotEmpty(Repository.Jupyter);
        driver = Repository.Start("/usr/bin/python3", [Path.Combine(Repository.Root, "tests", "Host.Tests", "python", "driver.py"), "adjoint"]);
        driver.BeginErrorReadLine();
        ProcessId = (int)Read()["pid"]!;
    }

    public int ProcessId { get; }

    public JsonNode Send(object command)
    {
        driver.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        driver.StandardInput.Flush();
        return Read();
    }

    public Cell Execute(string code) => new(Send(new { op = "execute", code }));

    public Cell Interrupt(string code, double after = 0.5) => new(Send(new { op = "execute", code, interrupt_after = after, timeout = 30 }));

    public void Dispose()
    {
        driver.StandardInput.Close();
        if (!driver.WaitForExit(20_000))
        {
            driver.Kill(entireProcessTree: true);
        }

        driver.Dispose();
    }

    private JsonNode Read()
    {
        var line = driver.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The driver ended.");
        var answer = JsonNode.Parse(line)!;
        return answer["failure"] is { } failure ? throw new InvalidOperationException(failure.ToString()) : answer;
    }

    /// <summary>What came of a cell.</summary>
    public sealed class Cell(JsonNode answer)
    {
        public string Status => (string)answer["reply"]!["status"]!;

        public JsonNode Reply => answer["reply"]!;

        public double Seconds => (double)answer["seconds"]!;

        public string Stdout => Stream("stdout");

        public string Stderr => Stream("stderr");

        public JsonNode? Result => Contents("execute_result").FirstOrDefault()?["data"];

        public string? ResultText => (string?)Result?["text/plain"];

        public JsonNode? Error => Contents("error").FirstOrDefault();

        public string Trace => string.Join('\n', Error!["traceback"]!.AsArray().Select(l => (string?)l));

        public IEnumerable<JsonNode> Contents(string type) =>
            answer["outputs"]!.AsArray().Where(o => (string?)o!["type"] == type).Select(o => o!["content"]!);

        private string Stream(string name) => string.Concat(Contents("stream").Where(c => (string?)c["name"] == name).Select(c => (string?)c["text"]));
    }
}
