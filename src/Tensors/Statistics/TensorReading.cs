using TorchSharp;

namespace Adjoint.Tensors.Statistics;

/// <summary>Chooses how statistics are had: from memory here, or by the device that has it.</summary>
internal static class TensorReading
{
    /// <summary>The statistics of a strided tensor, not quantized, that has memory.</summary>
    public static TensorStatistics Statistics(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
        {
            return DeviceStatistics.Of(tensor);
        }

        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var memory = TensorMemory.Of(tensor);
        return StatisticsPass.Of(memory);
    }
}
