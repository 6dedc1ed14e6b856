using System.Text.Json.Nodes;

namespace Adjoint.Tests.Clients;

/// <summary>Debian's Jupyter programs against the installed kernel.</summary>
public sealed class JupyterTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void Protocol_test_suite_passes()
    {
        Assert.NotEmpty(Repository.Jupyter);
        var run = Repository.Run(Python, [Path.Combine(Repository.Root, "tests", "Host.Tests", "python", "kernel_suite.py")]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"\nOK( \(skipped=\d\))?\s*$", run.Error);
    }

    [Theory]
    [Trait("Speed", "Slow")]
    [MemberData(nameof(Notebooks))]
    public void Nbconvert_executes_the_notebook(string notebook)
    {
        Assert.NotEmpty(Repository.Jupyter);
        var folder = Directory.CreateTempSubdirectory("adjoint-nbconvert");
        try
        {
            var run = Repository.Run(
                "/usr/bin/jupyter-nbconvert", ["--to", "notebook", "--execute", Path.Combine(Repository.Root, notebook), "--output-dir", folder.FullName], seconds: 300);
            Assert.True(run.ExitCode == 0, run.Error);
            var cells = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, Path.GetFileName(notebook))))!["cells"]!.AsArray();
            Assert.Contains(cells, c => c!["outputs"] is JsonArray outputs && outputs.Any(o => (o!["data"]?["text/latex"] ?? o["data"]?["text/html"]) is not null));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Cell_is_an_answer_to_the_exercise_in_its_metadata_as_Jupyter_sends_it()
    {
        Assert.NotEmpty(Repository.Jupyter);
        const string Script = """
            import json, os, sys
            from jupyter_client.manager import KernelManager
            folder = sys.argv[1]
            os.environ["JPY_SESSION_NAME"] = os.path.join(folder, "02-one-subspace-many-bases.ipynb")
            cells = json.load(open(os.environ["JPY_SESSION_NAME"]))["cells"]
            cell = [c["id"] for c in cells if c["metadata"].get("adjoint", {}).get("exercise") == "linear-algebra/dual-basis"][-1]
            manager = KernelManager(kernel_name="adjoint")
            manager.start_kernel(cwd=folder)
            client = manager.client()
            client.start_channels()
            client.wait_for_ready(timeout=60)

            def run(code, metadata):
                message = client.session.msg("execute_request", dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True), metadata=metadata)
                client.shell_channel.send(message)
                shown = []
                while True:
                    answer = client.get_iopub_msg(timeout=60)
                    if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                        continue
                    if answer["msg_type"] in ("display_data", "execute_result"):
                        shown.append(answer["content"]["data"])
                    if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                        return shown[0]

            run("#!exercise rank", {})
            def exercise(data):
                value = data["application/vnd.adjoint+json"]
                return (json.loads(value) if isinstance(value, str) else value)["exercise"]
            print(json.dumps([
                exercise(run("#!answer 1 2 3", {"cellId": cell})),
                exercise(run("#!answer 1", {"cellId": "none such"})),
                "One subspace, many bases](02-one-subspace-many-bases.ipynb)** ← you are here" in run("#!lesson", {})["text/markdown"],
            ]))
            client.stop_channels()
            manager.shutdown_kernel(now=True)
            """;
        var run = Repository.Run(Python, ["-c", Script, Path.Combine(Repository.Root, "courseware", "linear-algebra")]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("""["linear-algebra/dual-basis", "linear-algebra/rank", true]""", run.Output.Trim());
    }

    [Fact]
    public void Nbclient_executes_a_notebook_and_stops_at_a_failing_cell()
    {
        Assert.NotEmpty(Repository.Jupyter);
        const string Script = """
            import nbformat, nbclient, json
            nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in ["var x = 6;", "x * 7", "throw new Exception(\"stop\");", "x"]])
            client = nbclient.NotebookClient(nb, kernel_name="adjoint", timeout=60)
            try:
                client.execute()
                failed = None
            except nbclient.exceptions.CellExecutionError as error:
                failed = error.ename
            nbformat.validate(nb)
            print(json.dumps([nb.cells[1].outputs[0].data["text/plain"], failed, len(nb.cells[3].outputs)]))
            """;
        var run = Repository.Run(Python, ["-c", Script]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("[\"42\", \"System.Exception\", 0]", run.Output.Trim());
    }

    [Fact]
    public void Console_shows_results()
    {
        Assert.NotEmpty(Repository.Jupyter);
        var run = Repository.Run("/usr/bin/jupyter-console", ["--kernel", "adjoint", "--simple-prompt"], input: "1 + 41\n#!matrix 1 2; 3 4\nexit\n");
        Assert.Contains("42", run.Output, StringComparison.Ordinal);
        Assert.Contains("⎣3  4⎦", run.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string> Notebooks() =>
        [.. new[] { "notebooks", "courseware" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*.ipynb", SearchOption.AllDirectories))
            .Where(p => !p.Contains(".ipynb_checkpoints", StringComparison.Ordinal))
            .Select(p => Path.GetRelativePath(Repository.Root, p)).Order(StringComparer.Ordinal)];
}
