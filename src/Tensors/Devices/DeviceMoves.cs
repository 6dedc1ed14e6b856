using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Moves to where it is best to compute: <c>x.ToBest()</c>, <c>model.ToCurrent()</c>.</summary>
/// <remarks>
/// Of a tensor the result is always a new object, which the caller or the current dispose scope disposes. Where the data is on that device already it is shared, not copied, and
/// each of the two may be disposed without the other. A module is moved in place; its parameters that move are new objects and the old ones are disposed, so make the optimizer afterwards.
/// </remarks>
public static class DeviceMoves
{
    /// <summary>The tensor on the best device: a new object, of which the caller disposes.</summary>
    public static torch.Tensor ToBest(this torch.Tensor tensor) => tensor.to(torch.Device.Best);

    /// <summary>The tensor on the notebook's device: a new object, of which the caller disposes.</summary>
    public static torch.Tensor ToCurrent(this torch.Tensor tensor) => tensor.to(torch.Device.Current);

    /// <summary>Moves the module's parameters and buffers to the best device, in place.</summary>
    /// <returns>The module itself.</returns>
    public static T ToBest<T>(this T module) where T : torch.nn.Module => module.to(torch.Device.Best);

    /// <summary>Moves the module's parameters and buffers to the notebook's device, in place.</summary>
    /// <returns>The module itself.</returns>
    public static T ToCurrent<T>(this T module) where T : torch.nn.Module => module.to(torch.Device.Current);
}
