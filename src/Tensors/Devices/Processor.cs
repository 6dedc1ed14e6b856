using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Adjoint.Tensors.Devices;

/// <summary>The processor and the memory of this machine, or of the container that this process is in.</summary>
internal static class Processor
{
    private const uint BrandFirst = 0x80000002;
    private const uint BrandLast = 0x80000004;

    /// <summary>The maker's name of the processor, as <c>Intel(R) Xeon(R) Processor @ 2.80GHz</c>.</summary>
    public static string Name { get; } = Brand() ?? FromProc() ?? $"a processor of architecture {RuntimeInformation.ProcessArchitecture}";

    /// <summary>The widest vector instructions, and how many single-precision numbers they hold.</summary>
    public static string Simd =>
        Avx512F.IsSupported ? "AVX-512, 16 float32 at once"
        : Avx2.IsSupported ? "AVX2, 8 float32 at once"
        : Avx.IsSupported ? "AVX, 8 float32 at once"
        : Sse2.IsSupported ? "SSE2, 4 float32 at once"
        : AdvSimd.IsSupported ? "NEON, 4 float32 at once"
        : "no vector instructions";

    /// <summary>The memory that this process may use, as the runtime sees it: a container's limit counts.</summary>
    public static long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The memory that can still be had; null where the system is not asked.</summary>
    public static long? FreeBytes
    {
        get
        {
            var machine = MachineFree();
            return ContainerFree() is { } container ? Math.Min(container, machine ?? container) : machine;
        }
    }

    /// <summary>The most addresses that this process may have (<c>ulimit -v</c>), in bytes; null where nothing is set or the system does not say.</summary>
    public static long? AddressLimit => Lines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max address space", StringComparison.Ordinal)) is { } line
        && long.TryParse(line["Max address space".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    // The processor says its own name, 16 letters a call.
    private static string? Brand()
    {
        if (!X86Base.IsSupported || (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < BrandLast)
        {
            return null;
        }

        var letters = new int[12];
        for (var leaf = BrandFirst; leaf <= BrandLast; leaf++)
        {
            var at = 4 * (int)(leaf - BrandFirst);
            (letters[at], letters[at + 1], letters[at + 2], letters[at + 3]) = X86Base.CpuId(unchecked((int)leaf), 0);
        }

        var name = Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>(letters)).TrimEnd('\0').Trim();
        return name.Length > 0 ? name : null;
    }

    private static string? FromProc() => Lines("/proc/cpuinfo")
        .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal) || l.StartsWith("Model", StringComparison.Ordinal))?
        .Split(':', 2).ElementAtOrDefault(1)?.Trim();

    private static long? MachineFree()
    {
        var line = Lines("/proc/meminfo").FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
        if (line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kilobytes))
        {
            return 1024 * kilobytes;
        }

        var memory = GC.GetGCMemoryInfo();
        return memory.MemoryLoadBytes > 0 ? Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes) : null;
    }

    private static long? ContainerFree() => Number("/sys/fs/cgroup/memory.max") is { } most && Number("/sys/fs/cgroup/memory.current") is { } used ? Math.Max(0, most - used) : null;

    private static long? Number(string path) => long.TryParse(Lines(path).FirstOrDefault(), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
