using Adjoint.Algebra;
using Adjoint.MatrixCalculus;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>What does not change a sum of products of entries does not change its canonical form.</summary>
public sealed class CanonicalFormLaws
{
    private static readonly Dimension N = Dimension.Of("n");

    private static readonly IndexHead[] Heads =
    [
        .. new[] { IndexExamples.A, IndexExamples.B, IndexExamples.S, IndexExamples.V, IndexExamples.W, IndexExamples.T }.Select(static v => v.Symbol).Select(static s =>
            IndexHead.Variable(s, [.. s.Shape.Dimensions.Where(static d => !d.IsOne)], s.Shape.Rows.IsOne ? 0 : 1)),
        IndexHead.Delta(N),
        OfForm(IndexForm.Of(TestTerms.Inverse(IndexExamples.A))),
        OfForm(IndexForm.Of(TestTerms.Map(EntryFunction.Exp, TestTerms.Chain(IndexExamples.B, IndexExamples.V)))),
        OfForm(IndexForm.Of(TestTerms.Map(EntryFunction.Exp, IndexExamples.S))),
    ];

    private static IndexHead OfForm(IndexForm form) => form.Terms[0].Factors[0].Head;

    /// <summary>A product: two free indices, up to five bound ones, up to six factors, each with an exponent.</summary>
    private sealed record Product(int Bound, (int Head, int[] Indices, int Exponent)[] Factors, Rational Coefficient)
    {
        public IndexTerm? Build(int[] order, int[] names)
        {
            var builder = new ProductBuilder { Coefficient = Coefficient };
            for (var b = 0; b < Bound; b++)
            {
                builder.AddBound(N);
            }

            foreach (var place in order)
            {
                var (head, indices, exponent) = Factors[place];
                builder.Multiply(Heads[head], [.. indices.Take(Heads[head].Ranges.Length).Select(i => i < 2 ? i : IndexFactor.FirstBound + names[(i - 2) % Bound])], exponent);
            }

            return builder.Finish();
        }
    }

    private static Gen<Product> Products { get; } = Gen.Select(
        Gen.Int[1, 5],
        Gen.Select(Gen.Int[0, Heads.Length - 1], Gen.Int[0, 6].Array[2], Gen.Frequency((5, Gen.Const(1)), (1, Gen.Const(2)), (1, Gen.Const(-1)))).Array[1, 6],
        Gen.Int[1, 3]).Select(static (bound, factors, c) => new Product(bound, factors, c));

    private static Gen<(Product Product, int[] Order, int[] Names)> Shuffled { get; } = Products.SelectMany(static p =>
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, p.Factors.Length).ToArray()), Gen.Shuffle(Enumerable.Range(0, p.Bound).ToArray())).Select((order, names) => (p, order, names)));

    private static readonly EvaluationPoint Point = IndexExamples.Point(2, 3, 2, 5);

    [Fact]
    public void Names_of_bound_indices_and_the_order_of_factors_do_not_matter() => Shuffled.Sample(
        static x =>
        {
            var (one, two) = (Form(x.Product.Build([.. Enumerable.Range(0, x.Product.Factors.Length)], [.. Enumerable.Range(0, x.Product.Bound)])), Form(x.Product.Build(x.Order, x.Names)));
            return one.Equals(two) && one.Hash == two.Hash;
        },
        iter: 5000);

    [Fact]
    public void Order_of_terms_does_not_matter() => Gen.Select(Products.Array[1, 4], Gen.Int[0, 100]).Sample(static (products, seed) =>
    {
        var terms = products.Select(Term).OfType<IndexTerm>().ToList();
        var others = terms.OrderBy(t => (t.Hash * 31) ^ (ulong)seed).ToList();
        return new IndexForm([N, N], terms).Equals(new IndexForm([N, N], others));
    });

    [Fact]
    public void Canonical_form_of_a_canonical_form_is_itself() => Products.Sample(static p =>
    {
        var form = Form(Term(p));
        return form.Renamed([0, 1], form.Ranges).Equals(form);
    });

    [Fact]
    public void Value_is_kept() => Products.Sample(
        static p =>
        {
            var (form, wanted) = (Form(Term(p)), Value(p));
            var actual = FormEvaluator.Evaluate(form, Point);
            return wanted.Zip(actual).All(static x => !double.IsFinite(x.First) || Math.Abs(x.First - x.Second) <= 1e-7 * Math.Max(1, Math.Abs(x.First)));
        },
        iter: 300);

    [Fact]
    public void Opening_brackets_keeps_the_value_and_is_done_once() => Products.Sample(
        static p =>
        {
            var form = Form(Term(p));
            var expanded = form.Expanded();
            return expanded.Expanded().Equals(expanded)
                && FormEvaluator.Evaluate(form, Point).Zip(FormEvaluator.Evaluate(expanded, Point)).All(static x => !double.IsFinite(x.First) || Math.Abs(x.First - x.Second) <= 1e-7 * Math.Max(1, Math.Abs(x.First)));
        },
        iter: 300);

    [Fact]
    public void Recognised_matrix_has_the_form_again() => Products.Sample(
        static p =>
        {
            var form = Form(Term(p));
            return IndexForm.AreEqual(IndexForm.Of(Recognition.ToMatrix(form)), form);
        },
        iter: 500);

    [Fact]
    public void Form_less_itself_is_nothing() => Products.Sample(static p => Form(Term(p)) is var form && form.Plus(form, -1).IsZero && form.Plus(form, 1).Equals(form.Times(2)));

    private static IndexForm Form(IndexTerm? term) => new([N, N], term is null ? [] : [term]);

    private static IndexTerm? Term(Product p) => p.Build([.. Enumerable.Range(0, p.Factors.Length)], [.. Enumerable.Range(0, p.Bound)]);

    // The sum as it is meant, without any builder: loops over all indices, and each factor's entry as a form of its own.
    private static double[] Value(Product p)
    {
        var (n, values) = (Point.Sizes["n"], new List<double>());
        double[] Entries(int head) => FormEvaluator.Evaluate(new IndexForm(Heads[head].Ranges, [new(1, [new(Heads[head], [.. Enumerable.Range(0, Heads[head].Ranges.Length)], 1)], [])]), Point);
        var entries = p.Factors.Select(f => Entries(f.Head)).ToArray();
        for (var place = 0; place < n * n; place++)
        {
            var sum = 0.0;
            for (var run = 0; run < Math.Pow(n, p.Bound); run++)
            {
                var product = (double)p.Coefficient;
                for (var f = 0; f < entries.Length; f++)
                {
                    var offset = 0;
                    for (var s = Heads[p.Factors[f].Head].Ranges.Length - 1; s >= 0; s--)
                    {
                        var i = p.Factors[f].Indices[s];
                        offset = (offset * n) + (i == 0 ? place % n : i == 1 ? place / n : run / (int)Math.Pow(n, (i - 2) % p.Bound) % n);
                    }

                    // δ to any power is δ.
                    product *= Heads[p.Factors[f].Head].Kind == HeadKind.Delta ? entries[f][offset] : Math.Pow(entries[f][offset], p.Factors[f].Exponent);
                }

                sum += product;
            }

            values.Add(sum);
        }

        return [.. values];
    }
}
