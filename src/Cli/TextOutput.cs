using Adjoint.Jupyter.Scripting;
namespace Adjoint.Cli;
internal sealed class TextOutput : ICellOutput
{
    public static readonly TextWriter Real = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
    public void Display(string id, IReadOnlyList<(string MimeType, string Content)> bundle) => Show(bundle);
    public void Update(string id, IReadOnlyList<(string MimeType, string Content)> bundle) => Show(bundle);
    public void Result(IReadOnlyList<(string MimeType, string Content)> bundle) => Show(bundle);
    private static void Show(IReadOnlyList<(string MimeType, string Content)> bundle) => Real.WriteLine(bundle.First(b => b.MimeType == "text/plain").Content);
    public void Write(string text, bool error) => Real.Write(text);
    public string? ReadLine(string prompt, bool password) => null;
}
