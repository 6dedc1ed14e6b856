namespace Adjoint.MatrixCalculus;

/// <summary>Where a term is evaluated: a number for each name of a dimension, and the entries of each variable by columns.</summary>
/// <param name="Sizes">Name of a dimension ↦ number.</param>
/// <param name="Values">Name of a variable ↦ entries; the differential of X is found under dX.</param>
internal sealed record EvaluationPoint(IReadOnlyDictionary<string, int> Sizes, IReadOnlyDictionary<string, double[]> Values)
{
    /// <summary>The name under which the entries of a variable are found.</summary>
    public static string Key(MatrixVariable variable) => variable.IsDifferential ? "d" + variable.Name : variable.Name;

    /// <summary>The same point, but for one variable.</summary>
    public EvaluationPoint With(string name, double[] entries) => this with { Values = new Dictionary<string, double[]>(Values) { [name] = entries } };
}
