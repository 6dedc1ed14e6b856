using Adjoint.Notation;
using Xunit;

namespace Adjoint.Tests.Notation;

public sealed class NotationParseExceptionTests
{
    [Theory]
    [InlineData("0 x?", 2, "0 x?\n  ^")]
    [InlineData("", 0, "\n^")]
    [InlineData("ab", 2, "ab\n  ^")]
    [InlineData("1 2\n3 x\n5 6", 6, "3 x\n  ^")]
    [InlineData("1 2\r\n3 x", 7, "3 x\n  ^")]
    [InlineData("1 2\n3", 3, "1 2\n   ^")]
    [InlineData("日本 x", 3, "日本 x\n     ^")]
    [InlineData("e\u0301 x", 3, "e\u0301 x\n  ^")]
    [InlineData("𝔽_6", 3, "𝔽_6\n  ^")]
    [InlineData("\tx", 1, " x\n ^")]
    public void Caret_stands_under_the_character(string text, int position, string caret) =>
        Assert.Equal(caret, new NotationParseException(text, position, "wrong", "right").Caret);

    [Fact]
    public void Long_line_shows_the_part_around_the_caret()
    {
        var lines = new NotationParseException(new string('a', 500) + "?" + new string('b', 500), 500, "wrong", "right").Caret.Split('\n');
        Assert.Equal($"…{new string('a', 50)}?{new string('b', 49)}…", lines[0]);
        Assert.Equal('?', lines[0][lines[1].Length - 1]);
    }

    [Fact]
    public void Position_outside_the_text_is_moved_to_its_end() => Assert.Equal(2, new NotationParseException("ab", 7, "wrong", "right").Position);
}
