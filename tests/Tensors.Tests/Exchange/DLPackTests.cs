using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adjoint.Tensors;
using Adjoint.Tensors.Exchange;
using TorchSharp;
using Xunit;

namespace Adjoint.Tests.Exchange;

public sealed unsafe class DLPackTests
{
    private static int deleted;

    public static TheoryData<torch.ScalarType> Dtypes => [.. SampleTensors.Dtypes];

    [Theory]
    [MemberData(nameof(Dtypes))]
    public void A_tensor_goes_through_dlpack_and_comes_back(torch.ScalarType dtype)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        foreach (var shape in SampleTensors.Shapes)
        {
            using var tensor = SampleTensors.Of(dtype, shape);
            using var back = DLPack.FromDLPack(tensor.ToDLPack());
            SampleTensors.AssertSame(tensor, back);
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Both_sides_share_memory_and_strides()
    {
        using var tensor = torch.arange(12, torch.ScalarType.Float32).reshape(3, 4);
        using var view = tensor.t();
        using var back = DLPack.FromDLPack(view.ToDLPack());
        Assert.Equal([1, 4], back.stride());
        back[2, 1] = 99f;
        Assert.Equal(99, tensor[1, 2].item<float>());
    }

    [Fact]
    public void The_memory_outlives_the_tensor_and_goes_with_the_last_import()
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        nint pointer;
        using (torch.NewDisposeScope())
        {
            pointer = torch.arange(1000, torch.ScalarType.Int64).ToDLPack();
        }

        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        var back = DLPack.FromDLPack(pointer);
        var part = back[999];
        back.Dispose();
        Assert.Equal(999, part.item<long>());
        part.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        using (var other = torch.ones(3))
        {
            DLPack.Release(other.ToDLPack());
        }

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_layout_is_that_of_the_header_file()
    {
        // Offsets of dlpack.h on 64-bit machines.
        Assert.Equal(64, sizeof(DLManagedTensor));
        using var tensor = torch.zeros(2, 3, torch.ScalarType.Int16);
        var pointer = tensor.ToDLPack();
        var bytes = new ReadOnlySpan<byte>((void*)pointer, 64);
        Assert.Equal(1, MemoryMarshal.Read<int>(bytes[8..]));
        Assert.Equal(2, MemoryMarshal.Read<int>(bytes[16..]));
        Assert.Equal([0, 16, 1, 0], bytes[20..24].ToArray());
        Assert.Equal(3, ((long*)MemoryMarshal.Read<nint>(bytes[24..]))[1]);
        Assert.Equal(3, ((long*)MemoryMarshal.Read<nint>(bytes[32..]))[0]);
        DLPack.Release(pointer);
    }

    [Fact]
    public void What_another_library_made_is_read_and_released_once()
    {
        var numbers = stackalloc double[] { -1, 0, 1, 2, 3, 4, 5 };
        var shape = stackalloc long[] { 2, 3 };
        var managed = new DLManagedTensor { Data = (nint)numbers, DeviceType = 1, Rank = 2, Code = 2, Bits = 64, Lanes = 1, Shape = shape, ByteOffset = 8, Deleter = &Count };
        deleted = 0;
        using (var tensor = DLPack.FromDLPack((nint)(&managed)))
        {
            Assert.Equal([0, 1, 2, 3, 4, 5], tensor.data<double>().ToArray());
            Assert.Equal(0, deleted);
        }

        Assert.Equal(1, deleted);
        shape[0] = 0;
        DLPack.FromDLPack((nint)(&managed)).Dispose();
        Assert.Equal(2, deleted);
    }

    [Fact]
    public void What_is_no_tensor_is_refused_and_stays_the_caller_s()
    {
        var numbers = stackalloc double[4];
        var shape = stackalloc long[] { 2, 2 };
        var strides = stackalloc long[] { 2, 1 };
        var good = new DLManagedTensor { Data = (nint)numbers, DeviceType = 1, Rank = 2, Code = 2, Bits = 64, Lanes = 1, Shape = shape, Strides = strides, Deleter = &Count };
        deleted = 0;
        Refused("its memory is on a device of kind 2 (CUDA); copy it to the CPU in the library that it comes from", good with { DeviceType = 2 });
        Refused("its elements are vectors of 4", good with { Lanes = 4 });
        Refused("its elements, of code 2 with 8 bits, are none of a tensor's", good with { Bits = 8 });
        Refused("it has -1 dimensions", good with { Rank = -1 });
        Refused("it has 1000 dimensions", good with { Rank = 1000 });
        Refused("it has 2 dimensions and no sizes", good with { Shape = null });
        Refused("its memory is null", good with { Data = 0 });
        strides[0] = -2;
        Refused("its strides [-2, 1] are negative or too large", good);
        strides[0] = long.MaxValue;
        Refused("its strides [9223372036854775807, 1] are negative or too large", good);
        shape[0] = -1;
        Refused("its shape [-1, 2] is none", good);
        shape[0] = shape[1] = 1L << 40;
        Refused("its shape [1099511627776, 1099511627776] is none", good);
        Assert.Equal("The DLPack tensor cannot be imported: the pointer is null.", Assert.Throws<DLPackException>(() => DLPack.FromDLPack(0)).Message);
        Assert.Equal(0, deleted);
    }

    [Fact]
    public void Tensors_whose_memory_is_not_their_values_are_not_exported()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Throws<UnsuitableTensorException>(() => torch.tensor([new Complex(1, 2)]).conj().ToDLPack());
        Assert.Throws<UnsuitableTensorException>(() => torch.ones(2, requires_grad: true).ToDLPack());
        Assert.Throws<UnsuitableTensorException>(() => torch.ones(2, 2).to_sparse().ToDLPack());
        Assert.Throws<UnsuitableTensorException>(() => torch.ones(2, device: torch.META).ToDLPack());
    }

    [Fact]
    public void A_cuda_tensor_names_its_device()
    {
        Assert.SkipUnless(torch.cuda.is_available(), "There is no CUDA device.");
        using var tensor = torch.ones(3, device: torch.CUDA);
        var pointer = tensor.ToDLPack();
        Assert.Equal(2, ((DLManagedTensor*)pointer)->DeviceType);
        Assert.Throws<DLPackException>(() => DLPack.FromDLPack(pointer));
        DLPack.Release(pointer);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Count(DLManagedTensor* managed) => Interlocked.Increment(ref deleted);

    private static void Refused(string reason, DLManagedTensor managed)
    {
        var pointer = (nint)(&managed);
        Assert.Equal($"The DLPack tensor cannot be imported: {reason}.", Assert.Throws<DLPackException>(() => DLPack.FromDLPack(pointer)).Message);
    }
}
