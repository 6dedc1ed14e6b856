using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Multiplies a product by functions of forms, and simplifies them as it does.</summary>
internal static class HeadAlgebra
{
    /// <summary>Multiplies by a head like <paramref name="like"/>, but of other forms, to a power.</summary>
    public static void Multiply(ProductBuilder product, IndexHead like, IndexForm[] forms, int[] own, int[] parameters, Rational exponent)
    {
        switch (like.Kind)
        {
            case HeadKind.Group:
                Powers.Multiply(product, forms[0], parameters, exponent);
                break;
            case HeadKind.Function:
                MultiplyFunction(product, like.Function, forms[0], parameters, exponent);
                break;
            case HeadKind.Power:
                MultiplyPower(product, forms[0], forms[1], parameters, exponent);
                break;
            case HeadKind.Select:
                MultiplySelect(product, like.Order == 1, forms, parameters, exponent);
                break;
            case HeadKind.Determinant:
                MultiplyDeterminant(product, forms[0], like.Rows, like.Columns, parameters, exponent);
                break;
            case HeadKind.Inverse:
                MultiplyInverse(product, forms[0], like.Rows, like.Columns, own, parameters, exponent);
                break;
            case HeadKind.Kernel:
                MultiplyKernel(product, like.Function, like.Order, forms[0], like.Rows, own, parameters, exponent);
                break;
            case HeadKind.Maximum or HeadKind.MaximumPlace:
                MultiplyMaximum(product, like.Kind, forms[0], like.Rows + like.Columns, own, parameters, exponent);
                break;
            default:
                throw new NotSupportedException($"{like.Kind} has no forms.");
        }
    }

    public static void MultiplyFunction(ProductBuilder product, EntryFunction function, IndexForm u, int[] parameters, Rational exponent)
    {
        if (exponent.IsZero)
        {
            return;
        }

        if (u.Number is { } number && ValueAt(function, number) is { } value)
        {
            Powers.Multiply(product, new([], value.IsZero ? [] : [new(value, [], [])]), [], exponent);
            return;
        }

        if (function == EntryFunction.Sqrt)
        {
            Powers.Multiply(product, u, parameters, exponent / 2);
            return;
        }

        var content = function is EntryFunction.Exp or EntryFunction.Log or EntryFunction.Sigmoid or EntryFunction.Softplus or EntryFunction.Arccos ? Rational.One : Powers.Content(u);
        switch (function)
        {
            case EntryFunction.Exp or EntryFunction.Log when Undone(u, function) is var (inner, scale):
                if (function == EntryFunction.Exp || scale == 1)
                {
                    Powers.Multiply(product, inner, parameters, exponent * scale);
                    return;
                }

                if (exponent.IsInteger)
                {
                    Powers.MultiplyConstant(product, scale, exponent);
                    Powers.Multiply(product, inner, parameters, exponent);
                    return;
                }

                break;
            case EntryFunction.Abs or EntryFunction.Cos or EntryFunction.Cosh when content.Sign < 0:
                u = u.Times(-1);
                content = -content;
                break;
            case EntryFunction.Sin or EntryFunction.Tan or EntryFunction.Arcsin or EntryFunction.Arctan or EntryFunction.Sinh or EntryFunction.Tanh or EntryFunction.Sign
                when content.Sign < 0 && exponent.IsInteger:
                u = u.Times(-1);
                content = -content;
                product.Multiply(exponent.Numerator.IsEven ? 1 : -1);
                break;
        }

        if (function == EntryFunction.Abs && exponent.IsInteger && exponent.Numerator.IsEven)
        {
            Powers.Multiply(product, u, parameters, exponent);
            return;
        }

        // |x·y| = |x|·|y|, and so with signs.
        if ((function == EntryFunction.Abs || (function == EntryFunction.Sign && exponent.IsInteger)) && u.Terms is [{ Bound.Length: 0, IsNumber: false } monomial] && (monomial.Factors.Length > 1 || monomial.Factors[0].Exponent != 1 || Powers.IsPositive(monomial.Factors[0].Head)))
        {
            var isSign = function == EntryFunction.Sign;
            Powers.MultiplyConstant(product, isSign ? monomial.Coefficient.Sign : Rational.Abs(monomial.Coefficient), exponent);
            foreach (var factor in monomial.Factors)
            {
                if (isSign && (Powers.IsPositive(factor.Head) || !factor.Exponent.IsInteger))
                {
                    continue;
                }

                var isPlain = Powers.IsPositive(factor.Head) || !factor.Exponent.IsInteger || factor.Head.Kind == HeadKind.Delta;
                var x = new IndexForm(u.Ranges, [new(Rational.One, [new(factor.Head, factor.Indices, isPlain ? factor.Exponent : Rational.One)], [])]);
                if (isPlain)
                {
                    // A power that is no integer is not negative, and δ is 0 or 1.
                    Powers.Multiply(product, x, parameters, exponent);
                }
                else
                {
                    MultiplyFunction(product, function, x, parameters, isSign ? exponent * (factor.Exponent.Numerator.IsEven ? 2 : 1) : factor.Exponent * exponent);
                }
            }

            return;
        }

        if (function is EntryFunction.Abs or EntryFunction.Relu or EntryFunction.Sign or EntryFunction.Step)
        {
            content = Rational.Abs(content);
            u = u.Times(content.Invert());
            if (function is EntryFunction.Abs or EntryFunction.Relu)
            {
                Powers.MultiplyConstant(product, content, exponent);
            }
        }

        if (product.IsExpanding && Expansion.TryMultiply(product, function, u, parameters, exponent))
        {
            return;
        }

        AddFunction(product, function, u, parameters, exponent);
    }

