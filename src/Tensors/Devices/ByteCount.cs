using System.Globalization;

namespace Adjoint.Tensors;

/// <summary>Numbers of bytes and rates as people write them, in powers of 1000, with three significant digits.</summary>
internal static class ByteCount
{
    private static readonly string[] Prefixes = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary><c>1.50 MB</c>; whole bytes below 1000.</summary>
    public static string Written(long bytes) => bytes is > -1000 and < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
        : Scaled(bytes, "B");

    /// <summary>A number in the largest unit that leaves it at least 1: <c>1.50 TFLOP/s</c>.</summary>
    public static string Scaled(double value, string unit)
    {
        var power = 0;
        var scaled = Math.Abs(value);

        // 999.5 is written with the next prefix, as 1.00.
        while (scaled >= 999.5 && power < Prefixes.Length - 1)
        {
            scaled /= 1000;
            power++;
        }

        var digits = scaled < 9.995 ? "0.00" : scaled < 99.95 ? "0.0" : "0";
        return $"{(value < 0 ? "-" : string.Empty)}{scaled.ToString(digits, CultureInfo.InvariantCulture)} {Prefixes[power]}{unit}";
    }
}
