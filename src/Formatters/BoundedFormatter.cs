using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Writes any value that nothing more specific is registered for as <see cref="Formatter"/> does by default, but so that it ends and says what failed.</summary>
/// <remarks>
/// The default formatters follow cycles, take time exponential in their depth on graphs, run out of stack on sequences that contain sequences for ever, and drop a whole
/// value when a part of it throws. Here a value within itself is marked <c>↻</c>, a value nested too deep or past the first 500 is named only, and a fault is written
/// in the place where it happened.
/// </remarks>
internal sealed class BoundedFormatter(string mimeType) : ITypeFormatter
{
    private static readonly MethodInfo Passing = typeof(BoundedFormatter).GetMethod(nameof(Pass), BindingFlags.Static | BindingFlags.NonPublic)!;

    private const int Deepest = 4;
    private const int Most = 500;

    private readonly ConcurrentDictionary<Type, ITypeFormatter[]> defaults = [];
    private readonly AsyncLocal<Walk?> walks = new();

    /// <inheritdoc/>
    public string MimeType => mimeType;

    /// <inheritdoc/>
    public Type Type => typeof(object);

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        if (instance is null)
        {
            context.Writer.Write(mimeType == HtmlFormatter.MimeType ? WebUtility.HtmlEncode(Formatter.NullString) : Formatter.NullString);
            return true;
        }

        Cancellation.Poll();
        var actual = instance.GetType();
        if (instance is decimal number && mimeType != HtmlFormatter.MimeType)
        {
            // The default formatter calls itself until Formatter's limit of depth.
            context.Writer.Write(number.ToString(CultureInfo.InvariantCulture));
            return true;
        }

        if (ValueText.IsScalar(actual))
        {
            return WriteDefault(instance, actual, context);
        }

        if (walks.Value is { } walk)
        {
            return Format(instance, actual, context, walk, isOutermost: false);
        }

        walks.Value = new Walk();
        try
        {
            return Format(instance, actual, context, walks.Value, isOutermost: true);
        }
        finally
        {
            walks.Value = null;
        }
    }

    private bool Format(object instance, Type actual, FormatContext context, Walk walk, bool isOutermost)
    {
        var isCycle = !actual.IsValueType && walk.Path.Exists(v => ReferenceEquals(v, instance));
        var isBrief = ++walk.Count > Most || walk.Path.Count >= Deepest || (mimeType == PlainTextSummaryFormatter.MimeType && !IsListOfScalars(actual));
        if (isCycle || isBrief || (!isOutermost && instance is Exception))
        {
            WriteText(isCycle ? $"↻ {ValueText.NameOf(actual)}" : instance is Exception thrown ? ValueText.NameOf(thrown) : ValueText.Brief(instance), context);
            return true;
        }

        walk.Path.Add(instance);
        var start = context.Writer is StringWriter text ? text.GetStringBuilder().Length : 0;
        try
        {
            return WriteDefault(instance, actual, context);
        }
        catch (Exception exception) when (!isOutermost && !ValueText.IsInterrupt(exception))
        {
            // A half-written table would take what follows into its cells.
            if (context.Writer is StringWriter partial)
            {
                partial.GetStringBuilder().Length = start;
            }

            WriteText($"{ValueText.Brief(instance)} {ValueText.Fault(exception)}", context);
            return true;
        }
        finally
        {
            walk.Path.RemoveAt(walk.Path.Count - 1);
        }
    }

    private bool WriteDefault(object instance, Type actual, FormatContext context)
    {
        if (actual.IsArray && actual.GetElementType()!.IsAssignableTo(typeof(ITuple)))
        {
            // The default formatter takes an array whose name begins with System.ValueTuple for a tuple, and writes its length and rank.
            actual = typeof(List<>).MakeGenericType(actual.GetElementType()!);
            instance = Activator.CreateInstance(actual, instance)!;
        }

        if (actual.Name.StartsWith('<') && SequenceOf(actual) is { } element)
        {
            // An iterator method's own type says nothing to a reader, and the default formatter lists no values of it.
            instance = Passing.MakeGenericMethod(element).Invoke(null, [instance])!;
            actual = instance.GetType();
        }

        foreach (var formatter in defaults.GetOrAdd(actual, FindDefaults))
        {
            if (formatter.Format(instance, context))
            {
                return true;
            }
        }

        return false;
    }

    // The formatters that Formatter would take if nobody had registered any, most specific first.
    private ITypeFormatter[] FindDefaults(Type actual)
    {
        // This lets a type that names its own formatters in an attribute register them.
        Formatter.GetPreferredMimeTypesFor(actual);
        var registered = Formatter.RegisteredFormatters(includeDefaults: false).Count();
        var candidates = Formatter.RegisteredFormatters().Skip(registered)
            .Where(f => f.MimeType == mimeType && FormatterChoice.IsRelevant(f.Type, actual)).ToArray();
        return [.. candidates.OrderBy(f => candidates.Count(g => FormatterChoice.IsRelevant(f.Type, g.Type)))];
    }

    private void WriteText(string text, FormatContext context) => context.Writer.Write(ValueText.Encoded(text, mimeType));

    private static IEnumerable<T> Pass<T>(IEnumerable<T> sequence) => sequence.Take(int.MaxValue);

    private static Type? SequenceOf(Type type) => type.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];

    private static bool IsListOfScalars(Type type) => type.GetInterfaces().Append(type)
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>) && ValueText.IsScalar(i.GenericTypeArguments[0]));

    private sealed class Walk
    {
        public List<object> Path { get; } = [];

        public int Count { get; set; }
    }
}
