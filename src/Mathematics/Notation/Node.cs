using System.Globalization;
using System.Numerics;

namespace Adjoint.Notation;

/// <summary>Mathematical notation as a tree. <see cref="Latex"/>, <see cref="MathMl"/> and <see cref="PlainText"/> render it; it holds no delimiters and no markup.</summary>
/// <remarks>
/// All strings in a tree are content: renderers escape them. What is nested deeper than <see cref="DeepestShown"/> levels is written <c>…</c>: a browser flattens elements
/// nested past 512, and a level takes up to four.
/// </remarks>
public abstract record Node
{
    /// <summary>The levels of a tree that are written.</summary>
    public const int DeepestShown = 100;

    private Node()
    {
    }

    /// <summary>Nothing.</summary>
    public static Node Empty { get; } = new RowNode([]);

    /// <summary>The nodes side by side.</summary>
    public static Node Row(params IReadOnlyList<Node> items) => items.Count == 1 ? items[0] : new RowNode(items);

    /// <summary>An integer; past <see cref="NotationOptions.IntegerDigits"/> digits its first and last ones, and how many there are.</summary>
    public static Node Number(BigInteger value, NotationOptions options)
    {
        if (IntegerText.Abbreviate(value, options.IntegerDigits) is not var (first, last, digits))
        {
            return new NumberNode(value.ToString(CultureInfo.InvariantCulture));
        }

        return Row(
            new NumberNode(first), Operator("…"), new NumberNode(last), Text($" ({digits.ToString(CultureInfo.InvariantCulture)} digits)"));
    }

    /// <summary>A number already written in decimal: digits, one point, a leading minus; or <c>∞</c>, <c>-∞</c>, <c>NaN</c>. Anything else is set as text.</summary>
    public static Node Number(string text) => new NumberNode(text);

    /// <summary>A name: one letter is set in italics, more of them upright, Greek letters as themselves.</summary>
    public static Node Identifier(string name) => new IdentifierNode(name);

    /// <summary>An operator or relation such as <c>+</c>, <c>=</c>, <c>↦</c>, <c>⋯</c>, or a word such as <c>det</c> or <c>mod</c>. In front of a row, or after another operator, it is a prefix.</summary>
    public static Node Operator(string symbol) => new OperatorNode(symbol);

    /// <summary>Words, set upright.</summary>
    public static Node Text(string content) => new TextNode(content);

    /// <summary>A gap of one em, two blanks in plain text.</summary>
    public static Node Gap { get; } = new TextNode("\u2003");

    /// <summary>As much room as <paramref name="body"/> takes, left empty.</summary>
    public static Node Phantom(Node body) => new PhantomNode(body);

    /// <summary>numerator / denominator.</summary>
    public static Node Fraction(Node numerator, Node denominator) => new FractionNode(numerator, denominator);

    /// <summary>body with a subscript.</summary>
    public static Node Subscript(Node body, Node subscript) => new ScriptsNode(body, subscript, null);

    /// <summary>body with a superscript.</summary>
    public static Node Superscript(Node body, Node superscript) => new ScriptsNode(body, null, superscript);

    /// <summary>body with a subscript and a superscript.</summary>
    public static Node Scripts(Node body, Node subscript, Node superscript) => new ScriptsNode(body, subscript, superscript);

    /// <summary>body between fences that grow with it.</summary>
    public static Node Fenced(string open, Node body, string close) => new FencedNode(open, body, close);

    /// <summary>(body).</summary>
    public static Node Parenthesised(Node body) => Fenced("(", body, ")");

    /// <summary>A picture; renderers without pictures show <paramref name="alternative"/>.</summary>
    public static Node Picture(string svg, string alternative) => new PictureNode(svg, alternative);

