using Adjoint.Notation;

namespace Adjoint.Extension;

/// <summary>The arguments of one call, read by the types of their parameters.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);
    private readonly string source;
    private readonly int sourceAt;

    private Arguments(CommandSet commands, MagicCommand command, IReadOnlyList<CommandLine.Option> options, string? main, string source, int sourceAt)
    {
        (Commands, Command, this.source, this.sourceAt) = (commands, command, source, sourceAt);
        foreach (var option in options)
        {
            var parameter = command.AllOptions.FirstOrDefault(o => o.Name == option.Name) ?? throw Unknown(command, option.Name);
            if (!values.TryAdd(option.Name, Read($"--{option.Name}", parameter, option.Value ?? (parameter.Type is ParameterType.Flag ? "true" : null))))
            {
                throw new CommandException($"--{option.Name} is given twice.");
            }
        }

        foreach (var parameter in command.AllOptions.Where(o => !values.ContainsKey(o.Name)))
        {
            if (parameter.Required)
            {
                throw new CommandException($"#!{command.Name} needs --{parameter.Name}, {parameter.Type.Expected}, as in {FirstLine(command.Example)}");
            }

            if (parameter.Default is { } text)
            {
                values.Add(parameter.Name, parameter.Type.Read(text));
            }
        }

        if (main is null && command.Main is { Required: true })
        {
            throw new CommandException($"#!{command.Name} needs {command.Main.Type.Expected}, on its line or below it, as in {FirstLine(command.Example)}");
        }

        if (main is not null && command.Main is null)
        {
            throw new CommandException($"#!{command.Name} takes no argument, and got {Shortened(main)}.");
        }

        Main = main ?? string.Empty;
    }

    /// <summary>The command that was called.</summary>
    public MagicCommand Command { get; }

    /// <summary>The set in which it was found.</summary>
    public CommandSet Commands { get; }

    /// <summary>The main argument, verbatim; empty where an optional one is not given. Code is preceded by blanks and line breaks, so that its positions are the cell's.</summary>
    public string Main { get; }

    /// <summary>Whether an option is given, or has a default.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => values.TryGetValue(name, out var value) && value is true;

    /// <summary>The text of an option, if it is given or has a default.</summary>
    /// <exception cref="InvalidCastException">The parameter is of another type.</exception>
    public string? Text(string name) => (string?)values.GetValueOrDefault(name);

    /// <summary>The integer of an option, if it is given or has a default.</summary>
    /// <exception cref="InvalidCastException">The parameter is of another type.</exception>
    public int? Integer(string name) => (int?)values.GetValueOrDefault(name);

    /// <summary>The field of an option, if it is given or has a default.</summary>
    /// <exception cref="InvalidCastException">The parameter is of another type.</exception>
    public EntryField? Field(string name) => (EntryField?)values.GetValueOrDefault(name);

    /// <summary>A mistake in the main argument: the sentence, the line, and a caret under its character number <paramref name="position"/> (from 0).</summary>
    public CommandException Mistake(string sentence, int position)
    {
        var at = Math.Clamp(position, 0, Main.Length) + sourceAt;
        return new CommandException($"{sentence}\n{new NotationParseException(source, at, sentence, string.Empty).Caret}");
    }

    /// <summary>Reads a call as it stands in a cell.</summary>
    /// <exception cref="CommandException">An option is unknown, given twice, without its value or of the wrong type, or an argument is missing or too many.</exception>
    internal static Arguments Of(CellPart.Call call, CommandSet commands)
    {
        var command = call.Command;
        if (command.TakesCode)
        {
            // The code with blanks for all that precedes it in the cell.
            var line = call.Head.Main is null ? string.Empty : new string(' ', call.Head.MainAt) + call.Head.Main;
            var code = new string('\n', call.Line - 1) + line + LineBreak(call.Source, call.Head.Text.Length) + call.Body;
            return new Arguments(commands, command, call.Head.Options, string.IsNullOrWhiteSpace(code) ? null : code, code, 0);
        }

        if (call.Head.Main is { } main)
        {
            return new Arguments(commands, command, call.Head.Options, main, call.Head.Text, call.Head.MainAt);
        }

        var body = call.Body.TrimEnd();
        var start = LeadingBlankLines(body);
        return new Arguments(commands, command, call.Head.Options, body.Length == 0 ? null : body[start..], body[start..], 0);
    }

    /// <summary>Reads a call whose parts another host has taken apart already.</summary>
    internal static Arguments Of(CommandSet commands, MagicCommand command, IReadOnlyList<CommandLine.Option> options, string? main) =>
        new(commands, command, options, string.IsNullOrWhiteSpace(main) ? null : main, main ?? string.Empty, 0);

    private static CommandException Unknown(MagicCommand command, string name)
    {
        var names = command.AllOptions.Select(o => o.Name).Append("help").ToList();
        return new CommandException(Spelling.Nearest(name, names) is { } nearest
            ? $"#!{command.Name} has no option --{name}; did you mean --{nearest}?"
            : $"#!{command.Name} has no option --{name}; it has {string.Join(", ", names.Select(n => $"--{n}"))}.");
    }

    private static object Read(string shown, CommandParameter parameter, string? text)
    {
        if (text is null)
        {
            throw new CommandException($"{shown} needs {parameter.Type.Expected}, and nothing follows it.");
        }

        try
        {
            return parameter.Type.Read(text);
        }
        catch (NotationParseException error)
        {
            throw new CommandException($"{shown}: {error.Message.Replace(error.Expected, parameter.Type.Expected, StringComparison.Ordinal)}");
        }
        catch (FormatException error)
        {
            throw new CommandException($"{shown} must be {error.Message}, and is {Shortened(text)}.");
        }
    }

    private static string Shortened(string text) => text.Length switch
    {
        0 => "empty",
        <= 40 => text.ReplaceLineEndings(" "),
        _ => text[..40].ReplaceLineEndings(" ") + "…",
    };

    private static string FirstLine(string example) => example.ReplaceLineEndings(" ⏎ ");

    private static string LineBreak(string source, int at) => at < source.Length ? "\n" : string.Empty;

    private static int LeadingBlankLines(string body)
    {
        var start = 0;
        while (start < body.Length)
        {
            var next = CellScanner.NextLine(body, start);
            if (!body.AsSpan(start, next - start).IsWhiteSpace())
            {
                break;
            }

            start = next;
        }

        return start;
    }
}
