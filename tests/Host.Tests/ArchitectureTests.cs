using System.Reflection;
using Adjoint.Cli.Commands;
using Adjoint.Extension;
using Adjoint.Jupyter.Wire;

namespace Adjoint.Tests;

/// <summary>The arrows of CONTRIBUTING.md for the hosts; those below are held beside the libraries' own tests.</summary>
public sealed class ArchitectureTests
{
    // A host turns values into bundles (Formatters) and sets the ambient token (Mathematics), so it may name both beside Extension.
    [Fact]
    public void Kernel_host_uses_the_extension_and_what_is_below_it() =>
        Assert.Equal(["Adjoint.Extension", "Adjoint.Formatters", "Adjoint.Mathematics"], Own(typeof(KernelHost).Assembly).Where(n => n != "Adjoint.Jupyter").Order());

    [Fact]
    public void Tool_uses_the_host_and_what_is_below_it() =>
        Assert.Subset(new HashSet<string> { "Adjoint.Jupyter", "Adjoint.Extension", "Adjoint.Formatters", "Adjoint.Exercises", "Adjoint.Mathematics" }, Own(typeof(CommandTree).Assembly).ToHashSet());

    [Fact]
    public void Below_the_host_only_the_extension_sees_a_compiler_and_nothing_sees_sockets()
    {
        var below = typeof(KernelHost).Assembly.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Adjoint.", StringComparison.Ordinal)).Select(Assembly.Load);
        Assert.All(below, a => Assert.DoesNotContain(
            a.GetReferencedAssemblies(),
            r => r.Name == "NetMQ" || (a != typeof(MagicCommand).Assembly && r.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Own(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Adjoint.", StringComparison.Ordinal));
}
