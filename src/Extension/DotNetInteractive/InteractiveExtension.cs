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

    /// <summary>Loads the extension, if it is not loaded, and an add-on: its formatters, its commands, and what is expensive about it, for its package was asked for. A second call changes nothing.</summary>
    /// <param name="root">The engine's <c>Microsoft.DotNet.Interactive.Kernel.Root</c>.</param>
    /// <param name="addOn">The add-on.</param>
    /// <returns>What the user ought to know; null if nothing.</returns>
    /// <exception cref="CommandException">The engine has no C# kernel.</exception>
    public static string? Load(object root, AddOn addOn)
    {
        ArgumentNullException.ThrowIfNull(addOn);
        var messages = new List<string?> { Load(root) };
        addOn.Register();
        if (Engine.Of(root) is { } engine)
        {
            var taken = engine.Directives;
            var commands = CommandSet.Standard.With(addOn.Commands);
            foreach (var command in addOn.Commands.Where(c => !taken.Contains($"#!{c.Name}")))
            {
                engine.Add(command, commands);
            }
        }

        try
        {
            messages.Add(addOn.Prepare());
        }
        catch (CommandException fault)
        {
            // The commands are there all the same: one of them says more, and may mend it.
            messages.Add(fault.Message);
        }

        return messages.OfType<string>().ToList() is { Count: > 0 } said ? string.Join('\n', said) : null;
    }
}
