using System.Collections.Immutable;
using Adjoint.Extension.Commands;
using Adjoint.Notation;

namespace Adjoint.Extension;

/// <summary>The commands that a notebook knows. Immutable; an add-on's commands make a larger set.</summary>
public sealed class CommandSet
{
    private static readonly string[] LanguageMarkers = ["csharp", "c#", "C#", "cs"];

    private readonly ImmutableSortedDictionary<string, MagicCommand> commands;

    private CommandSet(ImmutableSortedDictionary<string, MagicCommand> commands) => this.commands = commands;

    /// <summary>No command at all.</summary>
    public static CommandSet Empty { get; } = new(ImmutableSortedDictionary.Create<string, MagicCommand>(StringComparer.Ordinal));

    /// <summary>The commands that come with every notebook: <c>#!about</c>, <c>#!adjoint</c>, <c>#!derive</c>, <c>#!display</c>, <c>#!hessian</c>, <c>#!jacobian</c>, <c>#!latex</c>, <c>#!lsmagic</c>, <c>#!matrix</c>, <c>#!time</c>, and those of courses: <c>#!lesson</c>, <c>#!exercise</c>, <c>#!answer</c>, <c>#!hint</c>, <c>#!solution</c> and <c>#!progress</c>.</summary>
    public static CommandSet Standard { get; } = Empty.With(
        HelpCommands.About, HelpCommands.Help, DisplayCommand.Command, LatexCommand.Command, HelpCommands.List, MatrixCommand.Command, TimeCommand.Command,
        DerivativeCommands.Derive, DerivativeCommands.Jacobian, DerivativeCommands.Hessian,
        CourseCommands.Lesson, CourseCommands.Exercise, CourseCommands.Answer, CourseCommands.Hint, CourseCommands.Solution, CourseCommands.Progress);

    /// <summary>The commands, by name.</summary>
    public IEnumerable<MagicCommand> Commands => commands.Values;

    /// <summary>The set with more commands.</summary>
    /// <exception cref="ArgumentException">A name is taken, or a command's options share one.</exception>
    public CommandSet With(params IEnumerable<MagicCommand> added)
    {
        var result = commands;
        foreach (var command in added)
        {
            if (result.ContainsKey(command.Name))
            {
                throw new ArgumentException($"#!{command.Name} is defined twice.", nameof(added));
            }

            if (command.AllOptions.Select(o => o.Name).Append("help").GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new ArgumentException($"#!{command.Name} has two options --{twice.Key}.", nameof(added));
            }

            result = result.Add(command.Name, command);
        }

        return new(result);
    }

    /// <summary>The command of a name.</summary>
    /// <exception cref="CommandException">There is none; the message names the nearest.</exception>
    public MagicCommand Find(string name) => commands.TryGetValue(name, out var command) ? command
        : throw new CommandException(name.Length == 0
            ? "#! needs the name of a command after it; #!lsmagic lists them."
            : Spelling.Nearest(name, commands.Keys) is { } nearest
                ? $"#!{name} is no command; did you mean #!{nearest}? #!lsmagic lists them."
                : $"#!{name} is no command; #!lsmagic lists them.");

    /// <summary>
    /// Takes a cell apart. A line whose first characters are <c>#!name</c> calls a command, unless it stands in a string or a comment of C#; <c>#!csharp</c> only says that
    /// C# follows. A command whose main argument is not on its line takes the lines up to the next command; one that takes code takes all of them.
    /// </summary>
    /// <exception cref="CommandException">A command is unknown. Mistakes in its arguments are found when it runs.</exception>
    public IReadOnlyList<CellPart> Split(string cell) => Split(cell, foreignIsCode: false);

    /// <summary>As <see cref="Split(string)"/>, in a host that has commands besides these: a line that calls an unknown one is code.</summary>
    internal IReadOnlyList<CellPart> SplitKnown(string cell) => Split(cell, foreignIsCode: true);

    private IReadOnlyList<CellPart> Split(string cell, bool foreignIsCode)
    {
        var parts = new List<CellPart>();
        var line = 1;
        for (var start = 0; start < cell.Length;)
        {
            var part = Next(cell, start, line, foreignIsCode);
            parts.Add(part);
            start += part.Source.Length;
            line += Lines(part.Source);
        }

        return parts;
    }