    public static void AddFunction(ProductBuilder product, EntryFunction function, IndexForm u, int[] parameters, Rational exponent)
    {
        var order = ParameterOrder.Of([u], 0, parameters, product.IsExpanding);
        product.Multiply(IndexHead.Of(HeadKind.Function, order.Forms[0].Ranges, order.Forms, order.Symmetries, function), order.Parameters, exponent);
    }

    /// <summary>Multiplies by (uᵛ)ᵉ; the numbers in v become powers of u.</summary>
    public static void MultiplyPower(ProductBuilder product, IndexForm u, IndexForm v, int[] parameters, Rational exponent)
    {
        var (number, rest) = (Rational.Zero, new List<IndexTerm>());
        foreach (var term in v.Terms)
        {
            if (term.IsNumber)
            {
                number = term.Coefficient;
            }
            else
            {
                rest.Add(term);
            }
        }

        Powers.Multiply(product, u, parameters, number * exponent);
        if (rest.Count == 0)
        {
            return;
        }

        if (u.Number == 1)
        {
            return;
        }

        // (eᵃ)ᵇ is eᵃᵇ.
        if (u.Terms is [{ Bound.Length: 0, Factors: [{ Head: { Kind: HeadKind.Function, Function: EntryFunction.Exp } exp } only] } single] && single.Coefficient == 1)
        {
            var inner = exp.Forms[0].Renamed(only.Indices, u.Ranges, product.IsExpanding).Times(only.Exponent);
            MultiplyFunction(product, EntryFunction.Exp, Expansion.Product(inner, new(v.Ranges, rest), product.IsExpanding), parameters, exponent);
            return;
        }

        var scale = rest.Count == 1 ? rest[0].Coefficient : Powers.Content(new(v.Ranges, [.. rest]));
        var power = new IndexForm(v.Ranges, [.. rest.Select(t => t.With(t.Coefficient / scale))]);
        var order = ParameterOrder.Of([u, power], 0, parameters, product.IsExpanding);
        product.Multiply(IndexHead.Of(HeadKind.Power, order.Forms[0].Ranges, order.Forms, order.Symmetries), order.Parameters, exponent * scale);
    }

    public static void MultiplySelect(ProductBuilder product, bool isStrict, IndexForm[] forms, int[] parameters, Rational exponent)
    {
        if (forms[0].Number is { } number)
        {
            Powers.Multiply(product, number.Sign > 0 || (number.IsZero && !isStrict) ? forms[1] : forms[2], parameters, exponent);
            return;
        }

        if (forms[1].Equals(forms[2]))
        {
            Powers.Multiply(product, forms[1], parameters, exponent);
            return;
        }

        if (product.IsExpanding)
        {
            Powers.Multiply(product, Expansion.Cases(forms, isStrict), parameters, exponent);
            return;
        }

        var test = forms[0].Times(Rational.Abs(Powers.Content(forms[0])).Invert());
        var order = ParameterOrder.Of([test, forms[1], forms[2]], 0, parameters, product.IsExpanding);
        product.Multiply(IndexHead.Of(HeadKind.Select, order.Forms[0].Ranges, order.Forms, order.Symmetries, order: isStrict ? 1 : 0), order.Parameters, exponent);
    }

