using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.Tensors.Cards;
using Adjoint.Tensors.Modules;
using Microsoft.DotNet.Interactive.Formatting;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Registers how tensors appear with <see cref="Formatter"/>, in our host and in .NET Interactive alike.</summary>
public static class TensorFormatters
{
    /// <summary>Registers everything that this assembly can show: tensors, modules, devices, reports, training. Calling it again leaves each formatter registered once; after <see cref="Formatter.ResetToDefault"/> it registers anew.</summary>
    public static void Register()
    {
        UsingFormatters.Register();
        ModuleFormatters.Register();
        if (Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f is TensorFormatter))
        {
            return;
        }

        // TorchSharp names formatters of its own in an attribute, which Formatter registers when it is first asked for the type: ours have to come after them.
        Formatter.GetPreferredMimeTypesFor(typeof(torch.Tensor));
        Formatter.Register(new TensorFormatter(HtmlFormatter.MimeType, static (card, isPart) => isPart ? TensorHtml.Part(card) : TensorHtml.Of(card, NotebookDisplay.Current.Options)));
        Formatter.Register(new TensorFormatter(PlainTextFormatter.MimeType, static (card, isPart) => isPart ? TensorText.Line(card) : TensorText.Of(card, NotebookDisplay.Current.Options)));
        Formatter.Register(new TensorFormatter(PlainTextSummaryFormatter.MimeType, static (card, _) => TensorText.Line(card)));
        Formatter.Register(new TensorFormatter(AdjointFormatters.JsonMimeType, static (card, _) => TensorJson.Of(card)));
        Formatter.SetPreferredMimeTypesFor(typeof(torch.Tensor), HtmlFormatter.MimeType, PlainTextFormatter.MimeType, AdjointFormatters.JsonMimeType);

        Register<TensorCard>(card => TensorHtml.Of(card, NotebookDisplay.Current.Options), card => TensorText.Of(card, NotebookDisplay.Current.Options), TensorJson.Of);
        Register<TensorCollection>(collection => Table(collection).ToHtml(), collection => Table(collection).ToText());
        Register<TensorFacets>(TensorHtml.OfPicture, facets => facets.Description);
        Register<TensorImages>(TensorHtml.OfImages, images => images.Description);
    }

    private static ReportTable Table(TensorCollection tensors)
    {
        const int MostRows = 80;
        return new(
            tensors.Count <= MostRows ? MemoryReport.Count(tensors.Count, "tensor") : $"{MemoryReport.Count(tensors.Count, "tensor")}; the first {MostRows}:",
            ["name", "tensor"],
            [.. tensors.Take(MostRows).Select(t => (IReadOnlyList<string>)[ReportTable.Code(Exchange.Printable.Of(t.Key, 40)), TensorText.Line(TensorCard.Of(t.Value, hasPicture: false))])]);
    }

    /// <summary>Registers one type as text/html and text/plain, and as JSON where there is a writer for it.</summary>
    internal static void Register<T>(Func<T, string> html, Func<T, string> text, Func<T, string>? json = null) where T : notnull
    {
        Formatter.Register(new TextFormatter<T>(HtmlFormatter.MimeType, html));
        Formatter.Register(new TextFormatter<T>(PlainTextFormatter.MimeType, text));
        if (json is null)
        {
            Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
            return;
        }

        Formatter.Register(new TextFormatter<T>(AdjointFormatters.JsonMimeType, json));
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlainTextFormatter.MimeType, AdjointFormatters.JsonMimeType);
    }
}