    /// <summary>Runs one call: shows its result and leaves it as <c>Out</c> and as the variable that <c>--as</c> names.</summary>
    /// <exception cref="CommandException">A mistake in the call, in one sentence.</exception>
    public async Task RunAsync(CellPart.Call call, INotebook notebook)
    {
        ExtensionFormatters.Register();
        if (call.Head.AsksForHelp)
        {
            notebook.Display(new CommandHelp(call.Command));
            return;
        }

        await RunAsync(Arguments.Of(call, this), notebook);
    }

    /// <summary>What may be typed at a place of a cell; null where it is not in the line of a command.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cursor">The number of UTF-16 units before the cursor.</param>
    /// <param name="notebook">Where the names of variables come from.</param>
    public CommandCompletion? Complete(string cell, int cursor, INotebook notebook)
    {
        if (LineAt(cell, cursor) is not var (start, mark) || cursor < mark)
        {
            return null;
        }

        var text = LineText(cell, start);
        var nameEnd = NameEnd(text, mark - start);
        var at = cursor - start;
        if (at <= nameEnd)
        {
            var typed = text[Math.Min(at, mark - start + 2)..at];
            return new(mark, start + nameEnd, [.. Commands
                .Where(c => c.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(c => new CommandCompletion.Item($"#!{c.Name}", c.Summary))]);
        }

        return commands.TryGetValue(text[(mark - start + 2)..nameEnd], out var command)
            ? CompleteArgument(command, text, nameEnd, at, start, notebook)
            : new(cursor, cursor, []);
    }

    /// <summary>The help of the command in whose line a place of a cell is; null elsewhere.</summary>
    public CommandHelp? Inspect(string cell, int cursor)
    {
        ExtensionFormatters.Register();
        if (LineAt(cell, cursor) is not var (start, mark))
        {
            return null;
        }

        var text = LineText(cell, start);
        return commands.TryGetValue(text[(mark - start + 2)..NameEnd(text, mark - start)], out var command) ? new CommandHelp(command) : null;
    }

    /// <summary>Runs a call whose arguments are read already.</summary>
    internal static async Task RunAsync(Arguments arguments, INotebook notebook)
    {
        object? result;
        try
        {
            result = await arguments.Command.Run(arguments, notebook);
        }
        catch (NotationParseException error) when (error.Text == arguments.Main)
        {
            throw arguments.Mistake(error.Message, error.Position);
        }

        var name = arguments.Text(MagicCommand.As.Name);
        if (result is null)
        {
            if (name is not null)
            {
                throw new CommandException($"#!{arguments.Command.Name} has no result here, so --as {name} makes no variable.");
            }

            return;
        }

        await notebook.SetAsync("Out", result);
        if (name is not null)
        {
            await notebook.SetAsync(name, result);
        }

        notebook.Display(result);
    }

    private static CommandCompletion CompleteArgument(MagicCommand command, string text, int nameEnd, int at, int start, INotebook notebook)
    {
        var tokens = CommandLine.Tokens(text, nameEnd);
        var index = tokens.ToList().FindIndex(t => t.Start <= at && at <= t.End);
        var token = index < 0 ? (Start: at, End: at) : tokens[index];
        var before = tokens.LastOrDefault(t => t.End < at && t.End <= token.Start);
        var typed = text[token.Start..at];

        // A value after --name, or after --name=.
        var equals = typed.IndexOf('=', StringComparison.Ordinal);
        var option = typed.StartsWith("--", StringComparison.Ordinal) && equals > 0 ? typed[2..equals]
            : before.End > 0 && CommandLine.IsOption(text, before) ? text[(before.Start + 2)..before.End]
            : null;
        if (command.AllOptions.FirstOrDefault(o => o.Name == option && o.Type is not ParameterType.Flag) is { } parameter)
        {
            var value = typed.StartsWith("--", StringComparison.Ordinal) ? token.Start + equals + 1 : token.Start;
            return Proposals(parameter.Complete(notebook), text, value, at, token.End, start);
        }

        if (typed.StartsWith('-'))
        {
            return Proposals(OptionNames(command, text, tokens), text, token.Start, at, token.End, start);
        }

        // The main argument, of which a name before the cursor is completed.
        var word = at;
        while (word > token.Start && Identifiers.IsPart(text[word - 1]))
        {
            word--;
        }

        var end = at;
        while (end < text.Length && Identifiers.IsPart(text[end]))
        {
            end++;
        }

        var member = word > nameEnd && text[word - 1] == '.';
        var items = member || command.Main is null ? [] : command.Main.Complete(notebook);
        return Proposals(typed.Length == 0 ? items.Concat(OptionNames(command, text, tokens)) : items, text, word, at, end, start);
    }

    private static IEnumerable<CommandCompletion.Item> OptionNames(MagicCommand command, string text, IReadOnlyList<(int Start, int End)> tokens)
    {
        var given = tokens.Where(t => CommandLine.IsOption(text, t)).Select(t => text[(t.Start + 2)..t.End].Split('=')[0]).ToHashSet();
        return command.AllOptions
            .Select(o => new CommandCompletion.Item($"--{o.Name}", o.Summary))
            .Append(new CommandCompletion.Item("--help", "Shows what the command does and how it is called."))
            .Where(i => !given.Contains(i.Text[2..]));
    }

    private static CommandCompletion Proposals(IEnumerable<CommandCompletion.Item> items, string text, int from, int at, int to, int start) =>
        new(start + from, start + to, [.. items.Where(i => i.Text.StartsWith(text[from..at], StringComparison.OrdinalIgnoreCase))]);

    private static int Lines(string source)
    {
        var count = 0;
        for (var i = 0; i < source.Length; i++)
        {
            count += source[i] == '\n' || (source[i] == '\r' && (i + 1 == source.Length || source[i + 1] != '\n')) ? 1 : 0;
        }

        return count;
    }

    private static string LineText(string cell, int start) => cell[start..CellScanner.NextLine(cell, start)].TrimEnd('\r', '\n');

    private static int NameEnd(string text, int mark)
    {
        var end = mark + 2;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or '#' or '+' or '.'))
        {
            end++;
        }