    public static void MultiplyDeterminant(ProductBuilder product, IndexForm form, int rows, int columns, int[] parameters, Rational exponent)
    {
        if (IsIdentity(form, rows, columns))
        {
            return;
        }

        var (plain, _) = Oriented(form, rows, columns, parameters, product.IsExpanding, out var order);
        product.Multiply(
            IndexHead.Of(HeadKind.Determinant, [.. order.Forms[0].Ranges.Skip(rows + columns)], order.Forms, order.Symmetries, rows: plain ? rows : columns, columns: plain ? columns : rows), order.Parameters, exponent);
    }

    public static void MultiplyInverse(ProductBuilder product, IndexForm form, int rows, int columns, int[] own, int[] parameters, Rational exponent)
    {
        // The inverse of c·s·M, and of a diagonal matrix.
        if (form.Terms.Length == 1 && Split(form, rows + columns) is var (scalar, matrix) && (scalar.Coefficient != 1 || scalar.Factors.Length > 0))
        {
            int[] map = [.. new int[rows + columns], .. parameters];
            Powers.Multiply(product, new(form.Ranges, [scalar]), map, -exponent);
            form = new(form.Ranges, [matrix]);
        }

        if (rows == 1 && columns == 1 && DiagonalOf(form) is { } diagonal)
        {
            product.Multiply(IndexHead.Delta(form.Ranges[0]), [own[0], own[1]], Rational.One);
            Powers.Multiply(product, diagonal, [own[0], own[1], .. parameters], -exponent);
            return;
        }

        if (form.Terms.Length == 1 && form.Terms[0].Factors is [{ Exponent: var one } inner] && one == 1 && form.Terms[0].Bound.Length == 0 && form.Terms[0].Coefficient == 1)
        {
            if (inner.Head.Kind == HeadKind.Inverse && inner.Head.Rows + inner.Head.Columns == 2)
            {
                // inv(inv(A)): entry [i,j] of it stands where the inner entry's own indices are row and column.
                int[] map = [own[1], own[0], .. parameters];
                var indices = ProductBuilder.Mapped(inner.Indices, map, 0);
                Powers.Multiply(product, inner.Head.Forms[0], [indices[1], indices[0], .. indices[2..]], exponent);
                return;
            }

            if (inner.Head.Kind == HeadKind.Variable && inner.Head.Symbol!.Traits.HasFlag(VariableTraits.Orthogonal) && inner.Head.Ranges.Length == 2 && rows == 1)
            {
                int[] map = [own[1], own[0]];
                product.Multiply(inner.Head, ProductBuilder.Mapped(inner.Indices, map, 0), exponent);
                return;
            }
        }

        var content = form.Terms.Length > 1 ? Powers.Content(form) : Rational.One;
        if (content != 1)
        {
            Powers.MultiplyConstant(product, content, -exponent);
            form = form.Times(content.Invert());
        }

        var (plain, isSymmetric) = Oriented(form, rows, columns, parameters, product.IsExpanding, out var order);
        var slots = plain ? own : [.. own[columns..], .. own[..columns]];
        var (r, c) = plain ? (rows, columns) : (columns, rows);
        var inside = order.Forms[0].Ranges;
        Dimension[] ranges = [.. inside[r..(r + c)], .. inside[..r], .. inside[(r + c)..]];
        product.Multiply(IndexHead.Of(HeadKind.Inverse, ranges, order.Forms, Symmetries(isSymmetric && r == 1 && c == 1 ? [[0, 1], [1, 0]] : [Identity(r + c)], order), rows: r, columns: c), [.. slots, .. order.Parameters], exponent);
    }

    /// <summary>f⁽ᵏ⁾(A) at pairs of indices; rows and columns of A have equally many.</summary>
    public static void MultiplyKernel(ProductBuilder product, EntryFunction function, int k, IndexForm form, int rows, int[] own, int[] parameters, Rational exponent)
    {
        if (k == 0 && rows == 1 && DiagonalOf(form) is { } diagonal && (function != EntryFunction.Log || !diagonal.IsZero))
        {
            product.Multiply(IndexHead.Delta(form.Ranges[0]), [own[0], own[1]], Rational.One);
            MultiplyFunction(product, function, diagonal, [own[0], own[1], .. parameters], exponent);
            return;
        }

        // At A = c·I all Aᵖ are multiples of I: exp⁽ᵏ⁾ is exp(c)/k!.
        if (function == EntryFunction.Exp && rows == 1 && (form.IsZero ? form : DiagonalOf(form)) is { } multiple && multiple.Terms.All(static t => t.Factors.All(static f => !f.Indices.Contains(0))))
        {
            for (var pair = 0; pair <= k; pair++)
            {
                product.Multiply(IndexHead.Delta(form.Ranges[0]), [own[2 * pair], own[(2 * pair) + 1]], Rational.One);
                Powers.MultiplyConstant(product, Math.Max(pair, 1), -exponent);
            }

            MultiplyFunction(product, function, multiple, [own[0], own[1], .. parameters], exponent);
            return;
        }

        var (plain, isSymmetric) = Oriented(form, rows, rows, parameters, product.IsExpanding, out var order);
        var slots = (int[])own.Clone();
        var ranges = new Dimension[own.Length];
        for (var pair = 0; pair <= k; pair++)
        {
            for (var s = 0; s < 2 * rows; s++)
            {
                var source = plain ? s : (s + rows) % (2 * rows);
                slots[(pair * 2 * rows) + s] = own[(pair * 2 * rows) + source];
                ranges[(pair * 2 * rows) + s] = order.Forms[0].Ranges[s];
            }
        }

        product.Multiply(
            IndexHead.Of(HeadKind.Kernel, [.. ranges, .. order.Forms[0].Ranges.Skip(2 * rows)], order.Forms, Symmetries(PairSymmetries(k, rows, isSymmetric && rows == 1), order), function, k, rows, rows),
            [.. slots, .. order.Parameters],
            exponent);
    }

