using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Notation;

public sealed class ElisionLaws
{
    private static readonly Gen<(int Count, int Limit)> Cases = Gen.Select(Gen.Int[0, 60], Gen.Int[3, 20]);

    [Fact]
    public void Shown_lines_are_all_or_the_limit() => Cases.Sample(c =>
        Elision.Of(c.Count, c.Limit).Visible == Math.Min(c.Count, c.Limit));

    [Fact]
    public void Indices_ascend_and_miss_only_at_the_dots() => Cases.Sample(c =>
    {
        var elision = Elision.Of(c.Count, c.Limit);
        var indices = Enumerable.Range(0, elision.Visible).Select(elision.IndexOf).ToList();
        var shown = indices.Where(i => i >= 0).ToList();
        Assert.Equal(shown.Order().Distinct(), shown);
        Assert.Equal(elision.IsElided ? 1 : 0, indices.Count(i => i < 0));
        Assert.Equal(elision.IsElided, c.Count > c.Limit);
        if (c.Count > 0)
        {
            Assert.Equal(0, indices[0]);
            Assert.Equal(c.Count - 1, indices[^1]);
        }
    });

    [Fact]
    public void Dots_need_a_limit_of_three() => Assert.Throws<ArgumentOutOfRangeException>(() => Elision.Of(10, 2));
}
