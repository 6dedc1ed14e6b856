using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Short texts about values, which never throw.</summary>
internal static class ValueText
{
    /// <summary>Whether values of the type are one word or number, shown as text/plain alone.</summary>
    public static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime)
        || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Guid)
        || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128);

    /// <summary>Whether the exception is the end of an interrupted cell, which no formatter may swallow.</summary>
    public static bool IsInterrupt(Exception exception) => exception is OperationCanceledException && Cancellation.Current.IsCancellationRequested;

    /// <summary>The type as C# writes it.</summary>
    public static string NameOf(Type type)
    {
        try
        {
            // A type that a cell declared is nested in the class of its submission, which is not the reader's concern.
            var name = type.ToDisplayString(PlainTextFormatter.MimeType);
            return name.StartsWith("Submission#", StringComparison.Ordinal) && name.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? name[(plus + 1)..] : name;
        }
        catch (Exception exception) when (!IsInterrupt(exception))
        {
            return type.Name;
        }
    }

    /// <summary>What <see cref="object.ToString"/> says, in one line of at most 100 characters; the type's name where it says nothing or throws.</summary>
    public static string Brief(object value)
    {
        const int Longest = 100;
        var text = TextOf(value) is { Length: > 0 } said && said != value.GetType().ToString() ? said : NameOf(value.GetType());
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }

    /// <summary>What <see cref="object.ToString"/> says; null where it throws.</summary>
    public static string? TextOf(object value)
    {
        try
        {
            return value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString();
        }
        catch (Exception exception) when (!IsInterrupt(exception))
        {
            return null;
        }
    }

    /// <summary>One line that says why something is not shown.</summary>
    public static string Fault(Exception exception) => $"(not shown: {NameOf(exception)})";

    /// <summary>What <paramref name="write"/> returns. Where it throws within another value, what the part is and why it is not shown, so that its surroundings are not lost with it.</summary>
    public static string OfPart(object value, FormatContext context, string mimeType, Func<string> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (context.Depth > 1 && !IsInterrupt(exception))
        {
            return Encoded($"{Brief(value)} {Fault(exception)}", mimeType);
        }
    }

    /// <summary>A text as it stands in content of a type.</summary>
    public static string Encoded(string text, string mimeType) => mimeType == HtmlFormatter.MimeType ? $"<code>{WebUtility.HtmlEncode(text)}</code>" : text;

    /// <summary>The type and message of an exception, or of the one that reflection wrapped, in one line.</summary>
    public static string NameOf(Exception exception)
    {
        while (exception is TargetInvocationException { InnerException: { } inner })
        {
            exception = inner;
        }

        try
        {
            return $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }
        catch (Exception second) when (!IsInterrupt(second))
        {
            return exception.GetType().Name;
        }
    }

    /// <summary>The text with what no front end can carry made visible: half of a surrogate pair and overrides of writing direction as U+FFFD, control characters but tab and line end as their pictures.</summary>
    public static string Printable(string text)
    {
        StringBuilder? printable = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var good = c switch
            {
                '\t' or '\n' or '\r' => c,
                < ' ' => (char)('\u2400' + c),
                '\u007f' => '\u2421',
                (>= '\u0080' and <= '\u009f') or '\u202d' or '\u202e' or '\ufffe' or '\uffff' => '\ufffd',
                _ when char.IsHighSurrogate(c) => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? c : '\ufffd',
                _ when char.IsLowSurrogate(c) => i > 0 && char.IsHighSurrogate(text[i - 1]) ? c : '\ufffd',
                _ => c,
            };
            if (good != c)
            {
                printable ??= new StringBuilder(text);
                printable[i] = good;
            }
        }

        return printable?.ToString() ?? text;
    }
}
