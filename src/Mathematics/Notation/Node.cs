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
        Elision rows, Elision columns, Func<int, int, Node> entry, ColumnAlignment alignment = ColumnAlignment.Center, int? barAfter = null) =>
        Matrix(rows, columns, entry, alignment, barAfter is { } bar ? MatrixStyle.Default with { ColumnLines = [bar] } : MatrixStyle.Default);

    /// <summary>The matrix with entries <paramref name="entry"/>(i, j), with the lines, boxes and fences of a style.</summary>
    /// <inheritdoc cref="Matrix(Elision, Elision, Func{int, int, Node}, ColumnAlignment, int?)"/>
    public static Node Matrix(Elision rows, Elision columns, Func<int, int, Node> entry, ColumnAlignment alignment, MatrixStyle style)
    {
        if (rows.Count == 0 || columns.Count == 0)
        {
            return Subscript(Fenced(style.Open, Text("\u00a0"), style.Close), Dimensions(rows.Count, columns.Count));
        }

        var (height, width) = (rows.Visible, columns.Visible);
        var cells = new Node[height * width];
        for (var r = 0; r < height; r++)
        {
            var i = rows.IndexOf(r);
            for (var c = 0; c < width; c++)
            {
                var j = columns.IndexOf(c);
                cells[(r * width) + c] = i < 0 ? (j < 0 ? DownDots : Dots) : j < 0 ? Ellipsis : style.IsBoxed(i, j) ? Boxed(entry(i, j)) : entry(i, j);
            }
        }

        Node matrix = new MatrixNode(rows, columns, cells, alignment, rows.Shown(style.RowLines), columns.Shown(style.ColumnLines), style.Open, style.Close);
        return rows.IsElided || columns.IsElided ? Subscript(matrix, Dimensions(rows.Count, columns.Count)) : matrix;
    }

    /// <summary>Lines of equal meaning under each other, aligned at their relation: each line is its left part and the rest from the relation on.</summary>
    public static Node Lines(params IReadOnlyList<(Node Left, Node Right)> lines) => new LinesNode(lines);

    /// <summary>Lines of a derivation, aligned at their relation, each with its reason at the right; <see cref="Empty"/> where it needs none.</summary>
    public static Node Derivation(params IReadOnlyList<(Node Left, Node Right, Node Reason)> lines) =>
        new LinesNode([.. lines.Select(l => (l.Left, l.Right))], [.. lines.Select(l => l.Reason)]);

    /// <summary>√radicand.</summary>
    public static Node SquareRoot(Node radicand) => new RootNode(radicand, null);

    /// <summary>The root of <paramref name="radicand"/> with its <paramref name="degree"/> written above the sign.</summary>
    public static Node Root(Node radicand, Node degree) => new RootNode(radicand, degree);

    /// <summary>body under a mark: x̂, x̄, x⃗; over more than one symbol the mark grows.</summary>
    public static Node Accent(Node body, AccentMark mark) => new AccentNode(body, mark);

    /// <summary>body over a brace, and what it stands for below.</summary>
    public static Node Underbrace(Node body, Node label) => new BraceNode(body, label);

    /// <summary>⟶ with something written above it, and below where <paramref name="below"/> is given; as long as these.</summary>
    public static Node Arrow(Node above, Node? below = null) => new ArrowNode(above, below);

    /// <summary>A function by cases: each value, and when it is the one.</summary>
    public static Node Cases(params IReadOnlyList<(Node Value, Node Condition)> cases) => new CasesNode(cases);

    /// <summary>n over k, a binomial coefficient.</summary>
    public static Node Binomial(Node n, Node k) => new BinomialNode(n, k);

    /// <summary>body in a frame, as pivots and other entries are pointed out; in plain text <c>[3]</c>.</summary>
    public static Node Boxed(Node body) => new BoxNode(body);

    /// <summary>|body|.</summary>
    public static Node AbsoluteValue(Node body) => Fenced("|", body, "|");

    /// <summary>‖body‖.</summary>
    public static Node Norm(Node body) => Fenced("‖", body, "‖");

    /// <summary>df/dx, Leibniz's derivative.</summary>
    public static Node Derivative(Node function, Node variable) => Differentials(Identifier("d"), function, variable);

    /// <summary>∂f/∂x.</summary>
    public static Node PartialDerivative(Node function, Node variable) => Differentials(Operator("∂"), function, variable);

    /// <summary>The plain text of the tree, for debuggers and assertions.</summary>
    public sealed override string ToString() => PlainText.Of(this);

    private static Node Dots { get; } = Operator("⋮");

    private static Node DownDots { get; } = Operator("⋱");

    private static Node Ellipsis { get; } = Operator("⋯");

    private static Node Differentials(Node d, Node function, Node variable) => Fraction(Row(d, function), Row(d, variable));

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

    /// <summary>A grid between fences, dots included as cells.</summary>
    /// <param name="RowElision">The rows.</param>
    /// <param name="ColumnElision">The columns.</param>
    /// <param name="Cells">What is shown, by rows.</param>
    /// <param name="Alignment">Of all columns.</param>
    /// <param name="RowLines">The numbers of shown rows that have a line below them, ascending.</param>
    /// <param name="ColumnLines">The numbers of shown columns that have a line after them, ascending.</param>
    /// <param name="Open">The fence on the left.</param>
    /// <param name="Close">The fence on the right.</param>
    public sealed record MatrixNode(
        Elision RowElision, Elision ColumnElision, IReadOnlyList<Node> Cells, ColumnAlignment Alignment, IReadOnlyList<int> RowLines, IReadOnlyList<int> ColumnLines, string Open, string Close) : Node
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

    /// <summary>Lines aligned at their relation; with <paramref name="Reasons"/> as many reasons, each at the right of its line.</summary>
    public sealed record LinesNode(IReadOnlyList<(Node Left, Node Right)> Items, IReadOnlyList<Node>? Reasons = null) : Node;

    /// <summary>A root; <paramref name="Degree"/> is null for a square root.</summary>
    public sealed record RootNode(Node Radicand, Node? Degree) : Node;

    /// <inheritdoc cref="Accent"/>
    public sealed record AccentNode(Node Body, AccentMark Mark) : Node
    {
        /// <summary>Whether the body is more than one letter, so that the mark has to grow.</summary>
        public bool IsWide => Body is not (IdentifierNode { Name.Length: 1 } or NumberNode { Digits.Length: 1 });
    }

    /// <inheritdoc cref="Underbrace"/>
    public sealed record BraceNode(Node Body, Node Label) : Node;

    /// <inheritdoc cref="Arrow"/>
    public sealed record ArrowNode(Node Above, Node? Below) : Node;

    /// <inheritdoc cref="Cases"/>
    public sealed record CasesNode(IReadOnlyList<(Node Value, Node Condition)> Items) : Node;

    /// <inheritdoc cref="Binomial"/>
    public sealed record BinomialNode(Node N, Node K) : Node;

    /// <inheritdoc cref="Boxed"/>
    public sealed record BoxNode(Node Body) : Node;

    /// <inheritdoc cref="Picture"/>
    public sealed record PictureNode(string Svg, string Alternative) : Node;
}
