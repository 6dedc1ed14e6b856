using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>What a front end gets for a value: its representations, one per MIME type.</summary>
/// <remarks>
/// They are what <see cref="Formatter"/> writes in the MIME types that the value's type prefers, in that order, and always text/plain. A string, number, date or enumeration
/// has text/plain alone unless a user registered something for its type. A value whose formatters fail keeps a text/plain that says what it is, and in one line what failed.
/// </remarks>
public static class MimeBundle
{
    // Past its own limit Formatter asks no formatter any more, and sequences of sequences can exhaust the stack. BoundedFormatter stops long before the higher one,
    // which stays finite for a formatter that calls itself.
    private const int DefaultRecursionLimit = 6;
    private const int RecursionLimit = 100;

    /// <summary>The representations of a value; never empty, text/plain always among them.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static IReadOnlyList<(string MimeType, string Content)> Of(object? value)
    {
        if (value is null)
        {
            return [(PlainTextFormatter.MimeType, "null")];
        }

        Prepare();
        var type = value.GetType();
        var bundle = new List<(string MimeType, string Content)>();
        var faults = new List<string>();
        SharedNotation.Current = new();
        try
        {
            foreach (var mimeType in MimeTypesOf(type, faults))
            {
                if (Write(value, type, mimeType, faults) is { } content)
                {
                    bundle.Add((mimeType, content));
                }
            }
        }
        finally
        {
            SharedNotation.Current = null;
        }

        if (faults.Count > 0)
        {
            var plain = bundle.FindIndex(b => b.MimeType == PlainTextFormatter.MimeType);
            var text = plain >= 0 ? bundle[plain].Content : ValueText.Printable(ValueText.TextOf(value) ?? ValueText.NameOf(type));
            bundle.RemoveAll(b => b.MimeType == PlainTextFormatter.MimeType);
            bundle.Add((PlainTextFormatter.MimeType, text + "\n" + ValueText.Printable(string.Join("\n", faults.Distinct()))));
        }

        return bundle;
    }

    /// <summary>One representation, whether it is in the bundle or not; null where nothing is registered that writes such a value in <paramref name="mimeType"/>.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static string? As(object? value, string mimeType)
    {
        if (value is null)
        {
            return mimeType == PlainTextFormatter.MimeType ? "null" : null;
        }

        Prepare();
        var type = value.GetType();
        var faults = new List<string>();
        var content = FormatterChoice.Exists(type, mimeType) ? Write(value, type, mimeType, faults) : null;
        return content is null && mimeType == PlainTextFormatter.MimeType ? Of(value).First(b => b.MimeType == mimeType).Content : content;
    }

    /// <summary>Writes a bundle as one JSON object: MIME type to content, JSON as the value that it is.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<(string MimeType, string Content)> bundle)
    {
        writer.WriteStartObject();
        foreach (var (mimeType, content) in bundle)
        {
            writer.WritePropertyName(mimeType);
            if (IsJson(mimeType))
            {
                writer.WriteRawValue(content);
            }
            else
            {
                writer.WriteStringValue(content);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Whether content of this type is JSON, which a bundle carries as a value and not as a string.</summary>
    public static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    // Again after a cell has called Formatter.ResetToDefault.
    private static void Prepare()
    {
        AdjointFormatters.Register();
        if (!Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f is BoundedFormatter))
        {
            Formatter.Register(new BoundedFormatter(HtmlFormatter.MimeType));
            Formatter.Register(new BoundedFormatter(PlainTextFormatter.MimeType));
            Formatter.Register(new BoundedFormatter(PlainTextSummaryFormatter.MimeType));
        }

        if (Formatter.RecursionLimit == DefaultRecursionLimit)
        {
            Formatter.RecursionLimit = RecursionLimit;
        }
    }

    private static IEnumerable<string> MimeTypesOf(Type type, List<string> faults)
    {
        try
        {
            var preferred = Formatter.GetPreferredMimeTypesFor(type);
            var isPlain = ValueText.IsScalar(type) && preferred.SequenceEqual([Formatter.DefaultMimeType])
                && !Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f.Type == type && f.MimeType == Formatter.DefaultMimeType);
            return isPlain ? [PlainTextFormatter.MimeType] : [.. preferred.Where(m => FormatterChoice.Exists(type, m)).Append(PlainTextFormatter.MimeType).Distinct()];
        }
        catch (Exception exception) when (!ValueText.IsInterrupt(exception))
        {
            // A type may name formatters of its own in an attribute, and those may fail to be made.
            faults.Add(ValueText.Fault(exception));
            return [PlainTextFormatter.MimeType];
        }
    }

    private static string? Write(object value, Type type, string mimeType, List<string> faults)
    {
        try
        {
            return value is string text && mimeType == PlainTextFormatter.MimeType && !HasOwnFormatter(type, mimeType)
                ? ValueText.Printable(text)
                : ValueText.Printable(value.ToDisplayString(mimeType));
        }
        catch (Exception exception) when (!ValueText.IsInterrupt(exception))
        {
            faults.Add(ValueText.Fault(exception));
            return null;
        }
    }

    private static bool HasOwnFormatter(Type type, string mimeType) =>
        Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f.Type == type && f.MimeType == mimeType);
}
