namespace Adjoint.Notation;

/// <summary>Renders notation as text for terminals, two-dimensional and aligned where that helps.</summary>
/// <remarks>
/// What is wider than <see cref="Columns"/> is fitted: matrices leave out more columns, then long sums continue on further lines and words wrap. A single number that is
/// longer stays whole.
/// </remarks>
public static class PlainText
{
    /// <summary>The columns of a terminal that text is fitted into.</summary>
    public const int Columns = 100;

    /// <summary>The text of a value.</summary>
    public static string Of(IHasNotation value, NotationOptions? options = null) => Of(value.Describe(options ?? NotationOptions.Default));

    /// <summary>The text of a tree, lines separated by <c>\n</c>, without trailing blanks.</summary>
    public static string Of(Node node) => TextDrawing.Fit(node, Columns).ToString();

    /// <summary>The text of a tree on one line, as it stands within other text: a matrix as <c>[1 2; 3 4]</c>.</summary>
    public static string LineOf(Node node) => TextDrawing.Line(node).ToString();
}
