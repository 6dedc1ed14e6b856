using System.Runtime.InteropServices;
using TorchSharp;

namespace Adjoint.Tensors.Gradients;

/// <summary>Reads the graph that libtorch keeps for <c>backward()</c>. TorchSharp does not show it.</summary>
/// <remarks>
/// Where a node starts is told by a function that libtorch exports. Where in a node its edges stand is not: it is found out once, on two graphs that are known, and if it is not found the reader
/// says that it cannot be used. Names come from the run-time type information that the Itanium ABI lays down. On Windows nothing of this holds, and there is no reader.
/// </remarks>
internal sealed unsafe class AutogradReader
{
    /// <summary>A node: what it is, the nodes that its gradients go to, and for a leaf the tensor that it adds to.</summary>
    internal sealed record GraphNode(nint Address, string Name, IReadOnlyList<(nint Node, int Input)> Next, nint Leaf);

    private const int EdgeSize = 24;
    private const int Farthest = 1024;

    private readonly delegate* unmanaged<nint, nint> gradientFunction;
    private readonly delegate* unmanaged<nint, nuint> usableSize;
    private readonly int edges;
    private readonly int leaf;

    private AutogradReader(nint gradientFunction, nint usableSize)
    {
        this.gradientFunction = (delegate* unmanaged<nint, nint>)gradientFunction;
        this.usableSize = (delegate* unmanaged<nint, nuint>)usableSize;
        (edges, leaf) = Calibrate();
    }

    /// <summary>A reader; null where this platform or this libtorch has none. TorchSharp must be loaded.</summary>
    public static AutogradReader? Create()
    {
        if (!OperatingSystem.IsLinux()
            || !NativeLibrary.TryLoad("libtorch_cpu.so", out var torchLibrary)
            || !NativeLibrary.TryGetExport(torchLibrary, "_ZN5torch8autograd4impl14grad_fn_unsafeERKN2at6TensorE", out var function)
            || !NativeLibrary.TryLoad("libc.so.6", out var c)
            || !NativeLibrary.TryGetExport(c, "malloc_usable_size", out var size))
        {
            return null;
        }

        var reader = new AutogradReader(function, size);
        return reader.edges > 0 && reader.leaf > 0 ? reader : null;
    }

    /// <summary>The node that computed a tensor; 0 for a leaf or a tensor without gradient. The caller keeps the tensor alive.</summary>
    public nint NodeOf(torch.Tensor tensor) => gradientFunction(tensor.Handle);

    /// <summary>What identifies a tensor among the leaves. The caller keeps the tensor alive.</summary>
    public static nint IdentityOf(torch.Tensor tensor) => *(nint*)tensor.Handle;

    /// <summary>Reads a node. The caller keeps alive a tensor that the graph belongs to.</summary>
    public GraphNode Read(nint node)
    {
        var name = NameOf(node);
        var (begin, end) = (*(nint*)(node + edges), *(nint*)(node + edges + 8));
        var next = new List<(nint, int)>();
        for (var edge = begin; edge < end; edge += EdgeSize)
        {
            next.Add((*(nint*)edge, *(int*)(edge + 16)));
        }

        return new(node, name, next, name == "AccumulateGrad" ? *(nint*)(node + leaf) : 0);
    }

    private (int Edges, int Leaf) Calibrate()
    {
        using var scope = torch.NewDisposeScope();
        using var grad = torch.enable_grad();
        var x = torch.ones(2, requires_grad: true);
        var y = x.exp();
        var z = y.sin();
        var w = y.mul(z);
        var (ofY, ofZ, ofW) = (NodeOf(y), NodeOf(z), NodeOf(w));
        if (ofY == 0 || ofZ == 0 || ofW == 0)
        {
            return default;
        }

        // sin has one edge, to exp; the product has two, to exp and to sin.
        var place = Enumerable.Range(1, (int)Math.Min((Room(ofZ) / 8) - 3, Farthest / 8)).Select(i => 8 * i).FirstOrDefault(offset =>
            EdgesAt(ofZ + offset, 1) is [var only] && only == ofY && EdgesAt(ofW + offset, 2) is [var first, var second] && first == ofY && second == ofZ);
        if (place == 0 || EdgesAt(ofY + place, 1) is not [var accumulate] || accumulate == 0 || NameOf(accumulate) != "AccumulateGrad")
        {
            return default;
        }

        // Made together with its reference counts, which stand before it.
        var identity = IdentityOf(x);
        var member = Enumerable.Range(1, (int)Math.Min((Room(accumulate - 16) / 8) - 3, Farthest / 8)).Select(i => 8 * i).FirstOrDefault(offset => *(nint*)(accumulate + offset) == identity);
        GC.KeepAlive(x);
        return (place, member);
    }

    private long Room(nint start) => (long)usableSize(start);

    // Three pointers of a vector of so many edges; null if they are none.
    private static nint[]? EdgesAt(nint vector, int count)
    {
        var (begin, end, capacity) = (*(nint*)vector, *(nint*)(vector + 8), *(nint*)(vector + 16));
        if (begin < 65536 || begin % 8 != 0 || end - begin != count * EdgeSize || capacity < end || capacity - begin > 100 * EdgeSize)
        {
            return null;
        }

        var nodes = new nint[count];
        for (var i = 0; i < count; i++)
        {
            nodes[i] = *(nint*)(begin + (i * EdgeSize));
        }

        return nodes;
    }

    // Itanium C++ ABI 2.9.5: before the functions of a class stands its type information, which begins with a name such as N5torch8autograd9generated12SinBackward0E.
    private static string NameOf(nint node)
    {
        var information = *(nint*)(*(nint*)node - 8);
        var mangled = Marshal.PtrToStringUTF8(*(nint*)(information + 8)) ?? string.Empty;
        var name = mangled;
        for (var i = mangled.StartsWith('N') ? 1 : 0; i < mangled.Length && char.IsAsciiDigit(mangled[i]);)
        {
            var digits = i;
            while (digits < mangled.Length && char.IsAsciiDigit(mangled[digits]))
            {
                digits++;
            }

            if (!int.TryParse(mangled[i..digits], out var length) || digits + length > mangled.Length)
            {
                break;
            }

            name = mangled.Substring(digits, length);
            i = digits + length;
        }

        return name;
    }
}
