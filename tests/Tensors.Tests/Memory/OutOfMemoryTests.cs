using System.Runtime.InteropServices;
using Adjoint.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Adjoint.Tests.Memory;

public sealed class OutOfMemoryTests
{
    [Fact]
    public void Impossible_allocation_is_explained_with_what_holds_the_memory()
    {
        using var scope = NewDisposeScope();
        var notebook = new VariableNotebook { ["small"] = ones(10), ["big"] = new List<Tensor> { ones(1000, 1000) } };
        TensorLedger.AfterCell(notebook, 4);
        var error = Assert.Throws<ExternalException>(() => zeros(1L << 45));
        var lines = OutOfMemoryExplanation.Of(error, notebook)!.Split('\n');
        Assert.InRange(lines.Length, 2, 3);
        Assert.StartsWith("Out of memory: 141 TB on cpu cannot be had; ", lines[0], StringComparison.Ordinal);
        Assert.Contains("4.00 MB there, most of it big[0] [1000×1000] (4.00 MB, cell 4)", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Many_tensors_of_one_variable_are_said_together()
    {
        using var scope = NewDisposeScope();
        var notebook = new VariableNotebook { ["list"] = Enumerable.Range(0, 20).Select(_ => ones(1000)).ToList(), ["x"] = ones(5000) };
        var error = Assert.Throws<ExternalException>(() => zeros(1L << 45));
        Assert.Contains("most of it list (20 tensors, 80.0 kB), x [5000] (20.0 kB).", OutOfMemoryExplanation.Of(error, notebook), StringComparison.Ordinal);
    }

    [Fact]
    public void Size_that_overflows_is_explained_too()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(1L << 61, 2));
        Assert.Contains("a tensor of shape [2305843009213693952×2]", OutOfMemoryExplanation.Of(error, new VariableNotebook()), StringComparison.Ordinal);
    }

#pragma warning disable CA2201 // it is what TorchSharp throws
    [Theory]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 GiB. GPU 1 has a total capacity of 23.65 GiB of which 19.44 GiB is free. Of the allocated memory 3.00 GiB is allocated by PyTorch", "20.00 GiB on cuda:1")]
    [InlineData("CUDA out of memory. Tried to allocate 512.00 MiB (GPU 0; 11.17 GiB total capacity; 10.66 GiB already allocated; 2.31 MiB free)", "512.00 MiB on cuda:0")]
    [InlineData("MPS backend out of memory (MPS allocated: 18.13 GB, other allocations: 1.31 MB, max allowed: 18.13 GB). Tried to allocate 256 bytes on shared pool.", "256 bytes on mps:0")]
    [InlineData("[enforce fail at alloc_cpu.cpp:80] data. DefaultCPUAllocator: not enough memory: you tried to allocate 4000000000 bytes.", "4.00 GB on cpu")]
    public void Words_of_each_allocator_are_understood(string message, string expected) =>
        Assert.Contains(expected, OutOfMemoryExplanation.Of(new AggregateException(new InvalidOperationException("outer", new ExternalException(message))), new VariableNotebook()), StringComparison.Ordinal);

#pragma warning restore CA2201

    [Fact]
    public void Other_errors_are_left_alone()
    {
        using var a = ones(2, 3);
        var error = Assert.Throws<ExternalException>(() => a.mm(a));
        Assert.Null(OutOfMemoryExplanation.Of(error, new VariableNotebook()));
        Assert.Null(OutOfMemoryExplanation.Of(new InvalidOperationException("CUDA out of memory. Tried to allocate 2.00 GiB."), new VariableNotebook()));
    }
}
