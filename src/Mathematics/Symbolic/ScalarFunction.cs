using System.Numerics;

namespace Adjoint.Symbolic;

/// <summary>A function of one number that expressions may call.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Real">On real numbers; NaN outside its domain.</param>
/// <param name="Complex">On complex numbers, principal values.</param>
internal sealed record ScalarFunction(string Name, Func<double, double> Real, Func<Complex, Complex> Complex)
{
    private static readonly ScalarFunction[] All =
    [
        new("exp", Math.Exp, System.Numerics.Complex.Exp),
        new("log", Math.Log, System.Numerics.Complex.Log),
        new("sqrt", Math.Sqrt, System.Numerics.Complex.Sqrt),
        new("abs", Math.Abs, static z => System.Numerics.Complex.Abs(z)),
        new("sin", Math.Sin, System.Numerics.Complex.Sin),
        new("cos", Math.Cos, System.Numerics.Complex.Cos),
        new("tan", Math.Tan, System.Numerics.Complex.Tan),
        new("arcsin", Math.Asin, System.Numerics.Complex.Asin),
        new("arccos", Math.Acos, System.Numerics.Complex.Acos),
        new("arctan", Math.Atan, System.Numerics.Complex.Atan),
        new("sinh", Math.Sinh, System.Numerics.Complex.Sinh),
        new("cosh", Math.Cosh, System.Numerics.Complex.Cosh),
        new("tanh", Math.Tanh, System.Numerics.Complex.Tanh),
        new("sign", static x => double.IsNaN(x) ? x : Math.Sign(x), static z => z == 0 ? 0 : z / System.Numerics.Complex.Abs(z)),
        new("floor", Math.Floor, static z => new(Math.Floor(z.Real), Math.Floor(z.Imaginary))),
        new("re", static x => x, static z => z.Real),
        new("im", static x => 0 * x, static z => z.Imaginary),
        new("arg", static x => double.IsNaN(x) ? x : x < 0 ? Math.PI : 0, static z => z.Phase),
        new("conj", static x => x, System.Numerics.Complex.Conjugate),
    ];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["ln"] = "log", ["asin"] = "arcsin", ["acos"] = "arccos", ["atan"] = "arctan", ["sgn"] = "sign",
    };

    private static readonly Dictionary<string, ScalarFunction> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The names, for what may be typed.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(f => f.Name));

    /// <summary>The function of a name; null if there is none.</summary>
    public static ScalarFunction? Find(string name) => ByName.GetValueOrDefault(OtherNames.GetValueOrDefault(name, name));
}
