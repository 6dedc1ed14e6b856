using System.Numerics;
using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Hash codes that are the same in every run, so that what is ordered by them is too.</summary>
internal static class StableHash
{
    public static ulong Mix(ulong a, ulong b)
    {
        var h = (a ^ BitOperations.RotateLeft(b * 0x9E3779B97F4A7C15, 29)) * 0xBF58476D1CE4E5B9;
        return h ^ (h >> 31);
    }

    public static ulong Of(string text)
    {
        var h = 0xCBF29CE484222325;
        foreach (var c in text)
        {
            h = (h ^ c) * 0x100000001B3;
        }

        return h ^ (h >> 29);
    }

    public static ulong Of(Rational value) => value.TryGetWords(out var n, out var d)
        ? Mix((ulong)n, (ulong)d)
        : Mix((ulong)(value.Numerator % long.MaxValue), (ulong)(value.Denominator % long.MaxValue));

    public static ulong Of(Dimension dimension)
    {
        var h = (ulong)dimension.Factor;
        foreach (var name in dimension.Names)
        {
            h = Mix(h, Of(name));
        }

        return h;
    }
}
