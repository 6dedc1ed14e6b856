using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>
/// Opens all brackets: sums are multiplied out, exp(a + b) is exp(a)·exp(b), hyperbolic functions and their like are written with exp, tan with sin and cos, sin² is 1 − cos². What is then the same
/// is equal; what is not may still be, which <see cref="IsZero"/> tries with denominators cleared.
/// </summary>
internal static class Expansion
{
    private const int MostTerms = 2000;
    private const int LargestExponent = 8;
    private const int Rounds = 6;

    /// <exception cref="NotSupportedException">There are too many terms.</exception>
    public static IndexForm Of(IndexForm form) => new Run().Expand(form);

    /// <summary>Whether a form is 0 by the laws of index notation; false if that is not decided.</summary>
    public static bool IsZero(IndexForm form)
    {
        var run = new Run();
        try
        {
            form = run.Expand(form);
            for (var round = 0; round < Rounds && !form.IsZero; round++)
            {
                if (run.Cleared(form) is not { } cleared)
                {
                    return false;
                }

                form = cleared;
            }
        }
        catch (NotSupportedException)
        {
            return false;
        }

        return form.IsZero;
    }

    /// <summary>Multiplies by a function that is made of others, if it is; u is expanded.</summary>
    public static bool TryMultiply(ProductBuilder product, EntryFunction function, IndexForm u, int[] parameters, Rational exponent)
    {
        switch (function)
        {
            case EntryFunction.Exp:
                foreach (var term in u.Terms)
                {
                    var single = new IndexForm(u.Ranges, [term.With(Rational.One)]);
                    if (u.Terms.Length > 1 && term.Factors is [{ Head: { Kind: HeadKind.Function, Function: EntryFunction.Log } }])
                    {
                        HeadAlgebra.MultiplyFunction(product, function, single, parameters, exponent * term.Coefficient);
                    }
                    else
                    {
                        HeadAlgebra.AddFunction(product, function, single, parameters, exponent * term.Coefficient);
                    }
                }

                return true;
            case EntryFunction.Sigmoid:
                Powers.Multiply(product, Exponentials(u, (0, 1), (-1, 1)), parameters, -exponent);
                return true;
            case EntryFunction.Softplus:
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Log, Exponentials(u, (0, 1), (1, 1)), parameters, exponent);
                return true;
            case EntryFunction.Sinh or EntryFunction.Cosh:
                Powers.MultiplyConstant(product, new(1, 2), exponent);
                Powers.Multiply(product, Exponentials(u, (1, 1), (-1, function == EntryFunction.Sinh ? -1 : 1)), parameters, exponent);
                return true;
            case EntryFunction.Tanh:
                Powers.Multiply(product, Exponentials(u, (1, 1), (-1, -1)), parameters, exponent);
                Powers.Multiply(product, Exponentials(u, (1, 1), (-1, 1)), parameters, -exponent);
                return true;
            case EntryFunction.Relu:
                Powers.Multiply(product, Ramp(u), parameters, exponent);
                return true;
            case EntryFunction.Abs when exponent.IsInteger:
                Powers.Multiply(product, u, parameters, exponent);
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Sign, u, parameters, exponent);
                return true;
            case EntryFunction.Tan:
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Sin, u, parameters, exponent);
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Cos, u, parameters, -exponent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>step(t)·a + (1 − step(t))·b for the cases a where t &gt; 0, else b; with t ≥ 0 it is b where −t &gt; 0.</summary>
    public static IndexForm Cases(IndexForm[] forms, bool isStrict)
    {
        var (a, b) = isStrict ? (forms[1], forms[2]) : (forms[2], forms[1]);
        int[] same = [.. Enumerable.Range(0, a.Ranges.Length)];
        var (difference, test) = (a.Plus(b, -1), isStrict ? forms[0] : forms[0].Times(-1));
        if (!difference.IsZero && Powers.Content(difference) is var scale && Powers.Content(test) is var unit && difference.Times(unit).Equals(test.Times(scale)) && (scale / unit).Sign != 0)
        {
            // b + max(0, a − b), or b − max(0, b − a).
            var rate = scale / unit;
            return b.Plus(Ramp(test), rate);
        }

        var terms = new List<IndexTerm>(b.Terms);
        foreach (var (form, sign) in new[] { (a, 1), (b, -1) })
        {
            foreach (var term in form.Terms)
            {
                var product = new ProductBuilder { Coefficient = sign, IsExpanding = true };
                product.Multiply(term, same);
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Step, test, same, Rational.One);
                if (product.Finish() is { } finished)
                {
                    terms.Add(finished);
                }
            }
        }

        return new(a.Ranges, terms);
    }

    // max(0, u) = u·step(u) = u − u·step(−u); of u and −u the one with positive content is asked.
    private static IndexForm Ramp(IndexForm u)
    {
        var isPositive = Powers.Content(u).Sign > 0;
        var step = new ProductBuilder { IsExpanding = true };
        HeadAlgebra.MultiplyFunction(step, EntryFunction.Step, isPositive ? u : u.Times(-1), [.. Enumerable.Range(0, u.Ranges.Length)], Rational.One);
        var ramp = Product(u, new(u.Ranges, step.Finish() is { } finished ? [finished] : []), isExpanding: true);
        return isPositive ? ramp : u.Plus(ramp, -1);
    }

    /// <summary>The product of two forms with the same free indices, term by term.</summary>
    public static IndexForm Product(IndexForm a, IndexForm b, bool isExpanding)
    {
        int[] same = [.. Enumerable.Range(0, a.Ranges.Length)];
        var terms = new List<IndexTerm>();
        foreach (var left in a.Terms)
        {
            foreach (var right in b.Terms)
            {
                var product = new ProductBuilder { IsExpanding = isExpanding };
                product.Multiply(left, same);
                product.Multiply(right, same);
                if (product.Finish() is { } finished)
                {
                    terms.Add(finished);
                }
            }
        }

        return new(a.Ranges, terms);
    }

    // Σ c·exp(k·u).
    private static IndexForm Exponentials(IndexForm u, params (int K, int C)[] parts)
    {
        var terms = new List<IndexTerm>();
        foreach (var (k, c) in parts)
        {
            var product = new ProductBuilder { Coefficient = c, IsExpanding = true };
            if (k != 0)
            {
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Exp, u, [.. Enumerable.Range(0, u.Ranges.Length)], k);
            }

            terms.Add(product.Finish()!);
        }

        return new(u.Ranges, terms);
    }

    private sealed class Run
    {
        private readonly Dictionary<IndexHead, IndexForm> closed = [];
        private readonly Dictionary<IndexHead, IndexForm[]> inner = [];
        private int made;

        public IndexForm Expand(IndexForm form)
        {
            var isFirst = true;
            for (var round = 0; round < Rounds && (isFirst || form.Terms.Any(HasBrackets)); round++)
            {
                isFirst = false;
                var terms = new List<IndexTerm>();
                foreach (var term in form.Terms)
                {
                    Expand(terms, term);
                }

                form = new(form.Ranges, terms, form.Axes);
            }

            return form;
        }

        /// <summary>Multiplied by what is in a denominator and not summed over; null if there is nothing.</summary>
        public IndexForm? Cleared(IndexForm form)
        {
            var worst = default(IndexFactor);
            var isFound = false;
            foreach (var term in form.Terms)
            {
                foreach (var factor in term.Factors)
                {
                    if (factor.Head.Kind is HeadKind.Group or HeadKind.Closed && factor.Exponent.Sign < 0
                        && factor.Indices.AsSpan().IndexOfAnyInRange(IndexFactor.FirstBound, int.MaxValue) < 0
                        && (!isFound || (factor.Head.IsSame(worst.Head) && factor.Indices.AsSpan().SequenceEqual(worst.Indices) && factor.Exponent < worst.Exponent)))
                    {
                        (worst, isFound) = (factor, true);
                    }
                }
            }

            if (!isFound)
            {
                return null;
            }

            var terms = new List<IndexTerm>();
            int[] same = [.. Enumerable.Range(0, form.Ranges.Length)];
            foreach (var term in form.Terms)
            {
                var product = new ProductBuilder { IsExpanding = true };
                product.Multiply(term, same);
                product.Multiply(worst.Head, worst.Indices, -worst.Exponent);
                if (product.Finish() is { } finished)
                {
                    terms.Add(finished);
                }
            }

            return Expand(new IndexForm(form.Ranges, terms, form.Axes));
        }

        private void Expand(List<IndexTerm> terms, IndexTerm term)
        {
            Cancellation.Poll();
            // What is multiplied out: each of these forms contributes one of its terms.
            var sums = new List<(IndexForm Form, int[] Indices)>();
            var rest = new List<Action<ProductBuilder>>();
            var count = 1L;
            foreach (var factor in term.Factors)
            {
                var (head, indices, exponent) = (factor.Head, factor.Indices, factor.Exponent);
                var form = head.Kind switch
                {
                    HeadKind.Group => Inner(head)[0],
                    HeadKind.Closed => Closed(head),
                    HeadKind.Function when head.Function == EntryFunction.Sin && exponent.IsInteger && exponent >= 2 => OneMinusCosine(head),
                    _ => null,
                };
                if (head.Kind == HeadKind.Function && form is not null)
                {
                    sums.Add((form, indices));
                    count *= 2;
                    rest.Add(p => p.Multiply(head, indices, exponent - 2));
                }
                else if (form is not null && exponent.IsInteger && exponent.Sign > 0 && exponent <= LargestExponent && (head.Kind == HeadKind.Group || form.Terms.Length != 1))
                {
                    for (var e = 0; e < exponent; e++)
                    {
                        sums.Add((form, indices));
                        count *= Math.Max(form.Terms.Length, 1);
                    }
                }
                else if (form is not null)
                {
                    rest.Add(p => Powers.Multiply(p, form, indices, exponent));
                }
                else if (head.Forms.Length > 0)
                {
                    var forms = Inner(head);
                    rest.Add(p => HeadAlgebra.Multiply(p, head, forms, indices[..head.Own], indices[head.Own..], exponent));
                }
                else
                {
                    rest.Add(p => p.Multiply(head, indices, exponent));
                }

                if (count > MostTerms)
                {
                    throw new NotSupportedException("Multiplied out, the expression has too many terms.");
                }
            }

            var choice = new int[sums.Count];
            while (!sums.Exists(s => s.Form.IsZero))
            {
                if (++made > MostTerms)
                {
                    throw new NotSupportedException("Multiplied out, the expression has too many terms.");
                }

                var product = new ProductBuilder { Coefficient = term.Coefficient, IsExpanding = true };
                foreach (var range in term.Bound)
                {
                    // They are the first, so they keep their numbers.
                    product.AddBound(range);
                }

                foreach (var factor in rest)
                {
                    factor(product);
                }

                for (var i = 0; i < choice.Length; i++)
                {
                    product.Multiply(sums[i].Form.Terms[choice[i]], sums[i].Indices);
                }

                if (product.Finish() is { } finished)
                {
                    terms.Add(finished);
                }

                var place = 0;
                while (place < choice.Length && ++choice[place] == sums[place].Form.Terms.Length)
                {
                    choice[place++] = 0;
                }

                if (place == choice.Length)
                {
                    return;
                }
            }
        }

        private IndexForm[] Inner(IndexHead head)
        {
            if (!inner.TryGetValue(head, out var forms))
            {
                inner[head] = forms = [.. head.Forms.Select(Expand)];
            }

            return forms;
        }

        private IndexForm Closed(IndexHead head)
        {
            if (!closed.TryGetValue(head, out var form))
            {
                closed[head] = form = Expand(new IndexForm([], [head.Term!]));
            }

            return form;
        }

        // A Closed term is [Closed] as a form; it is opened by its product.
        private static bool HasBrackets(IndexTerm term) => term.Factors.Any(f => f.Exponent.IsInteger && f.Exponent.Sign > 0 && f.Exponent <= LargestExponent
            && (f.Head.Kind == HeadKind.Group || (f.Head is { Kind: HeadKind.Function, Function: EntryFunction.Sin } && f.Exponent >= 2))
            || (f.Head.Kind == HeadKind.Closed && HasBrackets(f.Head.Term!)));

        private static IndexForm OneMinusCosine(IndexHead sine)
        {
            int[] slots = [.. Enumerable.Range(0, sine.Ranges.Length)];
            var cosine = new ProductBuilder { Coefficient = -1, IsExpanding = true };
            HeadAlgebra.MultiplyFunction(cosine, EntryFunction.Cos, sine.Forms[0], slots, 2);
            return new(sine.Ranges, [new(Rational.One, [], []), cosine.Finish()!]);
        }
    }
}
