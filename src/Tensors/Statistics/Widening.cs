using System.Numerics;
using System.Runtime.InteropServices;

namespace Adjoint.Tensors.Statistics;

/// <summary>Entries of the narrower and the exotic types as floats or doubles, exactly.</summary>
internal static class Widening
{
    /// <summary>IEEE binary16. The exponent is moved by a multiplication, which also gives subnormal numbers; what is not finite gets the exponent of infinity.</summary>
    public static void OfHalf(ReadOnlySpan<ushort> from, Span<float> to)
    {
        var (done, scale) = (0, new Vector<float>(float.ScaleB(1, 112)));
        var halves = MemoryMarshal.Cast<ushort, Vector<ushort>>(from);
        var floats = MemoryMarshal.Cast<float, Vector<float>>(to);
        for (var i = 0; i < halves.Length; i++, done += Vector<ushort>.Count)
        {
            Vector.Widen(halves[i], out var low, out var high);
            floats[2 * i] = Convert(low, scale);
            floats[(2 * i) + 1] = Convert(high, scale);
        }

        for (; done < from.Length; done++)
        {
            to[done] = (float)BitConverter.UInt16BitsToHalf(from[done]);
        }

        static Vector<float> Convert(Vector<uint> half, Vector<float> scale)
        {
            var magnitude = (half & new Vector<uint>(0x7fff)) << 13;
            var isFinite = Vector.LessThan(magnitude, new Vector<uint>(0x0f80_0000));
            var bits = Vector.ConditionalSelect(isFinite, Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) * scale), magnitude | new Vector<uint>(0x7f80_0000));
            return Vector.AsVectorSingle(bits | ((half & new Vector<uint>(0x8000)) << 16));
        }
    }

    /// <summary>bfloat16: the upper half of a float.</summary>
    public static void OfBrain(ReadOnlySpan<ushort> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = BitConverter.UInt32BitsToSingle((uint)from[i] << 16);
        }
    }

    /// <summary>0 or 1.</summary>
    public static void OfBool(ReadOnlySpan<byte> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i] == 0 ? 0 : 1;
        }
    }

    /// <summary>Integers of up to 16 bits.</summary>
    public static void OfInteger<T>(ReadOnlySpan<T> from, Span<float> to) where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = float.CreateTruncating(from[i]);
        }
    }

    /// <summary>Integers of 32 bits.</summary>
    public static void OfInteger(ReadOnlySpan<int> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }
    }

    /// <summary>Integers of 64 bits, rounded, and their exact extremes.</summary>
    public static (long Least, long Greatest) OfInteger(ReadOnlySpan<long> from, Span<double> to)
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
            least = Math.Min(least, from[i]);
            greatest = Math.Max(greatest, from[i]);
        }

        return (least, greatest);
    }

    /// <summary>|z| of complex64, which in double neither overflows nor vanishes. Infinite where a part is, else NaN where a part is.</summary>
    public static void OfModulus(ReadOnlySpan<(float Re, float Im)> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            var (re, im) = from[i];
            to[i] = float.IsInfinity(re) || float.IsInfinity(im) ? double.PositiveInfinity : Math.Sqrt(((double)re * re) + ((double)im * im));
        }
    }

    /// <summary>|z| of complex128.</summary>
    public static void OfModulus(ReadOnlySpan<Complex> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = double.Hypot(from[i].Real, from[i].Imaginary);
        }
    }
}
