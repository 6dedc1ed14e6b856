using System.Text.RegularExpressions;
using TorchSharp;

namespace Adjoint.Tensors.Benchmarking;

/// <summary>How much some work computes and moves; null for what is not known.</summary>
internal sealed partial record WorkSize(double? Flops, double? Bytes)
{
    /// <summary>
    /// That of an expression of two tensor variables that is a product of real matrices, <c>a.mm(b)</c>, <c>a.matmul(b)</c>, <c>a.bmm(b)</c> or the same as <c>torch.mm(a, b)</c>, or an operation on all pairs
    /// of entries, <c>a + b</c>; unknown for all other code.
    /// </summary>
    public static WorkSize Recognise(string code, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        var text = code.Trim().TrimEnd(';').TrimEnd();
        var match = Product().Match(text);
        match = match.Success ? match : StaticProduct().Match(text);
        if (match.Success && Pair(match, tensors) is var (a, b))
        {
            return OfProduct(a, b);
        }

        match = Elementwise().Match(text);
        if (match.Success && Pair(match, tensors) is var (x, y) && x.shape.SequenceEqual(y.shape))
        {
            return new(x.numel(), (x.numel() * (x.element_size() + y.element_size())) + (x.numel() * Math.Max(x.element_size(), y.element_size())));
        }

        return new(null, null);
    }

    // [… m k]·[… k n] with equal leading sizes, or none on the right.
    private static WorkSize OfProduct(torch.Tensor a, torch.Tensor b)
    {
        if (a.ndim < 2 || b.ndim < 2 || a.shape[^1] != b.shape[^2] || !torch.is_floating_point(a.dtype) || (b.ndim > 2 && !a.shape.AsSpan(..^2).SequenceEqual(b.shape.AsSpan(..^2))))
        {
            return new(null, null);
        }

        var result = (double)a.numel() / a.shape[^1] * b.shape[^1];
        return new(2 * result * a.shape[^1], (a.numel() + b.numel() + result) * a.element_size());
    }

    private static (torch.Tensor A, torch.Tensor B)? Pair(Match match, IReadOnlyDictionary<string, torch.Tensor> tensors) =>
        tensors.TryGetValue(match.Groups["a"].Value, out var a) && tensors.TryGetValue(match.Groups["b"].Value, out var b) ? (a, b) : null;

    [GeneratedRegex(@"^(?<a>\w+)\s*\.\s*(?:mm|matmul|bmm)\s*\(\s*(?<b>\w+)\s*\)$")]
    private static partial Regex Product();

    [GeneratedRegex(@"^(?:TorchSharp\s*\.\s*)?(?:torch\s*\.\s*)?(?:mm|matmul|bmm)\s*\(\s*(?<a>\w+)\s*,\s*(?<b>\w+)\s*\)$")]
    private static partial Regex StaticProduct();

    [GeneratedRegex(@"^(?<a>\w+)\s*[-+*/]\s*(?<b>\w+)$")]
    private static partial Regex Elementwise();
}
