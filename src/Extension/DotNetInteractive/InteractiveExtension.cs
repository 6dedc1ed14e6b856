using System.Reflection;

namespace Adjoint.Extension.DotNetInteractive;

/// <summary>The entry point of the .NET Interactive extension: <c>extension.dib</c> calls it on the user's own engine.</summary>
public static class InteractiveExtension
{
    private const string Mark = "#!adjoint";

    /// <summary>
    /// Registers every formatter, and every command of <see cref="CommandSet.Standard"/> on the C# kernel. There they come before the engine's own commands of the same
    /// name, except where the C# kernel itself has one (<c>#!lsmagic</c>), which stays. A second call changes nothing.
    /// </summary>
    /// <param name="root">The engine's <c>Microsoft.DotNet.Interactive.Kernel.Root</c>.</param>
    /// <returns>One sentence for the user; null if the extension was loaded before.</returns>
    /// <exception cref="CommandException">The engine has no C# kernel.</exception>
    public static string? Load(object root)
    {
        ExtensionFormatters.Register();
        var version = typeof(InteractiveExtension).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        if (Engine.Of(root) is not { } engine)
        {
            return $"Adjoint {version} typesets values here, but its commands need an engine with KernelActionDirective (.NET Interactive of July 2024 or later); "
                + "every command is also a C# call.";
        }

        var taken = engine.Directives;
        if (taken.Contains(Mark))
        {
            return null;
        }

        foreach (var command in CommandSet.Standard.Commands.Where(c => !taken.Contains($"#!{c.Name}")))
        {
            engine.Add(command, CommandSet.Standard);
        }

        return $"Adjoint {version} is loaded; {Mark} lists its commands.";
    }
}
