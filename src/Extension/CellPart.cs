namespace Adjoint.Extension;

/// <summary>A piece of a cell: code, or the call of a command. A closed union.</summary>
/// <remarks>The sources of a cell's parts, one after the other, are the cell.</remarks>
public abstract record CellPart
{
    private CellPart(string source, int line) => (Source, Line) = (source, line);

    /// <summary>The characters of the cell, line breaks included.</summary>
    public string Source { get; }

    /// <summary>The line of the cell in which the part begins, counted from 1.</summary>
    public int Line { get; }

    /// <summary>C# code, beginning at the start of a line.</summary>
    public sealed record Code : CellPart
    {
        internal Code(string source, string text, int line) : base(source, line) => Text = text;

        /// <summary>What to compile: the source, with a language marker (<c>#!csharp</c>) left out and its line break kept, so that lines still count.</summary>
        public string Text { get; }

        /// <summary>Whether there is nothing to run.</summary>
        public bool IsBlank => string.IsNullOrWhiteSpace(Text);
    }

    /// <summary>The call of a command: its line and, where it takes them, the lines below.</summary>
    public sealed record Call : CellPart
    {
        internal Call(string source, int line, MagicCommand command, CommandLine head, string body) : base(source, line) =>
            (Command, Head, Body) = (command, head, body);

        /// <summary>The command that is called.</summary>
        public MagicCommand Command { get; }

        /// <summary>Whether the main argument stands on the command's own line.</summary>
        public bool HasArgument => Head.Main is not null;

        /// <summary>The lines below the command's own that belong to it; empty for none.</summary>
        public string Body { get; }

        /// <summary>The command's own line.</summary>
        internal CommandLine Head { get; }
    }
}
