using Adjoint.Extension.Commands;

namespace Adjoint.Extension;

/// <summary>The commands that come with every notebook; add-ons bring more.</summary>
public static class StandardCommands
{
    /// <summary><c>#!about</c>, <c>#!adjoint</c>, <c>#!latex</c>, <c>#!lsmagic</c>, <c>#!matrix</c> and <c>#!time</c>.</summary>
    public static CommandSet All { get; } = CommandSet.Empty.With(
        TimeCommand.Command, LatexCommand.Command, HelpCommands.List, HelpCommands.About, HelpCommands.Help);
}
