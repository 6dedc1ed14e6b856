using System.Numerics;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.Notation;

public sealed class PlainTextTests
{
    private static readonly Node X = Node.Identifier("x");

    [Fact]
    public void Lines_of_a_matrix_are_equally_long_and_fit_the_terminal() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 30], Gen.Long.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).Array[1, 5], Gen.Enum<ColumnAlignment>()).Sample((rows, columns, entries, alignment) =>
        {
            var text = PlainText.Of(Node.Matrix(Elision.Of(rows, 12), Elision.Of(columns, 12), (i, j) => Node.Number(entries[(i + j) % entries.Length]), alignment));
            var lines = text.Split('\n');
            Assert.Equal(Math.Min(rows, 12), lines.Length);
            Assert.All(lines, l => Assert.True(l.Length <= PlainText.Columns, text));
            Assert.Single(lines.Select(l => l.IndexOfAny(['⎤', '⎥', '⎦', ']'])).Distinct());
        });

    [Fact]
    public void Every_line_of_any_tree_can_be_printed() => NodeGen.Trees.Sample(tree =>
    {
        foreach (var text in new[] { PlainText.Of(tree), PlainText.LineOf(tree) })
        {
            Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
            Assert.DoesNotContain(text.EnumerateRunes(), r => r.Value is >= 0x202a and <= 0x202e);
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        }

        Assert.DoesNotContain('\n', PlainText.LineOf(tree));
    });

    [Fact]
    public void Every_shown_entry_appears() => Gen.Int[0, 999].Array[6].Sample(entries =>
    {
        var text = PlainText.Of(Matrix(2, 3, (i, j) => Node.Number(entries[(3 * i) + j], NotationOptions.Default)));
        Assert.Equal(
            entries.Select(e => $"{e}"),
            text.Split(['⎡', '⎤', '⎣', '⎦', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    });

    [Fact]
    public void Wide_matrix_leaves_out_columns_and_says_its_shape()
    {
        var lines = PlainText.Of(Matrix(2, 10, (_, j) => Node.Number($"{j}00000000000000"))).Split('\n');
        Assert.EndsWith("⎦ 2×10", lines[1], StringComparison.Ordinal);
        Assert.Contains(" ⋯ ", lines[0], StringComparison.Ordinal);
        Assert.Contains("900000000000000⎤", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Long_sum_continues_on_indented_lines()
    {
        var terms = Enumerable.Range(0, 60).SelectMany(k => new[] { Node.Operator("+"), Node.Superscript(X, Node.Number($"{k}")) }).Skip(1).ToArray();
        var lines = PlainText.Of(Node.Row(terms)).Split('\n');
        Assert.True(lines.Length > 1);
        Assert.All(lines, l => Assert.True(l.Length <= PlainText.Columns));
        Assert.All(lines.Skip(1), l => Assert.StartsWith("     + ", l, StringComparison.Ordinal));
        Assert.Equal(60, lines.Sum(l => l.Count(c => c == 'x')));
    }

    [Fact]
    public void Superscripts_are_small_digits_and_transposes() => Assert.Equal(
        "x² + Aᵀ",
        PlainText.Of(Node.Row(Node.Superscript(X, Node.Number("2")), Node.Operator("+"), Node.Superscript(Node.Identifier("A"), Node.Operator("⊤")))));

    [Fact]
    public void Fraction_beside_a_factor_stands_in_parentheses() => Assert.Equal(
        "(1/2)x + 1/3",
        PlainText.Of(Node.Row(Node.Fraction(Node.Number("1"), Node.Number("2")), X, Node.Operator("+"), Node.Fraction(Node.Number("1"), Node.Number("3")))));

    [Fact]
    public void Negative_base_of_a_power_stands_in_parentheses() =>
        Assert.Equal("(-2)³", PlainText.Of(Node.Superscript(Node.Number("-2"), Node.Number("3"))));

    [Fact]
    public void Unary_minus_touches_its_operand() => Assert.Equal(
        "-x = -1",
        PlainText.Of(Node.Row(Node.Operator("-"), X, Node.Operator("="), Node.Operator("-"), Node.Number("1"))));

    [Fact]
    public void Tall_fraction_has_a_bar() => Assert.Equal(
        "x + 1\n─────\n  x",
        PlainText.Of(Node.Fraction(Node.Row(X, Node.Operator("+"), Node.Number("1")), X)));

    [Fact]
    public void Matrix_on_one_line_reads_as_a_literal() => Assert.Equal("[1 2; 3 4]", PlainText.LineOf(Matrix(2, 2, (i, j) => Node.Number($"{(2 * i) + j + 1}"))));

    [Fact]
    public void Empty_matrix_says_its_shape() => Assert.Equal("[ ] 0×3", PlainText.Of(Matrix(0, 3, (_, _) => X)));

    [Fact]
    public void What_is_nested_too_deep_is_left_out()
    {
        var tree = X;
        for (var i = 0; i < 200_000; i++)
        {
            tree = Node.Parenthesised(tree);
        }

        Assert.Contains("…", PlainText.Of(tree), StringComparison.Ordinal);
        Assert.Contains(@"\ldots", Latex.Of(tree), StringComparison.Ordinal);
        Assert.Contains("<mi>…</mi>", MathMl.Of(tree), StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_characters_count_twice()
    {
        var lines = PlainText.Of(Matrix(2, 1, (i, _) => Node.Text(i == 0 ? "漢字" : "abcd"))).Split('\n');
        Assert.Equal("⎡漢字⎤", lines[0]);
        Assert.Equal("⎣abcd⎦", lines[1]);
    }

    [Fact]
    public void Long_integer_shows_its_ends_and_its_length() => Gen.Select(Gen.Int[13, 3000], Gen.Int[1, 9], Gen.Bool).Sample((digits, first, negative) =>
    {
        var n = (first * BigInteger.Pow(10, digits - 1)) + 7;
        var text = PlainText.Of(Node.Number(negative ? -n : n, new NotationOptions { IntegerDigits = 12 }));
        Assert.Equal($"{(negative ? "-" : string.Empty)}{first}0000…00007 ({digits} digits)", text);
    });

    [Fact]
    public void Abbreviation_by_logarithm_agrees_with_the_digits() => Gen.Select(Gen.Int[34_000, 60_000], Gen.ULong).Sample(
        (bits, low) =>
        {
            var n = (BigInteger.One << bits) + low;
            var text = n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal($"{text[..5]}…{text[^5..]} ({text.Length} digits)", PlainText.Of(Node.Number(n, NotationOptions.Default)));
        },
        iter: 20);

    private static Node Matrix(int rows, int columns, Func<int, int, Node> entry) => Node.Matrix(Elision.Of(rows, 12), Elision.Of(columns, 12), entry);
}