        return end;
    }

    // The command line that holds the cursor: where the line begins, and where #! stands.
    private (int Start, int Mark)? LineAt(string cell, int cursor)
    {
        for (var start = 0; start < cell.Length;)
        {
            var next = CellScanner.NextLine(cell, start);
            if (CellScanner.Mark(cell, start) is var mark && mark < 0)
            {
                start = CellScanner.NextCommandInCode(cell, start);
                continue;
            }

            var text = LineText(cell, start);
            if (cursor >= start && cursor <= start + text.Length)
            {
                return (start, mark);
            }

            start = cursor < next ? cell.Length : commands.TryGetValue(text[(mark - start + 2)..NameEnd(text, mark - start)], out var command)
                && TakesLinesBelow(command, CommandLine.Parse(command, text, NameEnd(text, mark - start)))
                ? CellScanner.NextCommand(cell, next)
                : next;
        }

        return null;
    }

    private CellPart Next(string cell, int start, int line, bool foreignIsCode)
    {
        var mark = CellScanner.Mark(cell, start);
        var next = CellScanner.NextLine(cell, start);
        if (mark < 0)
        {
            var end = CellScanner.NextCommandInCode(cell, start);
            return new CellPart.Code(cell[start..end], cell[start..end], line);
        }

        var text = LineText(cell, start);
        var nameEnd = NameEnd(text, mark - start);
        var name = text[(mark - start + 2)..nameEnd];
        if (foreignIsCode && !commands.ContainsKey(name))
        {
            var end = CellScanner.NextCommandInCode(cell, next);
            return new CellPart.Code(cell[start..end], cell[start..end], line);
        }

        if (LanguageMarkers.Contains(name))
        {
            if (!string.IsNullOrWhiteSpace(text[nameEnd..]))
            {
                throw new CommandException($"#!{name} says that C# follows, and takes nothing on its line; {text[nameEnd..].Trim()} belongs on the next one.");
            }

            var end = CellScanner.NextCommandInCode(cell, next);
            return new CellPart.Code(cell[start..end], cell[(start + text.Length)..end], line);
        }

        var command = Find(name);
        var head = CommandLine.Parse(command, text, nameEnd);
        var last = head.AsksForHelp ? next
            : command.TakesCode ? cell.Length
            : TakesLinesBelow(command, head) ? CellScanner.NextCommand(cell, next)
            : next;
        return new CellPart.Call(cell[start..last], line, command, head, cell[next..last]);
    }

    private static bool TakesLinesBelow(MagicCommand command, CommandLine head) =>
        !command.TakesCode && !head.AsksForHelp && command.Main is { Required: true } && head.Main is null;
}
