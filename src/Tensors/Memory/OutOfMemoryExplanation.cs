using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Adjoint.Extension;
using Adjoint.Tensors.Devices;
using TorchSharp;

namespace Adjoint.Tensors;

/// <summary>Says of an allocation that failed what was asked, what is free, and which variables hold the most.</summary>
public static partial class OutOfMemoryExplanation
{
    private const int MostVariables = 3;

    /// <summary>At most three lines, without a line break at the end; null for an exception that is about something else.</summary>
    /// <param name="exception">What a cell threw, or what contains it.</param>
    /// <param name="notebook">The notebook, whose variables are looked at.</param>
    public static string? Of(Exception exception, INotebook notebook)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(notebook);
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is ExternalException && Asked(e.Message) is { } asked)
            {
                return Explain(asked.Size, asked.Device, notebook);
            }
        }

        return null;
    }

    // The words of c10/core/impl/alloc_cpu.cpp, c10/cuda/CUDACachingAllocator.cpp, aten/src/ATen/mps/MPSAllocator.mm and aten/src/ATen/EmptyTensor.cpp.
    private static (string Size, torch.Device Device)? Asked(string message)
    {
        if (OnProcessor().Match(message) is { Success: true } cpu)
        {
            return (long.TryParse(cpu.Groups[1].Value, CultureInfo.InvariantCulture, out var bytes) ? ByteCount.Written(bytes) : $"{cpu.Groups[1].Value} bytes", torch.CPU);
        }

        if (Gpu().Match(message) is { Success: true } gpu)
        {
            var index = GpuIndex().Match(message) is { Success: true } number ? int.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
            return (gpu.Groups[2].Value, new(gpu.Groups[1].Value.StartsWith("MPS", StringComparison.Ordinal) ? DeviceType.MPS : DeviceType.CUDA, index));
        }

        return Overflow().Match(message) is { Success: true } overflow ? ($"a tensor of shape {TensorHolding.Written([.. overflow.Groups[1].Value.Split(',').Select(s => long.Parse(s, CultureInfo.InvariantCulture))])}, whose bytes are more than a 64-bit number can count,", torch.CPU) : null;
    }

    private static string Explain(string asked, torch.Device device, INotebook notebook)
    {
        var facts = DeviceCensus.Of(device);
        var lines = new List<string>
        {
            $"Out of memory: {asked} on {device} cannot be had{(facts is { FreeBytes: { } free, MemoryBytes: { } total } ? $"; {ByteCount.Written(free)} of {ByteCount.Written(total)} are free" : string.Empty)}{Limit(device)}.",
        };
        var leaks = LeakReport.Of(notebook);
        var there = leaks.Holdings.Where(h => DeviceList.Same(h.Device, device) && h.CountedBytes > 0).OrderByDescending(h => h.CountedBytes).ToList();
        lines.Add(there.Count == 0
            ? $"No variable of this notebook holds a tensor on {device}."
            : $"This notebook's tensors hold {ByteCount.Written(there.Sum(h => h.CountedBytes))} there, most of it {string.Join(", ", Holders(there).Take(MostVariables))}.");
        if (leaks.Unheld > 0)
        {
            lines.Add($"{MemoryReport.Count(leaks.Unheld, "tensor")} more {(leaks.Unheld == 1 ? "is" : "are")} alive without a variable: #!torch leaks --collect frees what nothing holds.");
        }

        return string.Join('\n', lines);
    }

    // What is free does not help a process that may not have it.
    private static string Limit(torch.Device device) => device.type == DeviceType.CPU && Processor.AddressLimit is { } limit
        ? $", but this process may have {ByteCount.Written(limit)} of addresses in all (ulimit -v)" : string.Empty;

    // A variable that leads to one tensor is shown with the way to it, one that leads to several with their sum.
    private static IEnumerable<string> Holders(IEnumerable<TensorHolding> holdings) => holdings
        .GroupBy(h => h.Path[..(h.Path.AsSpan().IndexOfAny('.', '[') is > 0 and var end ? end : h.Path.Length)], StringComparer.Ordinal)
        .OrderByDescending(g => g.Sum(h => h.CountedBytes))
        .Select(g => g.ToList() is [var single] ? Holder(single) : $"{g.Key} ({MemoryReport.Count(g.Count(), "tensor")}, {ByteCount.Written(g.Sum(h => h.CountedBytes))})");

    private static string Holder(TensorHolding h) => $"{h.Path} {TensorHolding.Written(h.Shape)} ({ByteCount.Written(h.Bytes)}{(h.Cell is { } cell ? $", cell {cell}" : string.Empty)})";

    [GeneratedRegex(@"DefaultCPUAllocator: (?:can't allocate memory|not enough memory): you tried to allocate (\d+) bytes")]
    private static partial Regex OnProcessor();

    [GeneratedRegex(@"(CUDA|HIP|MPS backend) out of memory[\s\S]*?[Tt]ried to allocate (\d+(?:\.\d+)? (?:bytes|[KMGT]i?B))")]
    private static partial Regex Gpu();

    [GeneratedRegex(@"GPU (\d+)")]
    private static partial Regex GpuIndex();

    [GeneratedRegex(@"Storage size calculation overflowed with sizes=\[(\d+(?:, \d+)*)\]")]
    private static partial Regex Overflow();
}
