using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>What can be asked about how a tensor was computed.</summary>
public static class TensorGraphs
{
    extension(torch.Tensor tensor)
    {
        /// <inheritdoc cref="Tensors.AutogradGraph.Of(torch.Tensor, IEnumerable{ValueTuple{string, torch.Tensor}})"/>
        public AutogradGraph AutogradGraph(params IEnumerable<(string Name, torch.Tensor Tensor)> names) => Tensors.AutogradGraph.Of(tensor, names);

        /// <summary>The graph of a tensor, with the names of a module's parameters for its leaves.</summary>
        /// <param name="module">The module that computed the tensor.</param>
        /// <exception cref="ArgumentException">The tensor is disposed.</exception>
        /// <exception cref="PlatformNotSupportedException">libtorch does not show its graph on this platform.</exception>
        public AutogradGraph AutogradGraph(torch.nn.Module module)
        {
            ArgumentNullException.ThrowIfNull(module);
            return Tensors.AutogradGraph.Of(tensor, module.named_parameters().Select(p => (p.name, (torch.Tensor)p.parameter)));
        }
    }
}
