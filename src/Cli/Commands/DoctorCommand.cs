using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Adjoint.Extension;
using Adjoint.Jupyter.Wire;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint doctor</c>: what is there, what is missing, and the command that mends it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Says what is installed, what is missing, and how to mend it.");
        var fix = new Option<bool>("--fix") { Description = "Mend first what add-ons can mend: fetch missing or damaged packages." };
        command.Add(fix);
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(fix)));
        return command;
    }

    private static async Task<int> RunAsync(bool fix)
    {
        var findings = new List<Finding>
        {
            new(true, "Adjoint", $"{KernelInfo.Version} in {AppContext.BaseDirectory}", null),
            new(true, "Runtime", string.Create(CultureInfo.InvariantCulture, $".NET {Environment.Version} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors"), null),
            await FrontEnd.OutputAsync("dotnet", "--version") is { } sdk
                ? new(true, "SDK", $".NET SDK {sdk}", null)
                : new(false, "SDK", "the dotnet command is not on the PATH, so #r \"nuget: …\" cannot fetch packages", "Install the .NET 10 SDK and put dotnet on the PATH."),
            Kernel(),
        };
        var frontEnds = FrontEnd.Installed().ToList();
        findings.Add(frontEnds.Count > 0
            ? new(true, "Front end", string.Join(", ", frontEnds.Select(f => $"{f.Title} ({f.Path})")), null)
            : new(false, "Front end", "no Jupyter Notebook, Lab or Server on the PATH", "adjoint lab installs one where it can; `pip install notebook` does elsewhere."));
        findings.AddRange(AddOns(fix));
        foreach (var finding in findings)
        {
            Console.WriteLine(finding);
        }

        return findings.TrueForAll(f => f.Good) ? ExitCode.Done : ExitCode.UserFailed;
    }

    private static IEnumerable<Finding> AddOns(bool fix)
    {
        var manifests = AddOnManifest.In(Path.Combine(AppContext.BaseDirectory, "addons"), out var faults);
        foreach (var fault in faults)
        {
            yield return new(false, "Add-on", fault, "Build the tool again.");
        }

        foreach (var manifest in manifests)
        {
            IReadOnlyList<Finding> findings;
            try
            {
                findings = manifest.Load().Examine(fix);
            }
            catch (CommandException fault)
            {
                findings = [new(false, manifest.Name, fault.Message, "Build the tool again.")];
            }

            foreach (var finding in findings)
            {
                yield return finding;
            }
        }
    }

    private static Finding Kernel()
    {
        const string Remedy = "adjoint kernel install";
        var file = Path.Combine(KernelSpec.Folder(prefix: null), "kernel.json");
        if (!File.Exists(file))
        {
            return new(false, "Kernel", $"{KernelInfo.DisplayName} is not registered for this user", Remedy);
        }

        try
        {
            using var spec = JsonDocument.Parse(File.ReadAllBytes(file));
            var program = spec.RootElement.GetProperty("argv")[0].GetString() ?? string.Empty;
            return File.Exists(program)
                ? new(true, "Kernel", $"{KernelInfo.DisplayName} in {Path.GetDirectoryName(file)}", null)
                : new(false, "Kernel", $"{file} names {program}, which does not exist", Remedy);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return new(false, "Kernel", $"{file} is damaged: {fault.Message}", Remedy);
        }
    }
}
