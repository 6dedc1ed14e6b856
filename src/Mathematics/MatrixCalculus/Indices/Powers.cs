using System.Numerics;
using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>Powers of forms with rational exponents, as factors of a product.</summary>
internal static class Powers
{
    private const int LargestPrime = 1000;
    private const int LargestExponent = 4096;

    /// <summary>Multiplies by formᵉ, where free index i of the form is indices[i] of the product.</summary>
    public static void Multiply(ProductBuilder product, IndexForm form, int[] indices, Rational exponent)
    {
        if (exponent.IsZero)
        {
            return;
        }

        if (form.IsZero && exponent.Sign > 0)
        {
            product.Coefficient = Rational.Zero;
        }
        else if (form.Terms.Length == 1)
        {
            MultiplySingle(product, form, indices, exponent);
        }
        else
        {
            var content = form.IsZero ? Rational.One : Content(form);
            if (!exponent.IsInteger)
            {
                content = Rational.Abs(content);
            }

            MultiplyConstant(product, content, exponent);
            form = form.Times(content.Invert());
            if (product.IsExpanding)
            {
                form = WithoutCommonFactors(product, form, indices, exponent);
            }

            Group(product, form, indices, exponent);
        }
    }

    /// <summary>Multiplies by cᵉ, where c &gt; 0 or e is an integer.</summary>
    public static void MultiplyConstant(ProductBuilder product, Rational number, Rational exponent)
    {
        if (exponent.IsInteger && Rational.Abs(exponent) <= LargestExponent)
        {
            product.Multiply(Rational.Pow(number, (int)exponent.Numerator));
        }
        else
        {
            MultiplyRoot(product, number.Numerator, exponent);
            MultiplyRoot(product, number.Denominator, -exponent);
        }
    }

    /// <summary>Takes whole powers out of those of constants.</summary>
    public static void MergeConstants(ProductBuilder product)
    {
        for (var i = product.Factors.Count - 1; i >= 0; i--)
        {
            var factor = product.Factors[i];
            if (factor.Head.Kind == HeadKind.Constant && (factor.Exponent.Sign < 0 || factor.Exponent >= 1) && Rational.Abs(factor.Exponent) <= LargestExponent)
            {
                var whole = Floor(factor.Exponent);
                product.Multiply(Rational.Pow(factor.Head.Number, whole));
                product.Factors.RemoveAt(i);
                product.Multiply(factor.Head, [], factor.Exponent - whole);
            }
        }
    }

    /// <summary>The number c, so that form/c has coprime integer coefficients and its weightiest term is positive.</summary>
    public static Rational Content(IndexForm form)
    {
        var (n, d) = (BigInteger.Zero, BigInteger.One);
        var (positive, heaviest, sign) = (0, -1, 1);
        foreach (var term in form.Terms)
        {
            n = BigInteger.GreatestCommonDivisor(n, term.Coefficient.Numerator);
            d = d / BigInteger.GreatestCommonDivisor(d, term.Coefficient.Denominator) * term.Coefficient.Denominator;
            positive += term.Coefficient.Sign;
            var weight = term.Factors.Length + term.Bound.Length;
            if (weight > heaviest)
            {
                (heaviest, sign) = (weight, term.Coefficient.Sign);
            }
        }

        return new Rational(n, d) * (positive == 0 ? sign : Math.Sign(positive));
    }

    /// <summary>Whether it is positive wherever it is defined.</summary>
    public static bool IsPositive(IndexHead head) => head.Kind switch
    {
        HeadKind.Constant or HeadKind.Pi or HeadKind.Size => true,
        HeadKind.Variable => head.Symbol!.Traits.HasFlag(VariableTraits.Positive),
        HeadKind.Function => head.Function is EntryFunction.Exp or EntryFunction.Cosh or EntryFunction.Sigmoid or EntryFunction.Softplus,
        HeadKind.Group => head.Forms[0].Terms.All(t => t.Coefficient.Sign > 0 && t.Factors.All(f => IsPositive(f.Head))),
        HeadKind.Closed => head.Term!.Factors.All(f => IsPositive(f.Head)),
        _ => false,
    };

    private static void MultiplySingle(ProductBuilder product, IndexForm form, int[] indices, Rational exponent)
    {
        var term = form.Terms[0];
        if (exponent == 1 && term.Bound.Length == 0)
        {
            product.Multiply(term, indices);
            return;
        }

        var sign = Rational.One;
        if (exponent.IsInteger)
        {
            MultiplyConstant(product, term.Coefficient, exponent);
        }
        else
        {
            MultiplyConstant(product, Rational.Abs(term.Coefficient), exponent);
            sign = term.Coefficient.Sign;
        }

        // What is left is (sign · rest)ᵉ.
        var rest = new List<IndexFactor>();
        foreach (var factor in term.Factors)
        {
            var isSummed = factor.Indices.AsSpan().IndexOfAnyInRange(IndexFactor.FirstBound, int.MaxValue) >= 0;
            if (!isSummed && (exponent.IsInteger || IsPositive(factor.Head)))
            {
                product.Multiply(factor.Head, ProductBuilder.Mapped(factor.Indices, indices, 0), factor.Exponent * exponent);
            }
            else if (!isSummed && !factor.Exponent.IsInteger)
            {
                // Even the root is defined, so it is not negative.
                product.Multiply(factor.Head, ProductBuilder.Mapped(factor.Indices, indices, 0), factor.Exponent * exponent);
            }
            else if (!isSummed && factor.Exponent.Numerator.IsEven && term.Factors.Length > 1)
            {
                // √(x²·y) = |x|·√y.
                var x = new IndexForm(form.Ranges, [new(Rational.One, [new(factor.Head, factor.Indices, Rational.One)], [])]);
                HeadAlgebra.MultiplyFunction(product, EntryFunction.Abs, x, indices, factor.Exponent * exponent);
            }
            else
            {
                rest.Add(factor);
            }
        }

        if (rest.Count == 0 && sign == 1)
        {
            return;
        }

        if (rest.Count == 1 && sign == 1 && rest[0].Exponent == 1 && term.Bound.Length == 0)
        {
            product.Multiply(rest[0].Head, ProductBuilder.Mapped(rest[0].Indices, indices, 0), exponent);
            return;
        }

        foreach (var part in exponent.IsInteger ? Parts(rest, term.Bound.Length) : [rest])
        {
            var builder = new ProductBuilder { Coefficient = sign, IsExpanding = product.IsExpanding };
            Copy(builder, new(Rational.One, [.. part], term.Bound));
            Group(product, new(form.Ranges, [builder.Finish()!]), indices, exponent);
        }
    }

