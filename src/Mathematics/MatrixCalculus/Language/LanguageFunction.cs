namespace Adjoint.MatrixCalculus;

/// <summary>A function that expressions may call.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Least">The fewest arguments.</param>
/// <param name="Most">The most.</param>
/// <param name="Form">What it asks of its arguments, and the shape it has.</param>
/// <param name="Entrywise">The function of numbers, where it is one or a matrix function of that name.</param>
internal sealed record LanguageFunction(string Name, int Least, int Most, FunctionForm Form, EntryFunction Entrywise = default)
{
    private static readonly LanguageFunction[] All =
    [
        .. Enum.GetValues<EntryFunction>().Select(f => new LanguageFunction(TermText.Name(f), 1, 1, FunctionForm.Entrywise, f)),
        new("inv", 1, 1, FunctionForm.SquareToSame),
        new("expm", 1, 1, FunctionForm.MatrixFunction, EntryFunction.Exp),
        new("logm", 1, 1, FunctionForm.MatrixFunction, EntryFunction.Log),
        new("sqrtm", 1, 1, FunctionForm.MatrixFunction, EntryFunction.Sqrt),
        new("dexpm", 2, 9, FunctionForm.MatrixFunction, EntryFunction.Exp),
        new("dlogm", 2, 9, FunctionForm.MatrixFunction, EntryFunction.Log),
        new("dsqrtm", 2, 9, FunctionForm.MatrixFunction, EntryFunction.Sqrt),
        new("det", 1, 1, FunctionForm.SquareToScalar),
        new("logdet", 1, 1, FunctionForm.SquareToScalar),
        new("tr", 1, 1, FunctionForm.SquareToScalar),
        new("sum", 1, 1, FunctionForm.AnyToScalar),
        new("norm1", 1, 1, FunctionForm.AnyToScalar),
        new("norm2", 1, 1, FunctionForm.AnyToScalar),
        new("normF", 1, 1, FunctionForm.AnyToScalar),
        new("logsumexp", 1, 1, FunctionForm.AnyToScalar),
        new("max", 1, 2, FunctionForm.Extremum),
        new("min", 1, 2, FunctionForm.Extremum),
        new("argmax", 1, 1, FunctionForm.AnyToSame),
        new("softmax", 1, 1, FunctionForm.VectorToSame),
        new("diag", 1, 1, FunctionForm.Diagonal),
        new("vec", 1, 1, FunctionForm.Vec),
        new("unvec", 3, 3, FunctionForm.Unvec),
        new("kron", 2, 2, FunctionForm.Kron),
        new("dot", 2, 2, FunctionForm.InnerProduct),
        new("rearrange", 5, 5, FunctionForm.Rearrange),
        new("unarrange", 5, 5, FunctionForm.Rearrange),
        new("commutation", 2, 2, FunctionForm.Commutation),
        new("eye", 1, 1, FunctionForm.Eye),
        new("ones", 1, 2, FunctionForm.Filled),
        new("zeros", 1, 2, FunctionForm.Filled),
        new("vector", 1, 1, FunctionForm.Broadcast),
        new("matrix", 1, 1, FunctionForm.Broadcast),
        new("piecewise", 3, 99, FunctionForm.Piecewise),
    ];

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["ln"] = "log", ["asin"] = "arcsin", ["acos"] = "arccos", ["atan"] = "arctan", ["trace"] = "tr", ["Tr"] = "tr", ["norm"] = "norm2", ["logistic"] = "sigmoid",
        ["inner"] = "dot", ["I"] = "eye", ["identity"] = "eye", ["heaviside"] = "step", ["sgn"] = "sign", ["normf"] = "normF", ["Diag"] = "diag",
    };

    private static readonly Dictionary<string, LanguageFunction> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The names, for what may be typed.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>The function of a name; null if there is none.</summary>
    public static LanguageFunction? Find(string name) => ByName.GetValueOrDefault(OtherNames.GetValueOrDefault(name, name));
}
