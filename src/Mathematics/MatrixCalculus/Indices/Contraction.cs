using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Products summed over one index that are simpler than they look: A·A⁻¹ = I, QᵀQ = I, and the trace of a Fréchet derivative.</summary>
internal static class Contraction
{
    /// <summary>Applies one of the laws, if one applies.</summary>
    public static bool TryApply(ProductBuilder product)
    {
        var factors = product.Factors;
        for (var i = 0; i < factors.Count; i++)
        {
            var (head, isPlain) = (factors[i].Head, factors[i].Exponent == 1);
            if (isPlain && head.Kind switch
            {
                HeadKind.Inverse => TryInverse(product, i),
                HeadKind.Kernel => head.Order == 1 ? TryTrace(product, i) : head.Function == EntryFunction.Sqrt && head.Order == 0 && TrySquare(product, i),
                HeadKind.Variable => head.Symbol!.Traits.HasFlag(VariableTraits.Orthogonal) && head.Ranges.Length == 2 && head.Rows == 1 && TryOrthogonal(product, i),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    // Σ_c A[r,c]·A⁻¹[c,s] = δ[r,s], and on the other side.
    private static bool TryInverse(ProductBuilder product, int place)
    {
        var inverse = product.Factors[place];
        var head = inverse.Head;
        if (head.Rows != 1 || head.Columns != 1)
        {
            return false;
        }

        // The factor that is A[0,1].
        var form = head.Forms[0];
        IndexFactor pattern;
        if (form.Terms.Length == 1 && form.Terms[0].Bound.Length == 0 && form.Terms[0].Factors.Length == 1)
        {
            pattern = form.Terms[0].Factors[0];
        }
        else
        {
            var builder = new ProductBuilder();
            Powers.Multiply(builder, form, [.. Enumerable.Range(0, form.Ranges.Length)], Rational.One);
            if (builder.Coefficient != 1 || builder.Factors.Count != 1)
            {
                return false;
            }

            pattern = builder.Factors[0];
        }

        for (var j = 0; j < product.Factors.Count; j++)
        {
            var other = product.Factors[j];
            if (j == place || other.Exponent != 1 || !other.Head.IsSame(pattern.Head))
            {
                continue;
            }

            foreach (var indices in Arrangements(other))
            {
                // Bind the pattern's free indices to those of the other factor.
                var binding = new int[form.Ranges.Length];
                Array.Fill(binding, int.MinValue);
                var fits = true;
                for (var s = 0; s < indices.Length && fits; s++)
                {
                    ref var bound = ref binding[pattern.Indices[s]];
                    fits = pattern.Indices[s] >= 0 && (bound == int.MinValue || bound == indices[s]);
                    bound = indices[s];
                }

                for (var p = 2; p < binding.Length && fits; p++)
                {
                    fits = binding[p] == inverse.Indices[p];
                }

                if (!fits)
                {
                    continue;
                }

                for (var side = 0; side < 2; side++)
                {
                    // The inverse's slot 0 is a column of A (free index 1), its slot 1 a row.
                    var (own, rest) = (inverse.Indices[side], inverse.Indices[1 - side]);
                    if (IsSummed(product, own) && binding[1 - side] == own && binding[side] is var end && end != own && end != int.MinValue)
                    {
                        Replace(product, place, j, own, IndexHead.Delta(head.Ranges[1 - side]), [end, rest]);
                        return true;
                    }

                    // A symmetric inverse may be met from its other end.
                    if (head.Symmetries.Length > 0 && head.Classes[1] == 0 && IsSummed(product, own) && binding[side] == own && binding[1 - side] is var far && far != own && far != int.MinValue)
                    {
                        Replace(product, place, j, own, IndexHead.Delta(head.Ranges[1 - side]), [far, rest]);
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool TryOrthogonal(ProductBuilder product, int place)
    {
        var first = product.Factors[place];
        var isSquare = first.Head.Ranges[0].Equals(first.Head.Ranges[1]);
        for (var j = place + 1; j < product.Factors.Count; j++)
        {
            var other = product.Factors[j];
            if (other.Exponent != 1 || !other.Head.IsSame(first.Head))
            {
                continue;
            }

            for (var s = 0; s < (isSquare ? 2 : 1); s++)
            {
                if (first.Indices[s] == other.Indices[s] && IsSummed(product, first.Indices[s]))
                {
                    Replace(product, place, j, first.Indices[s], IndexHead.Delta(first.Head.Ranges[1 - s]), [first.Indices[1 - s], other.Indices[1 - s]]);
                    return true;
                }
            }
        }

        return false;
    }

    // Σ_i f⁽¹⁾(A)[i,r; s,i] = f′(A)[s,r].
    private static bool TryTrace(ProductBuilder product, int place)
    {
        var kernel = product.Factors[place];
        var head = kernel.Head;
        if (head.Rows != 1)
        {
            return false;
        }

        foreach (var indices in Arrangements(kernel))
        {
            if (indices[0] != indices[3] || !IsSummed(product, indices[0]) || indices[1] == indices[0] || indices[2] == indices[0])
            {
                continue;
            }

            product.Factors.RemoveAt(place);
            product.Bound[indices[0] - IndexFactor.FirstBound] = null;
            var parameters = indices[4..];
            int[] own = [indices[2], indices[1]];
            switch (head.Function)
            {
                case EntryFunction.Exp:
                    HeadAlgebra.MultiplyKernel(product, head.Function, 0, head.Forms[0], 1, own, parameters, Rational.One);
                    break;
                case EntryFunction.Log:
                    HeadAlgebra.MultiplyInverse(product, head.Forms[0], 1, 1, own, parameters, Rational.One);
                    break;
                case EntryFunction.Sqrt:
                    var root = new ProductBuilder();
                    int[] all = [.. Enumerable.Range(0, head.Forms[0].Ranges.Length)];
                    HeadAlgebra.MultiplyKernel(root, head.Function, 0, head.Forms[0], 1, all[..2], all[2..], Rational.One);
                    product.Multiply(new Rational(1, 2));
                    HeadAlgebra.MultiplyInverse(product, new(head.Forms[0].Ranges, [root.Finish()!]), 1, 1, own, parameters, Rational.One);
                    break;
                default:
                    throw new NotSupportedException($"The derivative of the matrix function {TermText.Name(head.Function)} is not known.");
            }

            return true;
        }

        return false;
    }

    // √A·√A = A.
    private static bool TrySquare(ProductBuilder product, int place)
    {
        var first = product.Factors[place];
        for (var j = place + 1; j < product.Factors.Count; j++)
        {
            var other = product.Factors[j];
            if (other.Exponent != 1 || !other.Head.IsSame(first.Head) || !other.Indices.AsSpan(2).SequenceEqual(first.Indices.AsSpan(2)))
            {
                continue;
            }

            foreach (var a in Arrangements(first))
            {
                foreach (var b in Arrangements(other))
                {
                    for (var side = 0; side < 2; side++)
                    {
                        var (left, right) = side == 0 ? (a, b) : (b, a);
                        if (left[1] == right[0] && IsSummed(product, left[1]) && left[0] != left[1] && right[1] != left[1])
                        {
                            product.Factors.RemoveAt(j);
                            product.Factors.RemoveAt(place);
                            product.Bound[left[1] - IndexFactor.FirstBound] = null;
                            Powers.Multiply(product, first.Head.Forms[0], [left[0], right[1], .. left[2..]], Rational.One);
                            return true;
                        }
                    }
                }
            }
        }

        return false;
    }

    private static bool IsSummed(ProductBuilder product, int index) => IndexFactor.IsBound(index) && product.Occurrences(index) == 2;

    private static void Replace(ProductBuilder product, int i, int j, int summed, IndexHead head, int[] indices)
    {
        product.Factors.RemoveAt(Math.Max(i, j));
        product.Factors.RemoveAt(Math.Min(i, j));
        product.Bound[summed - IndexFactor.FirstBound] = null;
        product.Multiply(head, indices, Rational.One);
    }

    private static IEnumerable<int[]> Arrangements(IndexFactor factor)
    {
        yield return factor.Indices;
        foreach (var symmetry in factor.Head.Symmetries)
        {
            yield return [.. symmetry.Select(s => factor.Indices[s])];
        }
    }
}
