using Adjoint.Extension;

namespace Adjoint.Cli.Grading;

/// <summary>Where commands are only read: nothing is shown, and nothing runs.</summary>
internal sealed class NoNotebook : INotebook
{
    private NoNotebook()
    {
    }

    public static NoNotebook Instance { get; } = new();

    public IReadOnlyList<string> Names => [];

    public bool IsInteractive => false;

    public IDisplayed Display(object value) => Nothing.Instance;

    public bool TryGet(string name, out object? value)
    {
        value = null;
        return false;
    }

    public Task SetAsync(string name, object value) => Task.CompletedTask;

    public Task RunAsync(string code) => Task.CompletedTask;

    public Task<object?> EvaluateAsync(string expression) => Task.FromResult<object?>(null);

    private sealed class Nothing : IDisplayed
    {
        public static Nothing Instance { get; } = new();

        public void Update(object value)
        {
        }
    }
}
