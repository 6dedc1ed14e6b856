using System.Text;

namespace Adjoint.Notation;

/// <summary>The cells of one matrix as text, and the columns that they need.</summary>
internal sealed class TextGrid
{
    private readonly Node.MatrixNode matrix;
    private readonly TextBlock[] cells;

    // Blanks that a cell needs on its right to stand under its column's points and boxes.
    private readonly int[] missing;
    private readonly int[] widths;
    private readonly bool isFlat = true;
    private readonly bool isCentred;

    public TextGrid(Node.MatrixNode matrix, Func<Node, TextBlock> draw)
    {
        this.matrix = matrix;
        isCentred = matrix.Alignment != ColumnAlignment.DecimalPoint;
        var decimals = isCentred ? null : Decimals.ByColumn(matrix);
        cells = new TextBlock[matrix.Rows * matrix.Columns];
        missing = new int[cells.Length];
        widths = new int[matrix.Columns];
        for (var c = 0; c < matrix.Columns; c++)
        {
            var hasBox = HasBox(c);
            for (var r = 0; r < matrix.Rows; r++)
            {
                var (at, cell) = ((r * matrix.Columns) + c, matrix[r, c]);
                cells[at] = draw(cell);
                isFlat &= cells[at].Height == 1;

                // As wide as the bracket of a boxed entry beside it.
                missing[at] = (decimals is null ? 0 : Decimals.Missing(cell, decimals[c]).Length) + (hasBox && cell is not (Node.BoxNode or Node.OperatorNode) ? 1 : 0);
                widths[c] = Math.Max(widths[c], cells[at].Width + missing[at]);
            }
        }
    }

    /// <summary>The columns of text between the fences when the matrix keeps this many of its own; a line may need one more.</summary>
    public int Width(int most)
    {
        var shown = Shown(most);
        var width = 2 * (shown.Visible - 1);
        for (var c = 0; c < shown.Visible; c++)
        {
            width += shown.IndexOf(c) is >= 0 and var column ? widths[column] : 1;
        }

        return width;
    }

    /// <summary>The cells of the columns shown, without the fences.</summary>
    public TextBlock Draw(Elision columns)
    {
        var lines = columns.Shown(matrix.ColumnLines);
        var shownWidths = new int[columns.Visible];
        for (var c = 0; c < shownWidths.Length; c++)
        {
            shownWidths[c] = columns.IndexOf(c) is >= 0 and var column ? widths[column] : 1;
        }

        var rows = new List<TextBlock>(matrix.Rows + matrix.RowLines.Count);
        for (var r = 0; r < matrix.Rows; r++)
        {
            if (matrix.RowLines.Contains(r))
            {
                rows.Add(TextShapes.Rule(shownWidths, lines));
            }

            rows.Add(isFlat ? FlatRow(r, columns, lines) : Row(r, columns, lines));
        }

        var body = TextBlock.Above(rows, place: 0, baseline: 0);
        return body.WithBaseline((body.Height - 1) / 2);
    }

    private Elision Shown(int most) => Elision.Of(matrix.Columns, Math.Max(3, Math.Min(most, matrix.Columns)));

    private TextBlock FlatRow(int r, Elision columns, IReadOnlyList<int> lines)
    {
        var row = new StringBuilder();
        var width = 0;
        for (var c = 0; c < columns.Visible; c++)
        {
            if (c > 0)
            {
                row.Append(lines.Count > 0 && lines.Contains(c) ? " │ " : "  ");
                width += lines.Count > 0 && lines.Contains(c) ? 3 : 2;
            }

            if (columns.IndexOf(c) is not (>= 0 and var column))
            {
                row.Append(Dots(r));
                width++;
                continue;
            }

            var at = (r * matrix.Columns) + column;
            var blanks = widths[column] - cells[at].Width - missing[at];
            var left = IsCentred(at) ? blanks / 2 : blanks;
            row.Append(' ', left).Append(cells[at].FirstLine).Append(' ', blanks - left + missing[at]);
            width += widths[column];
        }

        return TextBlock.Of(row.ToString(), width);
    }

    private TextBlock Row(int r, Elision columns, IReadOnlyList<int> lines)
    {
        var line = new TextBlock[2 * columns.Visible];
        for (var c = 0; c < columns.Visible; c++)
        {
            line[2 * c] = c == 0 ? TextBlock.Empty : lines.Contains(c) ? TextBlock.Bar : TextBlock.Blank2;
            if (columns.IndexOf(c) is not (>= 0 and var column))
            {
                line[(2 * c) + 1] = TextBlock.Of(Dots(r));
                continue;
            }

            var at = (r * matrix.Columns) + column;
            var cell = missing[at] == 0 ? cells[at] : cells[at].Widen(cells[at].Width + missing[at], place: 0);
            line[(2 * c) + 1] = cell.Widen(widths[column], IsCentred(at) ? 1 : 2);
        }

        return TextBlock.Beside(line);
    }

    private string Dots(int r) => matrix.RowElision.IndexOf(r) < 0 ? "⋱" : "⋯";

    private bool IsCentred(int at) => isCentred && matrix.Cells[at] is Node.OperatorNode;

    private bool HasBox(int column)
    {
        for (var r = 0; r < matrix.Rows; r++)
        {
            if (matrix[r, column] is Node.BoxNode)
            {
                return true;
            }
        }

        return false;
    }
}
