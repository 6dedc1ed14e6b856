using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;

namespace Adjoint.Tensors.Memory;

/// <summary>The tensors that the variables of a notebook lead to.</summary>
/// <param name="Holdings">Each with its size, gradients included, in the order of the walk: shortest paths first.</param>
/// <param name="Objects">How many of them are objects in .NET, which <see cref="torch.Tensor.TotalCount"/> counts.</param>
/// <param name="Parameters">How many of those are parameters, which it counts twice.</param>
/// <param name="IsCut">Whether there was too much to look at all of it.</param>
internal sealed record HeldTensors(IReadOnlyList<TensorHolding> Holdings, int Objects, int Parameters, bool IsCut)
{
    /// <summary>The bytes that are held, each storage once.</summary>
    public long Bytes => Holdings.Sum(h => h.CountedBytes);

    /// <summary>Measures what a walk has found. It changes no tensor and makes none that stays.</summary>
    public static HeldTensors Of(Reachability walk, Func<torch.Tensor, int?> cellOf)
    {
        using var reading = torch.no_grad();
        var storages = new Dictionary<(DeviceType, int, nint), string>();
        var holdings = new List<TensorHolding>();
        var (objects, parameters) = (0, 0);
        foreach (var (tensor, path) in walk.Paths)
        {
            if (tensor.IsInvalid)
            {
                continue;
            }

            objects++;
            parameters += tensor is Parameter ? 1 : 0;
            var cell = cellOf(tensor);
            if (Measure(tensor, path, storages) is not { } holding)
            {
                continue;
            }

            holdings.Add(holding with { Cell = cell });

            // The object that TorchSharp makes for a gradient is only to look through.
            if (Gradient(tensor) is { } gradient)
            {
                if (Measure(gradient, path + ".grad", storages) is { } own)
                {
                    holdings.Add(own with { Cell = cell, IsGradient = true });
                }

                gradient.DetachFromDisposeScope().Dispose();
            }
        }

        return new(holdings, objects, parameters, walk.IsCut);
    }

    private static torch.Tensor? Gradient(torch.Tensor tensor)
    {
        try
        {
            return tensor.requires_grad && tensor.is_leaf ? tensor.grad : null;
        }
        catch (Exception error) when (error is ExternalException or InvalidOperationException)
        {
            return null;
        }
    }

    private static TensorHolding? Measure(torch.Tensor tensor, string path, Dictionary<(DeviceType, int, nint), string> storages)
    {
        try
        {
            var device = tensor.device;
            var (address, bytes) = TensorStorage.Of(tensor);
            var first = path;
            if (address != 0 && !storages.TryAdd((device.type, device.index, address), path))
            {
                first = storages[(device.type, device.index, address)];
            }

            return new(path, tensor.shape, tensor.dtype, device, bytes) { ViewOf = first == path ? null : first };
        }
        catch (Exception error) when (error is ExternalException or InvalidOperationException)
        {
            // Disposed meanwhile, by another thread.
            return null;
        }
    }
}
