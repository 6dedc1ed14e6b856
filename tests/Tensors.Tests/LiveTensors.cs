using TorchSharp;

namespace Adjoint.Tests;

/// <summary>How many tensors this thread has made and not yet disposed. Unlike <c>torch.Tensor.TotalCount</c>, the garbage collector and the tests on other threads do not change it.</summary>
internal static class LiveTensors
{
    public static long Count => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
