using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>The derivative of a form by a variable: product rule over factors, chain rule through what they are functions of, and ∂X[i,j]/∂X[k,l] = δ[i,k]·δ[j,l].</summary>
internal sealed class IndexDerivative
{
    private static readonly Rational Half = new(1, 2);

    private readonly MatrixVariable variable;
    private readonly Dimension[] ranges;
    private readonly int rows;
    private readonly ulong bit;
    private readonly Dictionary<IndexHead, IndexForm?> known = [];
    private int steps;

    private IndexDerivative(MatrixVariable variable, Dimension[] ranges, int rows) => (this.variable, this.ranges, this.rows, bit) = (variable, ranges, rows, IndexHead.Bit(variable));

    public static IndexForm Of(IndexForm form, MatrixVariable variable)
    {
        // A variable whose axes are pairs of indices has them everywhere.
        var (ranges, rows) = Occurrence(form, variable) ?? Plain(variable);
        var derivative = new IndexDerivative(variable, ranges, rows).Differentiate(form);
        if (variable.Traits.HasFlag(VariableTraits.Orthogonal) && ranges.Length == 2)
        {
            derivative = Tangent(derivative, variable, form.Ranges.Length);
        }

        var axes = new List<int>(form.Axes);
        if (rows > 0)
        {
            axes.Add(rows);
        }

        if (ranges.Length > rows)
        {
            axes.Add(ranges.Length - rows);
        }

        return new(derivative.Ranges, [.. derivative.Terms], [.. axes]);
    }

    private static (Dimension[] Ranges, int Rows) Plain(MatrixVariable variable)
    {
        var ranges = new List<Dimension>();
        foreach (var dimension in variable.Shape.Dimensions)
        {
            if (!dimension.IsOne)
            {
                ranges.Add(dimension);
            }
        }

        return ([.. ranges], variable.Shape.Rows.IsOne ? 0 : 1);
    }

