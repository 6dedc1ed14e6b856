using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>What a front end gets for a value: its representations, one per MIME type.</summary>
public static class MimeBundle
{
    /// <summary>The representations that the value's type prefers, in that order, and always text/plain. A value whose formatters fail keeps a text/plain that names the fault.</summary>
    public static IReadOnlyList<(string MimeType, string Content)> Of(object? value)
    {
        if (value is null)
        {
            return [(PlainTextFormatter.MimeType, "null")];
        }

        AdjointFormatters.Register();
        var type = value.GetType();
        IEnumerable<string> mimeTypes = IsScalar(type) ? [] : Formatter.GetPreferredMimeTypesFor(type);
        var bundle = new List<(string, string)>();
        var faults = new List<string>();
        foreach (var mimeType in mimeTypes.Append(PlainTextFormatter.MimeType).Distinct())
        {
            try
            {
                bundle.Add((mimeType, value.ToDisplayString(mimeType)));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                faults.Add($"({mimeType}: {exception.GetType().Name}: {exception.Message})");
            }
        }

        if (faults.Count > 0)
        {
            var plain = bundle.FindIndex(b => b.Item1 == PlainTextFormatter.MimeType);
            var text = plain >= 0 ? bundle[plain].Item2 : type.ToString();
            bundle.RemoveAll(b => b.Item1 == PlainTextFormatter.MimeType);
            bundle.Add((PlainTextFormatter.MimeType, text + "\n" + string.Join("\n", faults)));
        }

        return bundle;
    }

    /// <summary>One representation; null where the value has none in <paramref name="mimeType"/>.</summary>
    public static string? As(object? value, string mimeType)
    {
        if (value is null)
        {
            return mimeType == PlainTextFormatter.MimeType ? "null" : null;
        }

        AdjointFormatters.Register();
        return Formatter.RegisteredFormatters().Any(f => f.MimeType == mimeType) ? value.ToDisplayString(mimeType) : null;
    }

    /// <summary>Whether content of this type is JSON, which a bundle carries as a value and not as a string.</summary>
    public static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid);
}