    public static void MultiplyMaximum(ProductBuilder product, HeadKind kind, IndexForm form, int inner, int[] own, int[] parameters, Rational exponent)
    {
        var content = Rational.Abs(Powers.Content(form.IsZero ? new([], [new(Rational.One, [], [])]) : form));
        if (kind == HeadKind.Maximum)
        {
            Powers.MultiplyConstant(product, content, exponent);
        }

        var order = ParameterOrder.Of([form.Times(content.Invert())], inner, parameters, product.IsExpanding);
        var ranges = order.Forms[0].Ranges;
        product.Multiply(
            IndexHead.Of(kind, kind == HeadKind.Maximum ? ranges[inner..] : ranges, order.Forms, Symmetries([Identity(kind == HeadKind.Maximum ? 0 : inner)], order), rows: inner),
            [.. own, .. order.Parameters],
            exponent);
    }

    /// <summary>The form d[i, …] if the form is δ[i,j]·d[i, …]; its free index 1 does not occur.</summary>
    private static IndexForm? DiagonalOf(IndexForm form)
    {
        var terms = new List<IndexTerm>();
        foreach (var term in form.Terms)
        {
            var delta = Array.FindIndex(term.Factors, static f => f.Head.Kind == HeadKind.Delta && f.Indices is [0, 1]);
            if (delta < 0)
            {
                return null;
            }

            var builder = new ProductBuilder();
            int[] map = [.. Enumerable.Range(0, form.Ranges.Length)];
            builder.Multiply(term, map, delta);
            terms.Add(builder.Finish()!);
        }

        return form.IsZero ? null : new(form.Ranges, terms);
    }

    private static bool IsIdentity(IndexForm form, int rows, int columns) => rows == 1 && columns == 1 && DiagonalOf(form)?.Number == 1;

    // s·M[rows, columns]: s is what has no index of M and is not summed with it.
    private static (IndexTerm Scalar, IndexTerm Matrix) Split(IndexForm form, int inner)
    {
        var term = form.Terms[0];
        var isMatrix = new bool[term.Factors.Length];
        var isInner = new bool[term.Bound.Length];
        bool isChanged;
        do
        {
            isChanged = false;
            for (var i = 0; i < isMatrix.Length; i++)
            {
                if (!isMatrix[i] && term.Factors[i].Indices.Any(s => IndexFactor.IsBound(s) ? isInner[s - IndexFactor.FirstBound] : s >= 0 && s < inner))
                {
                    (isMatrix[i], isChanged) = (true, true);
                    foreach (var s in term.Factors[i].Indices)
                    {
                        if (IndexFactor.IsBound(s))
                        {
                            isInner[s - IndexFactor.FirstBound] = true;
                        }
                    }
                }
            }
        }
        while (isChanged);

        return (Part(false), Part(true));

        IndexTerm Part(bool matrix)
        {
            var builder = new ProductBuilder { Coefficient = matrix ? Rational.One : term.Coefficient };
            var map = new int[term.Bound.Length];
            for (var b = 0; b < map.Length; b++)
            {
                map[b] = isInner[b] == matrix ? builder.AddBound(term.Bound[b]) : 0;
            }

            for (var i = 0; i < isMatrix.Length; i++)
            {
                if (isMatrix[i] == matrix)
                {
                    builder.Multiply(term.Factors[i].Head, [.. term.Factors[i].Indices.Select(s => IndexFactor.IsBound(s) ? map[s - IndexFactor.FirstBound] : s)], term.Factors[i].Exponent);
                }
            }

            return builder.Finish()!;
        }
    }

