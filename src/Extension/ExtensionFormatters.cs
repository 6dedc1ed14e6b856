using System.Net;
using Adjoint.Extension.Courses;
using Adjoint.Formatters;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Extension;

/// <summary>Registers how the results of commands appear, and all of <see cref="AdjointFormatters"/>. <see cref="CommandSet.RunAsync(CellPart.Call, INotebook)"/> does it before each call.</summary>
public static class ExtensionFormatters
{
    private const string MarkdownMimeType = "text/markdown";

    /// <summary>Tables as text/html and text/plain. Calling it again, or after <see cref="Formatter.ResetToDefault"/>, leaves each formatter registered once.</summary>
    public static void Register()
    {
        AdjointFormatters.Register();
        if (Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f.Type == typeof(CommandHelp)))
        {
            return;
        }

        Table<CommandHelp>();
        Table<CommandList>();
        Table<CellTiming>();
        Table<AboutReport>();
        Table<DoctorReport>();
        Table<DisplayReport>();
        Register<ProgressReport>(static p => p.ToHtml(), static p => p.ToString());
        Register<ProgressOverview>(static p => p.ToHtml(), static p => p.ToText());
        DataCard<ExerciseCard>();
        DataCard<JudgedAnswer>();
        DataCard<HintCard>();
        DataCard<SolutionCard>();
        Card<PreviewCard>();
        Card<LessonContents>();
        Register<LatexSource>(static s => $"<pre>{WebUtility.HtmlEncode(s.Source)}</pre>", static s => s.Source);
    }

    private static void Table<T>() where T : IReport => Register<T>(static r => r.ToTable().ToHtml(), static r => r.ToTable().ToText());

    private static void Card<T>() where T : ICard
    {
        Formatter.Register<T>((value, writer) => writer.Write(value.ToMarkdown()), MarkdownMimeType);
        Formatter.Register<T>((value, writer) => writer.Write(value.ToText()), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), MarkdownMimeType, PlainTextFormatter.MimeType);
    }

    private static void DataCard<T>() where T : IDataCard
    {
        Card<T>();
        Formatter.Register<T>((value, writer) => writer.Write(value.ToJson()), AdjointFormatters.JsonMimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), MarkdownMimeType, PlainTextFormatter.MimeType, AdjointFormatters.JsonMimeType);
    }

    private static void Register<T>(Func<T, string> html, Func<T, string> text)
    {
        Formatter.Register<T>((value, writer) => writer.Write(html(value)), HtmlFormatter.MimeType);
        Formatter.Register<T>((value, writer) => writer.Write(text(value)), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
    }
}
