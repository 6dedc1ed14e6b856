using Adjoint.Extension;
using Adjoint.Tensors.Loading;
using Adjoint.Tensors.Modules;
using TorchSharp;

namespace Adjoint.Tensors.Commands;

/// <summary><c>#!autograd</c>.</summary>
internal static class AutogradCommand
{
    public static MagicCommand Command { get; } = new("autograd", "Draws the graph that backward() walks from a tensor.", "#!autograd (torch.ones(2, requires_grad: true) * 3).sum()")
    {
        Main = new("tensor", "A variable or an expression that is a tensor.", new ParameterType.Expression()) { Required = true },
        Run = static async (arguments, notebook) =>
        {
            try
            {
                TorchLibrary.Load();
                var value = notebook.TryGet(arguments.Main!, out var variable) ? variable : await notebook.EvaluateAsync(arguments.Main!);
                if (value is not torch.Tensor tensor)
                {
                    throw new CommandException($"#!autograd draws the graph of a tensor, and {arguments.Main} is {(value is null ? "null" : $"of the type {value.GetType().Name}")}.");
                }

                return AutogradGraph.Of(tensor, Named(notebook));
            }
            catch (Exception fault) when (fault is TorchUnavailableException or PlatformNotSupportedException or ArgumentException)
            {
                throw new CommandException(fault.Message);
            }
        },
    };

    // The tensors and the parameters of the modules that variables hold.
    private static IEnumerable<(string, torch.Tensor)> Named(INotebook notebook)
    {
        foreach (var name in notebook.Names.Where(n => n != "Out"))
        {
            switch (notebook.TryGet(name, out var value) ? value : null)
            {
                case torch.Tensor tensor:
                    yield return (name, tensor);
                    break;
                case torch.nn.Module module:
                    foreach (var (path, parameter) in ModuleWalk.Parameters(module))
                    {
                        yield return ($"{name}.{path}", parameter);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
