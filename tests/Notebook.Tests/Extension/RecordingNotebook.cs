using System.Runtime.Loader;
using Adjoint.Extension;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Adjoint.Tests.Extension;

/// <summary>A notebook without a front end: it runs cells with Roslyn's scripting and keeps what is shown.</summary>
public sealed class RecordingNotebook : INotebook
{
    private static readonly ScriptOptions Options = ScriptOptions.Default
        .AddReferences(AssemblyLoadContext.Default.Assemblies.Where(a => !a.IsDynamic && a.Location.Length > 0))
        .AddReferences(typeof(Adjoint.LinearAlgebra.ExactMatrix).Assembly, typeof(MathNet.Numerics.Complex32).Assembly)
        .AddImports("System", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks", "Adjoint", "Adjoint.Algebra", "Adjoint.LinearAlgebra");

    private readonly Dictionary<string, object?> values = [];
    private ScriptState? state;

    private readonly List<object> shown = [];
    private readonly List<string> ran = [];

    /// <summary>What was shown, each as it was last updated.</summary>
    public IReadOnlyList<object> Shown => shown;

    /// <summary>Every text that was run as code.</summary>
    public IReadOnlyList<string> Ran => ran;

    public IReadOnlyList<string> Names => [.. values.Keys];

    public bool IsInteractive { get; init; }

    /// <summary>Called after each piece of code has run, within the command that ran it.</summary>
    public Action? Evaluated { get; init; }

    public IDisplayed Display(object value)
    {
        shown.Add(value);
        return new Shelf(shown, shown.Count - 1);
    }

    public bool TryGet(string name, out object? value) => values.TryGetValue(name, out value);

    public async Task SetAsync(string name, object value)
    {
        values[name] = value;
        await Task.CompletedTask;
    }

    public async Task RunAsync(string code)
    {
        foreach (var part in CommandSet.Standard.Split(code))
        {
            if (part is CellPart.Call call)
            {
                await CommandSet.Standard.RunAsync(call, this);
            }
            else if (part is CellPart.Code { IsBlank: false } piece)
            {
                ran.Add(piece.Text);
                await EvaluateAsync(piece.Text);
            }
        }
    }

    public async Task<object?> EvaluateAsync(string expression)
    {
        try
        {
            state = state is null ? await CSharpScript.RunAsync(expression, Options) : await state.ContinueWithAsync(expression, Options);
        }
        catch (CompilationErrorException error)
        {
            throw new CommandException(error.Message);
        }

        foreach (var variable in state.Variables)
        {
            values[variable.Name] = variable.Value;
        }

        Evaluated?.Invoke();
        return state.ReturnValue;
    }

    private sealed class Shelf(List<object> shown, int place) : IDisplayed
    {
        public void Update(object value) => shown[place] = value;
    }
}