    /// <summary>r × c, as shapes are written.</summary>
    public static Node Dimensions(int rows, int columns) => Row(
        Number(rows.ToString(CultureInfo.InvariantCulture)), Operator("×"), Number(columns.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The matrix with entries <paramref name="entry"/>(i, j), which is asked only for those shown. An elided or empty one says its shape in a subscript.</summary>
    /// <param name="rows">The rows shown.</param>
    /// <param name="columns">The columns shown.</param>
    /// <param name="entry">Rows and columns count from 0.</param>
    /// <param name="alignment">Of all columns.</param>
    /// <param name="barAfter">An augmented matrix has a bar after this many columns (counted among all, not among those shown).</param>
    public static Node Matrix(
        Elision rows, Elision columns, Func<int, int, Node> entry, ColumnAlignment alignment = ColumnAlignment.Center, int? barAfter = null)
    {
        if (rows.Count == 0 || columns.Count == 0)
        {
            return Subscript(Fenced("[", Text("\u00a0"), "]"), Dimensions(rows.Count, columns.Count));
        }

        var cells = new Node[rows.Visible * columns.Visible];
        for (var r = 0; r < rows.Visible; r++)
        {
            for (var c = 0; c < columns.Visible; c++)
            {
                cells[(r * columns.Visible) + c] = (rows.IndexOf(r), columns.IndexOf(c)) switch
                {
                    ( < 0, < 0) => Operator("⋱"),
                    ( < 0, _) => Operator("⋮"),
                    (_, < 0) => Operator("⋯"),
                    var (i, j) => entry(i, j),
                };
            }
        }

        int? bar = null;
        for (var c = 0; barAfter is { } after && c < columns.Visible - 1; c++)
        {
            // The bar stands after the last visible column that belongs to the left part; dots stand for both parts and go left.
            bar = columns.IndexOf(c) < after ? c + 1 : bar;
        }

        Node matrix = new MatrixNode(rows, columns, cells, alignment, barAfter is 0 ? null : bar);
        return rows.IsElided || columns.IsElided ? Subscript(matrix, Dimensions(rows.Count, columns.Count)) : matrix;
    }

    /// <summary>Lines of equal meaning under each other, aligned at their relation: each line is its left part and the rest from the relation on.</summary>
    public static Node Lines(params IReadOnlyList<(Node Left, Node Right)> lines) => new LinesNode(lines);

    /// <summary>The plain text of the tree, for debuggers and assertions.</summary>
    public sealed override string ToString() => PlainText.Of(this);

    /// <inheritdoc cref="Row(IReadOnlyList{Node})"/>
    public sealed record RowNode(IReadOnlyList<Node> Items) : Node;

    /// <inheritdoc cref="Number(string)"/>
    public sealed record NumberNode(string Digits) : Node;

    /// <inheritdoc cref="Identifier"/>
    public sealed record IdentifierNode(string Name) : Node;

    /// <inheritdoc cref="Operator"/>
    public sealed record OperatorNode(string Symbol) : Node;

    /// <inheritdoc cref="Text"/>
    public sealed record TextNode(string Content) : Node;

    /// <inheritdoc cref="Fraction"/>
    public sealed record FractionNode(Node Numerator, Node Denominator) : Node;

    /// <summary>body with a subscript, a superscript or both.</summary>
    public sealed record ScriptsNode(Node Body, Node? Sub, Node? Super) : Node;

    /// <inheritdoc cref="Fenced"/>
    public sealed record FencedNode(string Open, Node Body, string Close) : Node;

    /// <summary>A grid in square brackets, dots included as cells. <paramref name="Bar"/> is the number of shown columns before a vertical bar.</summary>
    public sealed record MatrixNode(Elision RowElision, Elision ColumnElision, IReadOnlyList<Node> Cells, ColumnAlignment Alignment, int? Bar) : Node
    {
        /// <summary>Shown rows.</summary>
        public int Rows => RowElision.Visible;

        /// <summary>Shown columns.</summary>
        public int Columns => ColumnElision.Visible;

        /// <summary>Whether rows or columns are left out.</summary>
        public bool IsElided => RowElision.IsElided || ColumnElision.IsElided;

        /// <summary>The cell in shown row r and shown column c.</summary>
        public Node this[int r, int c] => Cells[(r * Columns) + c];
    }

    /// <inheritdoc cref="Phantom"/>
    public sealed record PhantomNode(Node Body) : Node;

    /// <inheritdoc cref="Lines"/>
    public sealed record LinesNode(IReadOnlyList<(Node Left, Node Right)> Items) : Node;

    /// <inheritdoc cref="Picture"/>
    public sealed record PictureNode(string Svg, string Alternative) : Node;
}
