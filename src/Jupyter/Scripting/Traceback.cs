using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Adjoint.Jupyter.Scripting;

/// <summary>Tells where in the user's own cells an exception came from.</summary>
internal static partial class Traceback
{
    private const int MostCauses = 20;

    /// <summary>The exception that the user's code threw: wrappers added by tasks and reflection are taken off.</summary>
    public static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };

    /// <summary>The exception's name and message, those of its causes, and the frames that lie in cells.</summary>
    /// <param name="exception">What the cell threw.</param>
    /// <param name="message">The words of an exception; by default its own.</param>
    public static IReadOnlyList<string> Of(Exception exception, Func<Exception, string>? message = null)
    {
        message ??= Message;
        var lines = new List<string> { $"{exception.GetType().FullName}: {message(exception)}" };
        lines.AddRange(Frames(exception));
        foreach (var cause in Causes(exception).Take(MostCauses))
        {
            lines.Add($"caused by {cause.GetType().FullName}: {message(cause)}");
            lines.AddRange(Frames(cause));
        }

        return lines;
    }

    private static IEnumerable<Exception> Causes(Exception exception) =>
        (exception is AggregateException several ? several.InnerExceptions : exception.InnerException is { } one ? [one] : Enumerable.Empty<Exception>())
            .SelectMany(cause => Causes(cause).Prepend(cause));

    /// <summary>The exception's own words, but for the one that says nothing to a person who writes cells.</summary>
    public static string Message(Exception exception) => exception is InsufficientExecutionStackException
        ? "The recursion is too deep: the stack is full."
        : exception.Message;

    private static IEnumerable<string> Frames(Exception exception)
    {
        const int Most = 20;
        var bare = new StackTrace(exception, fNeedFileInfo: false);
        if (bare.FrameCount > 1000)
        {
            // A runaway recursion: looking up half a million lines takes seconds, and says the same thing over and over.
            var functions = bare.GetFrames().Select(f => f.GetMethod()).Where(m => CSharpSession.IsCell(m?.Module.Assembly)).Select(Name).OfType<string>();
            return [.. functions.CountBy(name => name).OrderByDescending(f => f.Value).Take(Most / 2).Select(f =>
                string.Create(CultureInfo.InvariantCulture, $"   at {f.Key}, {f.Value} times"))];
        }

        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames().Where(f => CSharpSession.IsCell(f.GetMethod()?.Module.Assembly)).Select(Describe).ToList();
        return frames.Count <= Most
            ? frames
            : [.. frames.Take(Most / 2), $"   … {(frames.Count - Most).ToString(CultureInfo.InvariantCulture)} more frames …", .. frames.TakeLast(Most / 2)];
    }

    private static string Describe(StackFrame frame)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{frame.GetFileName()}, line {frame.GetFileLineNumber()}");
        return Name(frame.GetMethod()) is { } name ? $"   at {name}, {where}" : $"   at {where}";
    }

    // Compiled names: <<Initialize>>g__F|0_1 is the local function F, <<Initialize>>b__0_2 a lambda, <F>d__3.MoveNext the iterator or async method F.
    private static string? Name(MethodBase? method)
    {
        if (method is null)
        {
            return null;
        }

        var type = method.DeclaringType;
        if (LocalFunction().Match(method.Name) is { Success: true } local)
        {
            return local.Groups[1].Value + Parameters(method);
        }

        if (method.Name.Contains(">b__", StringComparison.Ordinal))
        {
            return "a lambda";
        }

        if (method.Name == "MoveNext" && type is not null && type.Name.StartsWith('<'))
        {
            return StateMachine().Match(type.Name) is { Success: true } machine && !machine.Groups[1].Value.Contains("Initialize", StringComparison.Ordinal)
                ? machine.Groups[1].Value
                : null;
        }

        if (method.Name is "<Initialize>" or "<Factory>")
        {
            return null;
        }

        var owner = type is null || type.FullName!.StartsWith("Submission#", StringComparison.Ordinal) && !type.IsNested ? string.Empty : type.Name + ".";
        return owner + (method.IsConstructor ? "constructor" : method.Name) + Parameters(method);
    }

    private static string Parameters(MethodBase method) =>
        $"({string.Join(", ", method.GetParameters().Where(p => p.Name?.StartsWith('<') == false).Select(p => $"{p.ParameterType.Name} {p.Name}"))})";

    [GeneratedRegex(@"^<.*>g__([^|]+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(?:<.*>g__)?([^>|]+)")]
    private static partial Regex StateMachine();
}
