using Adjoint.Notation;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Writes one type's notation in one MIME type.</summary>
internal sealed class NotationFormatter(Type type, string mimeType, Func<object, NotationOptions, Node> describe) : ITypeFormatter
{
    /// <summary>The MIME types that notation can be written in; all but HTML make a formula's bundle.</summary>
    public static IReadOnlyList<string> MimeTypes { get; } = [AdjointFormatters.LatexMimeType, HtmlFormatter.MimeType, PlainTextFormatter.MimeType];

    /// <inheritdoc/>
    public string MimeType => mimeType;

    /// <inheritdoc/>
    public Type Type => type;

    /// <summary>The notation of a value of the type.</summary>
    public Node Describe(object instance, NotationOptions options) => describe(instance, options);

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        if (instance is null)
        {
            context.Writer.Write(Formatter.NullString);
            return true;
        }

        // Within other values a formula stands in a line: a matrix on several lines of text would tear its surroundings apart.
        var isNested = context.Depth > 1;
        context.Writer.Write(ValueText.OfPart(instance, context, mimeType, () =>
        {
            var node = !isNested && SharedNotation.Current is { } shared
                ? shared.Of(instance, type, () => describe(instance, NotebookDisplay.Current.Options))
                : describe(instance, NotebookDisplay.Current.Options);
            return mimeType switch
            {
                AdjointFormatters.LatexMimeType => $@"$\displaystyle {Latex.Of(node)}$",
                HtmlFormatter.MimeType => MathMl.Of(node, block: !isNested),
                _ => isNested ? PlainText.LineOf(node) : PlainText.Of(node),
            };
        }));
        return true;
    }
}
