using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>Writes forms for whoever reads a failing test: <c>2*A[i,a]*x[a]</c>, where repeated letters from a on are summed.</summary>
internal static class IndexText
{
    private const string Free = "ijklpqrstuvw";

    public static string Of(IndexForm form, Func<int, string>? name)
    {
        var text = string.Join(" + ", form.Terms.Select(t => (t.Coefficient == 1 && !t.IsNumber ? string.Empty : t.Coefficient == -1 && !t.IsNumber ? "-" : t.Coefficient + (t.IsNumber ? string.Empty : "*")) + Of(t, name)));
        return form.IsZero ? "0" : text;
    }

    public static string Of(IndexHead head, Func<int, string>? name)
    {
        var inner = string.Join("; ", head.Forms.Select(f => Of(f, null)));
        return head.Kind switch
        {
            HeadKind.Constant => head.Number.ToString(),
            HeadKind.Pi => "pi",
            HeadKind.Size => head.Dimension!.ToString(),
            HeadKind.Variable => (head.Symbol!.IsDifferential ? "d" : string.Empty) + head.Symbol.Name,
            HeadKind.Diagonal => $"diag({head.Symbol!.Name})",
            HeadKind.Delta => "δ",
            HeadKind.Function => $"{TermText.Name(head.Function)}({inner})",
            HeadKind.Kernel => $"{TermText.Name(head.Function)}m{(head.Order == 0 ? string.Empty : head.Order.ToString(CultureInfo.InvariantCulture))}({inner})",
            HeadKind.Group => $"({inner})",
            HeadKind.Closed => $"({Of(head.Term!, null)})",
            HeadKind.Inverse => $"inv({inner})",
            HeadKind.Determinant => $"det({inner})",
            HeadKind.Maximum => $"max({inner})",
            HeadKind.MaximumPlace => $"argmax({inner})",
            _ => $"{head.Kind}({inner})",
        };
    }

    private static string Of(IndexTerm term, Func<int, string>? name) => string.Join('*', term.Factors.Select(f =>
        Of(f.Head, name) + (f.Indices.Length == 0 ? string.Empty : $"[{string.Join(',', f.Indices.Select(i => (name ?? Letter)(i)))}]")
        + (f.Exponent == 1 ? string.Empty : f.Exponent.IsInteger && f.Exponent.Sign > 0 ? $"^{f.Exponent}" : $"^({f.Exponent})")));

    private static string Letter(int index) => index < 0 ? (-index).ToString(CultureInfo.InvariantCulture)
        : IndexFactor.IsBound(index) ? ((char)('a' + ((index - IndexFactor.FirstBound) % 8))).ToString() + (index - IndexFactor.FirstBound < 8 ? string.Empty : ((index - IndexFactor.FirstBound) / 8).ToString(CultureInfo.InvariantCulture))
        : index < Free.Length ? Free[index].ToString() : $"i{index.ToString(CultureInfo.InvariantCulture)}";
}
