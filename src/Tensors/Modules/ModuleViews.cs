using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>What can be asked about a module.</summary>
public static class ModuleViews
{
    /// <inheritdoc cref="ModuleTree.Of(torch.nn.Module)"/>
    public static ModuleTree Tree(this torch.nn.Module module) => ModuleTree.Of(module);

    /// <inheritdoc cref="ModuleTree.Of(torch.nn.Module{torch.Tensor, torch.Tensor}, torch.Tensor)"/>
    public static ModuleTree Tree(this torch.nn.Module<torch.Tensor, torch.Tensor> module, torch.Tensor sample) => ModuleTree.Of(module, sample);
}
