using System.Runtime.CompilerServices;

namespace Adjoint.Tests;

/// <summary>Before the first test.</summary>
internal static class Setup
{
    /// <summary>What tests do as learners is kept in a folder of its own, which processes that they start inherit.</summary>
    [ModuleInitializer]
    internal static void KeepProgressApart()
    {
        var folder = Directory.CreateTempSubdirectory("adjoint-progress-").FullName;
        Environment.SetEnvironmentVariable("ADJOINT_PROGRESS", folder);
        Environment.SetEnvironmentVariable("ADJOINT_LEARNER", "ada");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
