using System.Text;

namespace Adjoint.Extension;

/// <summary>A command's own line, taken apart: its options, and what is left of it.</summary>
internal sealed class CommandLine
{
    private readonly List<Option> options = [];

    private CommandLine(string text) => Text = text;

    /// <summary>The line, without its line break.</summary>
    public string Text { get; }

    /// <summary>The options in their order. A name that the command does not know is among them.</summary>
    public IReadOnlyList<Option> Options => options;

    /// <summary>What is left without the options, and without the double quotes if they enclose all of it; null where nothing is.</summary>
    public string? Main { get; private set; }

    /// <summary>Where the main argument's first character stands in the line.</summary>
    public int MainAt { get; private set; }

    /// <summary>How many words the main argument has, counted as in <see cref="Tokens"/>.</summary>
    public int Words { get; private set; }

    /// <summary>Whether <c>--help</c> is among the options.</summary>
    public bool AsksForHelp => options.Exists(o => o.Name == "help");

    /// <summary>Takes a line apart. Mistakes in it are kept for <see cref="Arguments"/>, which words them.</summary>
    /// <param name="command">The command, which knows which options take a value.</param>
    /// <param name="text">The line.</param>
    /// <param name="start">Where the name of the command ends.</param>
    public static CommandLine Parse(MagicCommand command, string text, int start)
    {
        var line = new CommandLine(text);
        var rest = new StringBuilder(text);
        rest.Replace(text[..start], new string(' ', start), 0, start);
        var tokens = Tokens(text, start);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!IsOption(text, token))
            {
                continue;
            }

            var word = text[(token.Start + 2)..token.End];
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            var value = equals < 0 ? null : word[(equals + 1)..];
            var end = token.End;
            if (value is null && TakesValue(command, name) && i + 1 < tokens.Count && !IsOption(text, tokens[i + 1]))
            {
                i++;
                value = text[tokens[i].Start..tokens[i].End];
                end = tokens[i].End;
            }

            line.options.Add(new Option(name, value is null ? null : Unquote(value)));
            for (var j = token.Start; j < end; j++)
            {
                rest[j] = ' ';
            }
        }

        var blanked = rest.ToString();
        line.Words = Tokens(blanked, start).Count;
        var main = blanked.Trim();
        if (main.Length > 0)
        {
            line.MainAt = blanked.AsSpan().IndexOfAnyExcept(' ', '\t');
            line.Main = main;
            if (!command.TakesCode && IsQuoted(main))
            {
                (line.Main, line.MainAt) = (Unquote(main), line.MainAt + 1);
            }
        }

        return line;
    }

    /// <summary>The words from <paramref name="start"/> on: separated by blanks, except between double quotes.</summary>
    public static IReadOnlyList<(int Start, int End)> Tokens(string text, int start)
    {
        var tokens = new List<(int, int)>();
        var i = start;
        while (i < text.Length)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var begin = i;
            var quoted = false;
            while (i < text.Length && (quoted || !char.IsWhiteSpace(text[i])))
            {
                quoted ^= text[i] == '"';
                i += quoted && text[i] == '\\' && i + 1 < text.Length ? 2 : 1;
            }

            tokens.Add((begin, i));
        }

        return tokens;
    }

    /// <summary>Whether a word is an option: <c>--</c> and a letter. So <c>--1</c> is none.</summary>
    public static bool IsOption(string text, (int Start, int End) token) =>
        token.End - token.Start > 2 && text[token.Start] == '-' && text[token.Start + 1] == '-' && char.IsLetter(text[token.Start + 2]);

    private static bool TakesValue(MagicCommand command, string name) =>
        command.AllOptions.Any(o => o.Name == name && o.Type is not ParameterType.Flag);

    private static bool IsQuoted(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return false;
        }

        var i = 1;
        while (i < text.Length - 1)
        {
            if (text[i] == '"')
            {
                return false;
            }

            i += text[i] == '\\' ? 2 : 1;
        }

        return i == text.Length - 1;
    }

    private static string Unquote(string value) =>
        IsQuoted(value) ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : value;

    /// <summary>An option as it was typed.</summary>
    /// <param name="Name">Without <c>--</c>.</param>
    /// <param name="Value">Without the double quotes around it; null where none was given.</param>
    internal sealed record Option(string Name, string? Value);
}
