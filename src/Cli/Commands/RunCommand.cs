using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Adjoint.Cli.Notebooks;
using Adjoint.Extension;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint run NOTEBOOK…</c>: executes notebooks in this process, without Jupyter.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK") { Description = "Notebooks, .ipynb or .dib.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--output") { Description = "Write the executed notebooks into this folder.", HelpName = "DIR" };
        var html = new Option<bool>("--html") { Description = "Write a self-contained page beside each executed notebook." };
        var command = new Command("run", "Executes notebooks from a fresh session each, without Jupyter; stops a notebook at its first failing cell.") { notebooks, output, html };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(notebooks), parsed.GetValue(output)?.FullName, parsed.GetValue(html)));
        return command;
    }

    private static int Run(string[] paths, string? folder, bool html)
    {
        if (html && folder is null)
        {
            throw new UsageException("--html writes pages, so it needs --output DIR.");
        }

        var notebooks = paths.Select(p => NotebookFile.Read(Path.GetFullPath(p))).ToList();
        var names = paths.Select(p => Path.GetFileNameWithoutExtension(p)).ToList();
        if (folder is not null && names.Distinct().Count() < names.Count)
        {
            throw new UsageException("two of the notebooks have the same name, so their results would overwrite each other in one folder.");
        }

        if (folder is not null)
        {
            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"the folder {folder} cannot be made: {fault.Message}");
            }
        }

        using var terminal = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var errors = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        var good = true;
        foreach (var (notebook, name) in notebooks.Zip(names))
        {
            var records = new Dictionary<NotebookCell, IReadOnlyList<RecordedOutput.Entry>>();
            void Save()
            {
                Store(records);
                if (folder is not null)
                {
                    notebook.Write(Path.Combine(folder, name + ".ipynb"));
                    if (html)
                    {
                        File.WriteAllText(Path.Combine(folder, name + ".html"), NotebookPage.Render(notebook, records));
                    }
                }
            }

            void Ended(object? sender, EventArgs e)
            {
                errors.WriteLine($"{notebook.Path}: a cell ended the process, after {records.Count} of its cells had ended; what they showed is kept.");
                Save();
            }

            AppDomain.CurrentDomain.ProcessExit += Ended;
            good &= Execute(notebook, records, terminal, errors);
            AppDomain.CurrentDomain.ProcessExit -= Ended;
            Save();
        }

        return good ? ExitCode.Done : ExitCode.UserFailed;
    }

    private static bool Execute(
        NotebookFile notebook, Dictionary<NotebookCell, IReadOnlyList<RecordedOutput.Entry>> records, TextWriter terminal, TextWriter errors)
    {
        var folder = Path.GetDirectoryName(notebook.Path)!;
        Environment.CurrentDirectory = folder;
        var session = new NotebookSession(CommandSet.Standard, folder);
        session.Learner.Notebook = notebook.Path;
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, signal =>
            signal.Cancel = session.Interrupt());
        var cells = notebook.Cells.Where(c => c.Kind == "code").ToList();
        cells.ForEach(c => c.Clear());
        terminal.WriteLine(notebook.Path);
        if (notebook.Cells.Where(c => c.Kind == "raw").Select(c => c.OtherLanguage).OfType<string>().ToList() is { Count: > 0 } others)
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {others.Count} cell(s) in other languages ({string.Join(", ", others.Distinct())}) are not run"));
        }

        var displays = new Dictionary<string, RecordedOutput.Entry>();
        var watch = new Stopwatch();
        for (var i = 0; i < cells.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(cells[i].Source))
            {
                continue;
            }

            watch.Restart();
            var output = new RecordedOutput(displays, i + 1);
            var outcome = session.Execute(cells[i].Source, i + 1, output, cells[i].Exercise);
            if (outcome is CellOutcome.Failed failed)
            {
                output.Fail(failed);
            }

            cells[i].ExecutionCount = i + 1;
            records[cells[i]] = output.Entries;
            var fatal = outcome is CellOutcome.Failed && !cells[i].MayFail;
            terminal.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  [{i + 1}/{cells.Count}] {(fatal ? "failed" : "ok")} {watch.Elapsed.TotalSeconds:F2} s"));
            if (fatal)
            {
                errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{notebook.Path}: code cell {i + 1} (cell {cells[i].Number} of the notebook) failed:"));
                errors.WriteLine(string.Join('\n', cells[i].Source.Split('\n').Select(l => "  | " + l)));
                errors.WriteLine(string.Join('\n', ((CellOutcome.Failed)outcome).Trace));
                return false;
            }
        }

        return true;
    }

    // An update may change the output of an earlier cell, so outputs are stored when all is done.
    private static void Store(Dictionary<NotebookCell, IReadOnlyList<RecordedOutput.Entry>> records)
    {
        foreach (var (cell, entries) in records)
        {
            cell.Outputs = new JsonArray([.. entries.Select(e => (JsonNode)e.Json)]);
        }
    }
}
