using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;

namespace Adjoint.Cli.Commands;

/// <summary><c>adjoint eval CODE</c>: runs one submission and prints what it displays.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "C# and magic commands; - reads standard input." };
        var bundle = new Option<bool>("--bundle") { Description = "Print each display as one JSON object, MIME type to content, as a front end would get it." };
        var mime = new Option<string>("--mime") { Description = "Print this representation of each display, for example text/html.", HelpName = "TYPE" };
        var command = new Command("eval", "Runs one submission, C# and commands alike, and prints each displayed value.") { code, bundle, mime };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(code), parsed.GetValue(bundle), parsed.GetValue(mime)));
        return command;
    }

    private static int Run(string code, bool bundle, string? mime)
    {
        if (bundle && mime is not null)
        {
            throw new UsageException("--bundle prints every representation and --mime one: give one of the two.");
        }

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var standard = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        using var errors = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        using var input = new StreamReader(Console.OpenStandardInput(), utf8);
        var source = code == "-" ? input.ReadToEnd() : code;
        var session = new NotebookSession(CommandSet.Standard);
        var output = new Printer(standard, errors, code == "-" ? null : input, bundle, mime);
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            session.Interrupt();
        });
        if (session.Execute(source, 1, output) is CellOutcome.Failed failed)
        {
            errors.WriteLine(string.Join('\n', failed.Trace));
            return ExitCode.UserFailed;
        }

        if (output.Missing is { } missing)
        {
            errors.WriteLine(missing);
            return ExitCode.UserFailed;
        }

        return ExitCode.Done;
    }

    /// <summary>Prints displays to standard output. Where these are for a program, the cell's own text goes to standard error.</summary>
    private sealed class Printer(TextWriter standard, TextWriter errors, TextReader? input, bool bundle, string? mime) : ICellOutput
    {
        private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        public string? Missing { get; private set; }

        public bool IsInteractive => false;

        public void Display(string id, object? value) => Print(value);

        public void Update(string id, object? value) => Print(value);

        public void Result(object? value) => Print(value);

        public void Clear(bool wait)
        {
        }

        public void Write(string text, bool error) => (error || bundle || mime is not null ? errors : standard).Write(text);

        public string? ReadLine(string prompt, bool password) => input?.ReadLine();

        private void Print(object? value)
        {
            if (bundle)
            {
                standard.WriteLine(Json(MimeBundle.Of(value)));
            }
            else if (mime is null)
            {
                standard.WriteLine(MimeBundle.Of(value).First(b => b.MimeType == "text/plain").Content);
            }
            else if (MimeBundle.As(value, mime) is { } content)
            {
                standard.WriteLine(content);
            }
            else
            {
                Missing ??= $"A {value?.GetType().Name ?? "null"} has no {mime}; it has {string.Join(", ", MimeBundle.Of(value).Select(b => b.MimeType))}.";
            }
        }

        private static string Json(IReadOnlyList<(string MimeType, string Content)> representations)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Writing))
            {
                MimeBundle.Write(writer, representations);
            }

            return Encoding.UTF8.GetString(buffer.ToArray());
        }
    }
}
