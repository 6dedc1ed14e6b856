using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Writes one type in one MIME type, as a text made from the value.</summary>
internal sealed class TextFormatter<T>(string mimeType, Func<T, string> write) : ITypeFormatter where T : notnull
{
    /// <inheritdoc/>
    public string MimeType => mimeType;

    /// <inheritdoc/>
    public Type Type => typeof(T);

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        context.Writer.Write(instance is null ? Formatter.NullString : ValueText.OfPart(instance, context, mimeType, () => write((T)instance)));
        return true;
    }
}
