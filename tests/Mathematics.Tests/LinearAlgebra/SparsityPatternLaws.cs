using System.Xml.Linq;
using Adjoint.LinearAlgebra;
using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class SparsityPatternLaws
{
    private static readonly Gen<(int Rows, int Columns, (int, int)[] Entries)> Entries = Gen.Select(Gen.Int[1, 600], Gen.Int[1, 600])
        .SelectMany((m, n) => Gen.Select(Gen.Int[0, m - 1], Gen.Int[0, n - 1]).Array[0, 60].Select(e => (m, n, e.Distinct().ToArray())));

    // The definitions, entry by entry.
    [Fact]
    public void Counts_and_bandwidths_are_those_of_the_entries() => Entries.Sample(t =>
    {
        var pattern = SparsityPattern.Of(Sparse(t.Rows, t.Columns, t.Entries));
        Assert.Equal(t.Entries.Length, pattern.Nonzeros);
        Assert.Equal(t.Entries.Select(e => Math.Max(0, e.Item1 - e.Item2)).DefaultIfEmpty(0).Max(), pattern.LowerBandwidth);
        Assert.Equal(t.Entries.Select(e => Math.Max(0, e.Item2 - e.Item1)).DefaultIfEmpty(0).Max(), pattern.UpperBandwidth);
        Assert.Equal(t.Rows == t.Columns && t.Entries.All(e => t.Entries.Contains((e.Item2, e.Item1))), pattern.IsSymmetric);
        for (var r = 0; r < pattern.BinRows; r++)
        {
            for (var c = 0; c < pattern.BinColumns; c++)
            {
                Assert.True(pattern[r, c] == t.Entries.Count(e => e.Item1 * pattern.BinRows / t.Rows == r && e.Item2 * pattern.BinColumns / t.Columns == c));
            }
        }
    }, iter: 20);

    [Fact]
    public void Dense_and_sparse_matrices_have_the_same_pattern() => Gen.Int[0, 1].Array2D[7, 7].Sample(bits =>
    {
        var dense = Matrix<double>.Build.Dense(7, 7, (i, j) => bits[i, j]);
        Assert.Equal(SparsityPattern.Of(dense).ToString(), SparsityPattern.Of(Matrix<double>.Build.SparseOfMatrix(dense)).ToString());
        Assert.Equal(SparsityPattern.Of(dense + dense.Transpose()).IsSymmetric, true);
    });

    [Fact]
    public void Picture_is_a_document_that_loads_nothing_and_stays_small() => Gen.Select(Entries, Gen.Bool).Sample((t, dense) =>
    {
        var matrix = dense ? Matrix<double>.Build.Dense(t.Rows, t.Columns, (i, j) => Math.Sin((i * 31) + (j * 17)) > 0 ? 1 : 0) : Sparse(t.Rows, t.Columns, t.Entries);
        var svg = matrix.Spy().ToSvg();
        var document = XDocument.Parse(svg);
        Assert.Contains(document.Descendants(), e => e.Name.LocalName == "title" && e.Value.Contains($"{t.Rows}×{t.Columns}", StringComparison.Ordinal));
        Assert.All(document.Descendants().Attributes().Where(a => a.Name.LocalName == "href"), a => Assert.StartsWith("data:image/png;base64,", a.Value, StringComparison.Ordinal));
        Assert.True(svg.Length < 150_000, $"{svg.Length}");
        Assert.Equal(svg, matrix.Spy().ToSvg());
    }, iter: 10);

    [Fact]
    public void Stored_zero_is_no_nonzero() =>
        Assert.Equal(1, SparsityPattern.Of(Matrix<double>.Build.SparseFromCompressedSparseRowFormat(2, 2, 2, [0, 1, 2], [0, 1], [0.0, 5.0])).Nonzeros);

    [Fact]
    public void Text_is_a_small_picture_and_the_numbers() => Assert.Equal(
        "│⠑⢄⠀│\n│⠀⠀⠁│\nNonzero entries of a 5×5 matrix with 5 nonzeros (20%), bandwidth 0 below and 0 above the diagonal, symmetric structure.",
        Matrix<double>.Build.DiagonalIdentity(5).Spy().ToString());

    [Fact]
    public void Huge_matrices_are_binned_exactly()
    {
        var pattern = SparsityPattern.Of(Matrix<double>.Build.DiagonalIdentity(1_000_000));
        Assert.Equal(1_000_000, Enumerable.Range(0, 240).Sum(k => pattern[k, k]));
        Assert.Equal("1000000×1000000 matrix with 1000000 nonzeros (0.0001%), bandwidth 0 below and 0 above the diagonal, symmetric structure", pattern.ToString());
    }

    private static Matrix<double> Sparse(int rows, int columns, (int, int)[] entries) =>
        Matrix<double>.Build.SparseOfIndexed(rows, columns, entries.Select(e => (e.Item1, e.Item2, 1.0)));
}