    private static (Dimension[], int)? Occurrence(IndexForm form, MatrixVariable variable)
    {
        foreach (var term in form.Terms)
        {
            if (Occurrence(term, variable) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (Dimension[], int)? Occurrence(IndexTerm term, MatrixVariable variable)
    {
        if ((term.Symbols & IndexHead.Bit(variable)) == 0)
        {
            return null;
        }

        foreach (var factor in term.Factors)
        {
            var head = factor.Head;
            if (head.Symbol is not null && head.Symbol.Equals(variable))
            {
                return head.Kind == HeadKind.Diagonal ? ([.. head.Ranges, .. head.Ranges], head.Ranges.Length) : (head.Ranges, head.Rows);
            }

            foreach (var form in head.Forms)
            {
                if (Occurrence(form, variable) is { } inner)
                {
                    return inner;
                }
            }

            if (head.Term is not null && Occurrence(head.Term, variable) is { } closed)
            {
                return closed;
            }
        }

        return null;
    }

    private IndexForm Differentiate(IndexForm form)
    {
        var terms = new List<IndexTerm>();
        if ((form.Symbols & bit) != 0)
        {
            foreach (var term in form.Terms)
            {
                AddDerivative(terms, term, form.Ranges.Length);
            }
        }

        return new([.. form.Ranges, .. ranges], terms);
    }

    private void AddDerivative(List<IndexTerm> terms, IndexTerm term, int free)
    {
        if ((++steps & 63) == 0)
        {
            Cancellation.Poll();
        }

        if ((term.Symbols & bit) == 0)
        {
            return;
        }

        var same = new int[free];
        for (var i = 0; i < free; i++)
        {
            same[i] = i;
        }

        for (var f = 0; f < term.Factors.Length; f++)
        {
            var factor = term.Factors[f];
            if ((factor.Head.Symbols & bit) == 0 || DerivativeOf(factor.Head) is not { IsZero: false } inner)
            {
                continue;
            }

            foreach (var part in inner.Terms)
            {
                var product = new ProductBuilder();
                product.Multiply(term, same, f);
                product.Multiply(factor.Exponent);
                var indices = ProductBuilder.Mapped(factor.Indices, same, 0);
                var map = new int[indices.Length + ranges.Length];
                indices.CopyTo(map, 0);
                for (var i = 0; i < ranges.Length; i++)
                {
                    map[indices.Length + i] = free + i;
                }

                product.Multiply(factor.Head, indices, factor.Exponent - 1);
                product.Multiply(part, map);
                if (product.Finish() is { } finished)
                {
                    terms.Add(finished);
                }
            }
        }
    }

    /// <summary>The derivative of an entry of a head: its free indices are the slots, then those of the variable.</summary>
    private IndexForm? DerivativeOf(IndexHead head)
    {
        if (!known.TryGetValue(head, out var derivative))
        {
            known[head] = derivative = Compute(head);
        }

        return derivative;
    }

    private IndexForm? Compute(IndexHead head)
    {
        var slots = head.Ranges.Length;
        var terms = new List<IndexTerm>();
        var inner = head.Forms.Length == 0 ? null : new IndexForm?[head.Forms.Length];
        for (var i = 0; i < head.Forms.Length; i++)
        {
            inner![i] = Differentiate(head.Forms[i]);
        }

        switch (head.Kind)
        {
            case HeadKind.Variable or HeadKind.Diagonal:
                if (!head.Symbol!.Equals(variable))
                {
                    return null;
                }

                AddVariable(terms, head);
                break;
            case HeadKind.Closed:
                AddDerivative(terms, head.Term!, 0);
                break;
            case HeadKind.Group:
                return inner![0];
            case HeadKind.Function:
                AddFunction(terms, head, inner![0]!);
                break;
            case HeadKind.Power:
                AddPower(terms, head, inner![0]!, inner[1]!);
                break;
            case HeadKind.Select:
                if (inner![1]!.IsZero && inner[2]!.IsZero)
                {
                    return null;
                }

                var select = new ProductBuilder();
                var test = head.Forms[0].Renamed(Range(0, slots), inner[1]!.Ranges);
                HeadAlgebra.MultiplySelect(select, head.Order == 1, [test, inner[1]!, inner[2]!], Range(0, slots + ranges.Length), Rational.One);
                Add(terms, select);
                break;
            case HeadKind.Determinant:
                AddMatrix(terms, head, inner![0]!, (product, row, column, parameters) =>
                {
                    product.Multiply(head, parameters, Rational.One);
                    HeadAlgebra.MultiplyInverse(product, head.Forms[0], head.Rows, head.Columns, [.. column, .. row], parameters, Rational.One);
                });
                break;
            case HeadKind.Inverse:
                AddMatrix(terms, head, inner![0]!, (product, row, column, parameters) =>
                {
                    // −A⁻¹[i,row]·dA[row,column]·A⁻¹[column,j]
                    product.Multiply(-1);
                    product.Multiply(head, [.. Range(0, head.Columns), .. row, .. parameters], Rational.One);
                    product.Multiply(head, [.. column, .. Range(head.Columns, head.Rows), .. parameters], Rational.One);
                });
                break;
            case HeadKind.Kernel:
                for (var pair = 0; pair <= head.Order; pair++)
                {
                    var place = pair;
                    AddMatrix(terms, head, inner![0]!, (product, row, column, parameters) =>
                    {
                        var n = head.Rows;
                        var own = Range(0, head.Own);
                        var start = place * 2 * n;
                        HeadAlgebra.MultiplyKernel(
                            product, head.Function, head.Order + 1, head.Forms[0], n, [.. own[..(start + n)], .. row, .. column, .. own[(start + n)..]], parameters, Rational.One);
                    });
                }

                break;
            case HeadKind.Maximum:
                AddMatrix(terms, head, inner![0]!, (product, row, column, parameters) =>
                    HeadAlgebra.MultiplyMaximum(product, HeadKind.MaximumPlace, head.Forms[0], head.Rows, row, parameters, Rational.One));
                break;
            case HeadKind.MaximumPlace:
                return null;
            default:
                throw new NotSupportedException($"There is no index rule for the derivative of {head.Kind}.");
        }

        return new([.. head.Ranges, .. ranges], terms);
    }

    // Sums over the inner rows and columns: multiplies each term of the inner derivative by what the rule says.
    private void AddMatrix(List<IndexTerm> terms, IndexHead head, IndexForm inner, Action<ProductBuilder, int[], int[], int[]> rule)
    {
        var parameters = Range(head.Own, head.Ranges.Length - head.Own);
        foreach (var part in inner.Terms)
        {
            var product = new ProductBuilder();
            var own = new int[head.Rows + head.Columns];
            for (var i = 0; i < own.Length; i++)
            {
                own[i] = product.AddBound(head.Forms[0].Ranges[i]);
            }

            product.Multiply(part, [.. own, .. parameters, .. Range(head.Ranges.Length, ranges.Length)]);
            rule(product, own[..head.Rows], own[head.Rows..], parameters);
            Add(terms, product);
        }
    }

    private void AddVariable(List<IndexTerm> terms, IndexHead head)
    {
        var slots = head.Ranges.Length;
        if (head.Kind == HeadKind.Diagonal)
        {
            var product = new ProductBuilder();
            for (var s = 0; s < slots; s++)
            {
                product.Multiply(IndexHead.Delta(ranges[s]), [s, slots + s], Rational.One);
                product.Multiply(IndexHead.Delta(ranges[s]), [s, (2 * slots) + s], Rational.One);
            }

            Add(terms, product);
            return;
        }

        if (!ranges.AsSpan().SequenceEqual(head.Ranges) || rows != head.Rows)
        {
            throw new NotSupportedException($"{variable.Name} is met with different pairs of indices.");
        }

        // On symmetric matrices the gradient is projected: (δ[i,k]·δ[j,l] + δ[i,l]·δ[j,k])/2.
        var isSymmetric = variable.IsSymmetric && slots == 2 * rows;
        for (var flip = 0; flip < (isSymmetric ? 2 : 1); flip++)
        {
            var product = new ProductBuilder { Coefficient = isSymmetric ? Half : Rational.One };
            for (var s = 0; s < slots; s++)
            {
                product.Multiply(IndexHead.Delta(ranges[s]), [s, slots + (flip == 0 ? s : (s + rows) % slots)], Rational.One);
            }

            Add(terms, product);
        }
    }

    private void AddFunction(List<IndexTerm> terms, IndexHead head, IndexForm inner)
    {
        var (u, f) = (head.Forms[0], head.Function);
        var slots = Range(0, head.Ranges.Length);
        foreach (var part in inner.Terms)
        {
            switch (f)
            {
                case EntryFunction.Exp:
                    Times(1, p => p.Multiply(head, slots, Rational.One));
                    break;
                case EntryFunction.Log:
                    Times(1, p => Powers.Multiply(p, u, slots, -1));
                    break;
                case EntryFunction.Sin:
                    Times(1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Cos, u, slots, 1));
                    break;
                case EntryFunction.Cos:
                    Times(-1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Sin, u, slots, 1));
                    break;
                case EntryFunction.Tan:
                    Times(1, _ => { });
                    Times(1, p => p.Multiply(head, slots, 2));
                    break;
                case EntryFunction.Arcsin or EntryFunction.Arccos:
                    Times(f == EntryFunction.Arcsin ? 1 : -1, p => Powers.Multiply(p, OnePlusSquare(u, -1), slots, -Half));
                    break;
                case EntryFunction.Arctan:
                    Times(1, p => Powers.Multiply(p, OnePlusSquare(u, 1), slots, -1));
                    break;
                case EntryFunction.Sinh:
                    Times(1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Cosh, u, slots, 1));
                    break;
                case EntryFunction.Cosh:
                    Times(1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Sinh, u, slots, 1));
                    break;
                case EntryFunction.Tanh:
                    Times(1, _ => { });
                    Times(-1, p => p.Multiply(head, slots, 2));
                    break;
                case EntryFunction.Sigmoid:
                    Times(1, p => p.Multiply(head, slots, 1));
                    Times(-1, p => p.Multiply(head, slots, 2));
                    break;
                case EntryFunction.Softplus:
                    Times(1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Sigmoid, u, slots, 1));
                    break;
                case EntryFunction.Relu:
                    Times(1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Step, u, slots, 1));
                    break;
                case EntryFunction.Abs:
                    Times(1, p => HeadAlgebra.MultiplyFunction(p, EntryFunction.Sign, u, slots, 1));
                    break;
                case EntryFunction.Sign or EntryFunction.Step:
                    break;
                default:
                    throw new NotSupportedException($"There is no index rule for the derivative of {TermText.Name(f)}.");
            }

            void Times(Rational c, Action<ProductBuilder> outer)
            {
                var product = new ProductBuilder { Coefficient = c };
                product.Multiply(part, Range(0, slots.Length + ranges.Length));
                outer(product);
                Add(terms, product);
            }
        }
    }

    // ∂(uᵛ) = v·uᵛ⁻¹·∂u + uᵛ·log(u)·∂v.
    private void AddPower(List<IndexTerm> terms, IndexHead head, IndexForm baseDerivative, IndexForm exponentDerivative)
    {
        var slots = Range(0, head.Ranges.Length);
        var all = Range(0, head.Ranges.Length + ranges.Length);
        foreach (var part in baseDerivative.Terms)
        {
            foreach (var v in head.Forms[1].Terms)
            {
                var product = new ProductBuilder();
                product.Multiply(part, all);
                product.Multiply(v, slots);
                product.Multiply(head, slots, Rational.One);
                Powers.Multiply(product, head.Forms[0], slots, -1);
                Add(terms, product);
            }
        }

        foreach (var part in exponentDerivative.Terms)
        {
            var product = new ProductBuilder();
            product.Multiply(part, all);
            product.Multiply(head, slots, Rational.One);
            HeadAlgebra.MultiplyFunction(product, EntryFunction.Log, head.Forms[0], slots, Rational.One);
            Add(terms, product);
        }
    }

    // 1 + c·u².
    private static IndexForm OnePlusSquare(IndexForm u, Rational c)
    {
        var square = new ProductBuilder { Coefficient = c };
        Powers.Multiply(square, u, Range(0, u.Ranges.Length), 2);
        return new(u.Ranges, [new(Rational.One, [], []), square.Finish()!]);
    }

    // G ↦ (G − X·Gᵀ·X)/2 on the last two indices, the projection on the tangent space of XᵀX = I in X for square X.
    private static IndexForm Tangent(IndexForm gradient, MatrixVariable x, int free)
    {
        if (!x.Shape.IsSquare)
        {
            throw new NotSupportedException($"The derivative by {x.Name} on matrices with orthonormal columns has an index rule for square ones only.");
        }

        var n = gradient.Ranges[free];
        var head = IndexHead.Variable(x, [n, n], 1);
        var terms = new List<IndexTerm>();
        foreach (var term in gradient.Terms)
        {
            terms.Add(term.With(term.Coefficient * Half));
            var product = new ProductBuilder { Coefficient = -Half };
            var (a, b) = (product.AddBound(n), product.AddBound(n));
            product.Multiply(term, [.. Range(0, free), b, a]);
            product.Multiply(head, [free, a], Rational.One);
            product.Multiply(head, [b, free + 1], Rational.One);
            Add(terms, product);
        }

        return new(gradient.Ranges, terms);
    }

    private static void Add(List<IndexTerm> terms, ProductBuilder product)
    {
        if (product.Finish() is { } term)
        {
            terms.Add(term);
        }
    }

    private static int[] Range(int start, int count)
    {
        var range = new int[count];
        for (var i = 0; i < count; i++)
        {
            range[i] = start + i;
        }

        return range;
    }
}