    // 1 + 1/x is (x + 1)/x.
    private static IndexForm WithoutCommonFactors(ProductBuilder product, IndexForm form, int[] indices, Rational exponent)
    {
        var common = new List<IndexFactor>();
        foreach (var term in form.Terms)
        {
            foreach (var factor in term.Factors)
            {
                if (factor.Head.Kind == HeadKind.Delta || factor.Indices.AsSpan().IndexOfAnyInRange(IndexFactor.FirstBound, int.MaxValue) >= 0
                    || (!exponent.IsInteger && !IsPositive(factor.Head)) || common.Exists(f => IsSame(f, factor)))
                {
                    continue;
                }

                var least = form.Terms.Min(t => t.Factors.Where(f => IsSame(f, factor)).Select(f => f.Exponent).FirstOrDefault());
                if (!least.IsZero)
                {
                    common.Add(new(factor.Head, factor.Indices, least));
                }
            }
        }

        if (common.Count == 0)
        {
            return form;
        }

        int[] same = [.. Enumerable.Range(0, form.Ranges.Length)];
        var terms = new List<IndexTerm>();
        foreach (var term in form.Terms)
        {
            var builder = new ProductBuilder { IsExpanding = true };
            builder.Multiply(term, same);
            foreach (var factor in common)
            {
                builder.Multiply(factor.Head, factor.Indices, -factor.Exponent);
            }

            terms.Add(builder.Finish()!);
        }

        foreach (var factor in common)
        {
            product.Multiply(factor.Head, ProductBuilder.Mapped(factor.Indices, indices, 0), factor.Exponent * exponent);
        }

        return new(form.Ranges, terms);

        static bool IsSame(IndexFactor a, IndexFactor b) => a.Head.IsSame(b.Head) && a.Indices.AsSpan().SequenceEqual(b.Indices);
    }

    // Only what occurs is copied: a bound index that does not occur would count as a sum of ones.
    private static void Copy(ProductBuilder builder, IndexTerm term)
    {
        var map = new int[term.Bound.Length];
        foreach (var factor in term.Factors)
        {
            var indices = (int[])factor.Indices.Clone();
            foreach (ref var index in indices.AsSpan())
            {
                if (IndexFactor.IsBound(index))
                {
                    ref var name = ref map[index - IndexFactor.FirstBound];
                    name = name == 0 ? builder.AddBound(term.Bound[index - IndexFactor.FirstBound]) : name;
                    index = name;
                }
            }

            builder.Multiply(factor.Head, indices, factor.Exponent);
        }
    }

    private static List<List<IndexFactor>> Parts(List<IndexFactor> factors, int bound)
    {
        var owner = new int[bound];
        Array.Fill(owner, -1);
        var parts = new List<List<IndexFactor>?>();
        foreach (var factor in factors)
        {
            var part = new List<IndexFactor> { factor };
            foreach (var index in factor.Indices)
            {
                if (IndexFactor.IsBound(index) && owner[index - IndexFactor.FirstBound] is >= 0 and var other && parts[other] is { } joined)
                {
                    part.AddRange(joined);
                    parts[other] = null;
                }
            }

            foreach (var member in part)
            {
                foreach (var index in member.Indices)
                {
                    if (IndexFactor.IsBound(index))
                    {
                        owner[index - IndexFactor.FirstBound] = parts.Count;
                    }
                }
            }

            parts.Add(part);
        }

        return [.. parts.OfType<List<IndexFactor>>()];
    }

    private static void Group(ProductBuilder product, IndexForm form, int[] indices, Rational exponent)
    {
        var order = ParameterOrder.Of([form], 0, indices, product.IsExpanding);
        product.Multiply(IndexHead.Of(HeadKind.Group, order.Forms[0].Ranges, order.Forms, order.Symmetries), order.Parameters, exponent);
    }

    private static int Floor(Rational a) => (int)(a.Numerator >= 0 ? a.Numerator / a.Denominator : -((-a.Numerator + a.Denominator - 1) / a.Denominator));

    private static void MultiplyRoot(ProductBuilder product, BigInteger number, Rational exponent)
    {
        for (var p = 2; p <= LargestPrime && !number.IsOne && number.Sign > 0; p++)
        {
            var count = 0;
            for (; (number % p).IsZero; number /= p)
            {
                count++;
            }

            MultiplyPrime(product, p, exponent * count);
        }

        if (!number.IsOne)
        {
            MultiplyPrime(product, number, exponent);
        }
    }

    private static void MultiplyPrime(ProductBuilder product, Rational prime, Rational exponent)
    {
        if (Rational.Abs(exponent) > LargestExponent)
        {
            product.Multiply(IndexHead.Constant(prime), [], exponent);
            return;
        }

        var whole = Floor(exponent);
        product.Multiply(Rational.Pow(prime, whole));
        product.Multiply(IndexHead.Constant(prime), [], exponent - whole);
    }
}