    // A or Aᵀ, whichever comes first in the order of forms, with its parameters in canonical order; whether they are equal.
    private static (bool Plain, bool IsSymmetric) Oriented(IndexForm form, int rows, int columns, int[] parameters, bool isExpanding, out ParameterOrder order)
    {
        var inner = rows + columns;
        var plain = ParameterOrder.Of([form], inner, parameters, isExpanding);
        var map = Identity(form.Ranges.Length);
        var ranges = (Dimension[])form.Ranges.Clone();
        for (var i = 0; i < inner; i++)
        {
            map[i] = i < rows ? i + columns : i - rows;
            ranges[map[i]] = form.Ranges[i];
        }

        var transposed = ParameterOrder.Of([form.Renamed(map, ranges, isExpanding)], inner, parameters, isExpanding);
        var comparison = ParameterOrder.Compare(plain.Forms, transposed.Forms);
        order = comparison <= 0 ? plain : transposed;
        return (comparison <= 0, comparison == 0 && plain.Parameters.AsSpan().SequenceEqual(transposed.Parameters));
    }

    private static int[] Identity(int count) => [.. Enumerable.Range(0, count)];

    private static List<int[]> PairSymmetries(int k, int rows, bool isSymmetric)
    {
        var symmetries = new List<int[]>();
        foreach (var pairs in Arrangements([.. Enumerable.Range(0, k + 1)]))
        {
            var swaps = isSymmetric && k <= 2 ? 1 << (k + 1) : 1;
            for (var swap = 0; swap < swaps; swap++)
            {
                var slots = new List<int>();
                foreach (var pair in pairs)
                {
                    for (var s = 0; s < 2 * rows; s++)
                    {
                        slots.Add((pair * 2 * rows) + ((swap >> pair & 1) == 1 ? 1 - s : s));
                    }
                }

                symmetries.Add([.. slots]);
            }
        }

        return symmetries;
    }

    private static IEnumerable<int[]> Arrangements(int[] items)
    {
        if (items.Length <= 1)
        {
            yield return items;
            yield break;
        }

        for (var i = 0; i < items.Length; i++)
        {
            foreach (var rest in Arrangements([.. items[..i], .. items[(i + 1)..]]))
            {
                yield return [items[i], .. rest];
            }
        }
    }

    // Those of the own slots (the identity first) times those of the parameters, less the identity.
    private static int[][] Symmetries(List<int[]> own, ParameterOrder order)
    {
        var count = own[0].Length;
        int[][] parameters = [Identity(order.Parameters.Length), .. order.Symmetries];
        var all = new List<int[]>();
        foreach (var a in own)
        {
            foreach (var b in parameters)
            {
                all.Add([.. a, .. b.Select(p => p + count)]);
            }
        }

        all.RemoveAt(0);
        return [.. all];
    }

    // exp(c·log u) is uᶜ; log(exp(u)ᶜ) is c·u.
    private static (IndexForm Inner, Rational Scale)? Undone(IndexForm u, EntryFunction function)
    {
        var other = function == EntryFunction.Exp ? EntryFunction.Log : EntryFunction.Exp;
        if (u.Terms is not [{ Factors: [{ Head: { Kind: HeadKind.Function } head } factor], Bound.Length: 0 } term] || head.Function != other)
        {
            return null;
        }

        if (function == EntryFunction.Exp ? factor.Exponent != 1 : term.Coefficient != 1)
        {
            return null;
        }

        var inner = head.Forms[0];
        return (inner.Renamed(factor.Indices, u.Ranges), function == EntryFunction.Exp ? term.Coefficient : factor.Exponent);
    }

    private static Rational? ValueAt(EntryFunction function, Rational x) => function switch
    {
        EntryFunction.Abs => Rational.Abs(x),
        EntryFunction.Sign => x.Sign,
        EntryFunction.Step => x.Sign > 0 ? 1 : 0,
        EntryFunction.Relu => x.Sign > 0 ? x : 0,
        EntryFunction.Log => x == 1 ? 0 : null,
        EntryFunction.Exp or EntryFunction.Cos or EntryFunction.Cosh => x.IsZero ? 1 : null,
        EntryFunction.Sigmoid => x.IsZero ? new Rational(1, 2) : null,
        EntryFunction.Sin or EntryFunction.Tan or EntryFunction.Arcsin or EntryFunction.Arctan or EntryFunction.Sinh or EntryFunction.Tanh => x.IsZero ? 0 : null,
        _ => null,
    };
}
