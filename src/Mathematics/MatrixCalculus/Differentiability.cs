namespace Adjoint.MatrixCalculus;

/// <summary>Where a function is not differentiable, as far as its parts tell.</summary>
internal static class Differentiability
{
    /// <summary>A sentence for each kind of point.</summary>
    public static IReadOnlyList<string> Remarks(MatrixTerm function, MatrixVariable variable)
    {
        var remarks = new List<string>();
        Collect(function, variable.Name, remarks);
        return remarks;
    }

    private static void Collect(MatrixTerm term, string variable, List<string> remarks)
    {
        if (!term.Contains(variable))
        {
            return;
        }

        if (Remark(term, variable) is { } remark && !remarks.Contains(remark))
        {
            remarks.Add(remark);
        }

        // |u|ᵖ and ‖u‖ᵖ are smooth at 0 for p > 1.
        var isSmoothed = term.Operation == Operation.Power && term.Second.IsNumber && term.Second.Value > 1
            && (term.First.Operation == Operation.Norm || (term.First.Operation == Operation.Elementwise && term.First.Function == EntryFunction.Abs));
        foreach (var argument in isSmoothed ? term.First.Arguments : term.Arguments)
        {
            Collect(argument, variable, remarks);
        }
    }

    private static string? Remark(MatrixTerm term, string variable) => term.Operation switch
    {
        Operation.Elementwise when term.Function == EntryFunction.Abs => $"Not differentiable where {Entry(term.First)} is 0; sign(0) = 0 stands there",
        Operation.Elementwise when term.Function == EntryFunction.Relu => $"Not differentiable where {Entry(term.First)} is 0; step(0) = 0 stands there",
        Operation.Elementwise when term.Function is EntryFunction.Sign or EntryFunction.Step => $"Not differentiable where {Entry(term.First)} is 0, and flat elsewhere",
        Operation.Norm => $"Not differentiable where {term.First} is 0",
        Operation.Power when term.Second.IsNumber && term.Second.Value < 1 && !(term.Second.Value.Sign < 0) => $"Not differentiable where {Entry(term.First)} is 0",
        Operation.MaxEntry => $"Not differentiable where the largest entry of {term.First} is there twice",
        Operation.MaxPlace => $"Not differentiable where the largest entry of {term.First} is there twice, and flat elsewhere",
        Operation.Select when term.First.Contains(variable) => $"Perhaps not differentiable where {Entry(term.First)} is 0, where the cases meet",
        _ => null,
    };

    private static string Entry(MatrixTerm term) => term.IsScalar ? term.ToString() : $"an entry of {term}";
}
