namespace Adjoint.Exercises;

/// <summary>Who learns here.</summary>
public static class Learner
{
    /// <summary>The given name, else ADJOINT_LEARNER, else JUPYTERHUB_USER, else the operating system's user.</summary>
    public static string Name(string? given = null) => Name(given, Environment.GetEnvironmentVariable);

    internal static string Name(string? given, Func<string, string?> environment) =>
        new[] { given, environment("ADJOINT_LEARNER"), environment("JUPYTERHUB_USER"), Environment.UserName }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))?.Trim()
        ?? "learner";
}
