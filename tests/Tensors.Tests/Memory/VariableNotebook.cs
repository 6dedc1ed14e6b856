using Adjoint.Extension;

namespace Adjoint.Tests.Memory;

/// <summary>A notebook that is its variables and what was shown. It runs no code.</summary>
internal sealed class VariableNotebook : INotebook, IShadowedVariables
{
    private readonly Dictionary<string, object?> variables = [];
    private readonly List<(string Name, object? Value)> shadowed = [];

    public List<object> Shown { get; } = [];

    public List<object> Updates { get; } = [];

    public IReadOnlyList<string> Names => [.. variables.Keys];

    public bool IsInteractive { get; init; }

    public IEnumerable<(string Name, object? Value)> ShadowedVariables => shadowed;

    public object? this[string name]
    {
        set
        {
            if (variables.TryGetValue(name, out var old))
            {
                shadowed.Add((name, old));
            }

            variables[name] = value;
        }
    }

    public void Forget(string name) => variables.Remove(name);

    public bool TryGet(string name, out object? value) => variables.TryGetValue(name, out value);

    public IDisplayed Display(object value)
    {
        Shown.Add(value);
        return new Shelf(this, Shown.Count - 1);
    }

    public Task SetAsync(string name, object value)
    {
        this[name] = value;
        return Task.CompletedTask;
    }

    public Task RunAsync(string code) => throw new NotSupportedException();

    public Task<object?> EvaluateAsync(string expression) => throw new NotSupportedException();

    private sealed class Shelf(VariableNotebook notebook, int place) : IDisplayed
    {
        public void Update(object value)
        {
            notebook.Updates.Add(value);
            notebook.Shown[place] = value;
        }
    }
}
