using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Adjoint.Tests.Clients;

/// <summary>Debian's Jupyter Notebook, serving the repository on this machine only.</summary>
public sealed class NotebookServer : IDisposable
{
    private readonly Process server;
    private readonly int port;

    public NotebookServer()
    {
        Assert.NotEmpty(Repository.Jupyter);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        server = Repository.Start("/usr/bin/jupyter-notebook",
        [
            "--no-browser", "--allow-root", "--ip=127.0.0.1", FormattableString.Invariant($"--port={port}"), "--port-retries=0", "--NotebookApp.token=", "--NotebookApp.password=",
            $"--notebook-dir={Repository.Root}",
        ]);
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        WaitUntilItAnswers();
    }

    /// <summary>Where a notebook of the repository is opened.</summary>
    public string AddressOf(string notebook) => FormattableString.Invariant($"http://127.0.0.1:{port}/notebooks/{notebook}");

    /// <summary>Opens a notebook in Chromium, runs it, and returns what the reader sees; the picture is written to <paramref name="picture"/>.</summary>
    public JsonNode Open(string notebook, string picture, string scheme = "light", int first = 0, int count = 1000)
    {
        var run = Repository.Run(
            "node",
            ["notebook.mjs", AddressOf(notebook), picture, scheme, FormattableString.Invariant($"{first}"), FormattableString.Invariant($"{count}")],
            folder: Path.Combine(Repository.Root, "tests", "Host.Tests", "js"),
            seconds: 400);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }

    public void Dispose()
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
        server.Dispose();
    }

    private void WaitUntilItAnswers()
    {
        using var http = new HttpClient();
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            try
            {
                using var document = JsonDocument.Parse(http.GetStringAsync(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/api"))).GetAwaiter().GetResult());
                return;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < deadline && !server.HasExited)
            {
                Thread.Sleep(100);
            }
        }
    }
}
