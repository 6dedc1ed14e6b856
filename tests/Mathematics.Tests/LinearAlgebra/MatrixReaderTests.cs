using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

public sealed class MatrixReaderTests
{
    private const string Element = "expected an integer, a fraction such as 1/2 or a decimal such as 2.5.";
    private const string Empty = "expected at least one entry, as in 1 2; 3 4 (a matrix without entries is written in C#: ExactMatrix.Zero(0, 3)).";

    [Theory]
    [InlineData("1 2; 3 4")]
    [InlineData("  1   2 ;3 4  ")]
    [InlineData("1, 2; 3, 4")]
    [InlineData("1 ,2;3,4;")]
    [InlineData("1 2\n3 4")]
    [InlineData("1 2\r\n3 4\r\n")]
    [InlineData("\n1 2;\n\n3 4\n")]
    [InlineData("[1 2; 3 4]")]
    [InlineData("[\n1 2\n3 4\n]")]
    [InlineData("[[1,2],[3,4]]")]
    [InlineData("[[1, 2],\n [3, 4]]")]
    [InlineData("[[1 2] [3 4]]")]
    [InlineData("[[1,2];[3,4]]")]
    [InlineData("1\t2;3\u00a04")]
    [InlineData("1.0 4/2; 3e0 +4")]
    public void Forms_of_one_matrix_read_alike(string text) => Assert.Equal(ExactMatrix.FromRows([1, 2], [3, 4]), ExactMatrix.Parse(text));

    [Fact]
    public void Fractions_decimals_and_both_minus_signs_are_exact() =>
        Assert.Equal("1/2 -3; 1/10 -1/1000", ExactMatrix.Parse("1/2 −3; .1 -1e-3").ToString());

    [Theory]
    [InlineData("1/2 -3; 0 x?", 10, "x? is no rational number; " + Element)]
    [InlineData("", 0, "There is no matrix in an empty text; " + Empty)]
    [InlineData(" \n ", 3, "There is no matrix in an empty text; " + Empty)]
    [InlineData("[]", 1, "The matrix has no entries; " + Empty)]
    [InlineData("[ [ ] ]", 4, "The matrix has no entries; " + Empty)]
    [InlineData("1 2; 3", 6, "Row 1 has 2 entries and row 2 has 1; expected rows of the same length.")]
    [InlineData("1; 3 4 5", 5, "Row 1 has 1 entry and row 2 has 3; expected rows of the same length.")]
    [InlineData("[[1,2],[3]]", 9, "Row 1 has 2 entries and row 2 has 1; expected rows of the same length.")]
    [InlineData("1 2;; 3 4", 4, "; stands where an entry should; " + Element)]
    [InlineData(";1", 0, "; stands where an entry should; " + Element)]
    [InlineData("1,,2", 2, ", stands where an entry should; " + Element)]
    [InlineData("1 2,", 4, "The text ends where an entry should stand; " + Element)]
    [InlineData("[1 2; 3 4", 9, "The [ at character 1 is not closed; expected ].")]
    [InlineData("[[1,2],[3,4]", 12, "The [ at character 1 is not closed; expected ].")]
    [InlineData("[[1,2", 5, "The [ at character 2 is not closed; expected ].")]
    [InlineData("1 2]", 3, "] stands in a row; expected an integer, a fraction such as 1/2 or a decimal such as 2.5, or ; before the next row.")]
    [InlineData("[1,2],[3,4]", 5, ", stands after the end of the matrix; expected nothing more.")]
    [InlineData("[[1,2],3]", 7, "3 stands where a row should start; expected [.")]
    [InlineData("[[1;2]]", 3, "; stands inside [ ]; expected ].")]
    [InlineData("[[[1]]]", 2, "[ stands where an entry should; " + Element)]
    [InlineData("1 - 2", 2, "- is no rational number; " + Element)]
    [InlineData("1/0", 0, "1/0 has the denominator 0; " + Element)]
    [InlineData("1 \0", 2, "\ufffd is no rational number; " + Element)]
    public void What_is_no_matrix_is_refused_at_its_place(string text, int position, string message)
    {
        var error = Assert.Throws<NotationParseException>(() => ExactMatrix.Parse(text));
        Assert.Equal(message, error.Message);
        Assert.Equal(position, error.Position);
        Assert.Equal(text, error.Text);
    }

    [Fact]
    public void Entry_without_a_class_names_the_field()
    {
        var error = Assert.Throws<NotationParseException>(() => ExactMatrix.Parse("1 1/14", new PrimeField(7)));
        Assert.Equal("1/14 is no element of F_7; expected an integer, or a fraction whose denominator 7 does not divide.", error.Message);
    }

    [Fact]
    public void Long_entry_is_cut_in_the_message() =>
        Assert.StartsWith(new string('x', 40) + "… is no", Assert.Throws<NotationParseException>(() => ExactMatrix.Parse(new string('x', 1000))).Message, StringComparison.Ordinal);

    // Whatever the text, the answer is a matrix or a refusal at a place in the text, and its caret has two lines.
    [Fact]
    public void Any_text_is_read_or_refused() => Gen.OneOf(Gen.String, Gen.String["0123 ,;[]/.-e\n\r\tx"]).Sample(text =>
    {
        try
        {
            return ExactMatrix.Parse(text).Shape.Count > 0;
        }
        catch (NotationParseException error)
        {
            return error.Position >= 0 && error.Position <= text.Length && error.Caret.Split('\n') is [_, var caret] && caret.EndsWith('^') && caret[..^1].All(c => c == ' ');
        }
    }, iter: 5000);
}
