using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>How <see cref="Formatter"/> chooses among registered formatters; it does not say so publicly.</summary>
internal static class FormatterChoice
{
    /// <summary>Whether a formatter for <paramref name="registered"/> is considered for values of type <paramref name="actual"/>.</summary>
    public static bool IsRelevant(Type registered, Type actual)
    {
        if (!registered.IsGenericTypeDefinition)
        {
            return registered.IsAssignableFrom(actual);
        }

        for (var ancestor = actual; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() == registered)
            {
                return true;
            }
        }

        return actual.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == registered);
    }

    /// <summary>Whether any formatter writes this type in this MIME type. Where none does, <see cref="Formatter"/> can recur without end.</summary>
    public static bool Exists(Type actual, string mimeType) =>
        Formatter.RegisteredFormatters().Any(f => f.MimeType == mimeType && IsRelevant(f.Type, actual));
}
