using Adjoint.Algebra;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.LinearAlgebra;

/// <summary>Matrices with something drawn around their entries, for exact ones and for those of MathNet.</summary>
public static class MatrixAnnotations
{
    extension<T>(ExactMatrix<T> a)
    {
        /// <inheritdoc cref="AnnotatedMatrix.Blocks"/>
        public AnnotatedMatrix Blocks(ReadOnlySpan<int> rowLines, ReadOnlySpan<int> columnLines) => Annotated(a).Blocks(rowLines, columnLines);

        /// <inheritdoc cref="AnnotatedMatrix.Highlight"/>
        public AnnotatedMatrix Highlight(params ReadOnlySpan<(int Row, int Column)> entries) => Annotated(a).Highlight(entries);

        /// <inheritdoc cref="AnnotatedMatrix.Between"/>
        public AnnotatedMatrix Between(string open, string close) => Annotated(a).Between(open, close);

        /// <summary>[A | B] with its bar.</summary>
        /// <exception cref="ShapeMismatchException">The numbers of rows differ.</exception>
        public AnnotatedMatrix Beside(ExactMatrix<T> b) => Annotated(a.Augment(b)).Blocks([], [a.Shape.Columns]);

        /// <summary>Where the nonzero entries stand, as a picture.</summary>
        public SparsityPicture Spy() => new(SparsityPattern.Of(Matrix<double>.Build.SparseOfIndexed(
            a.Shape.Rows, a.Shape.Columns, Enumerable.Range(0, a.Shape.Count).Where(k => !a.Field.IsZero(a.Entries[k])).Select(k => Tuple.Create(k / a.Shape.Columns, k % a.Shape.Columns, 1.0)))));
    }

    extension<T>(Matrix<T> a) where T : struct, IEquatable<T>, IFormattable
    {
        /// <inheritdoc cref="AnnotatedMatrix.Blocks"/>
        public AnnotatedMatrix Blocks(ReadOnlySpan<int> rowLines, ReadOnlySpan<int> columnLines) => Annotated(a).Blocks(rowLines, columnLines);

        /// <inheritdoc cref="AnnotatedMatrix.Highlight"/>
        public AnnotatedMatrix Highlight(params ReadOnlySpan<(int Row, int Column)> entries) => Annotated(a).Highlight(entries);

        /// <inheritdoc cref="AnnotatedMatrix.Between"/>
        public AnnotatedMatrix Between(string open, string close) => Annotated(a).Between(open, close);

        /// <summary>[A | B] with its bar.</summary>
        /// <exception cref="ShapeMismatchException">The numbers of rows differ.</exception>
        public AnnotatedMatrix Beside(Matrix<T> b) => a.RowCount == b.RowCount
            ? Annotated(a.Append(b)).Blocks([], [a.ColumnCount])
            : throw new ShapeMismatchException("[A | B]", Shape.Of(a), Shape.Of(b), "both must have the same number of rows");

        /// <summary>A picture of where the nonzeros lie.</summary>
        public SparsityPicture Spy() => new(SparsityPattern.Of(a));

        /// <summary>[A | b] with its bar.</summary>
        /// <exception cref="ShapeMismatchException">b has not as many entries as A has rows.</exception>
        public AnnotatedMatrix Beside(Vector<T> b) => a.Beside(b.ToColumnMatrix());
    }

    /// <summary>The matrix with a picture of its values beside the entries.</summary>
    public static MatrixHeatMap WithHeatMap(this ExactMatrix<Rational> a) => new(a.Shape, (i, j) => (double)a[i, j], a.Describe);

    /// <summary>The matrix with a picture of its values beside the entries.</summary>
    public static MatrixHeatMap WithHeatMap(this Matrix<double> a) => new(Shape.Of(a), a.Storage.At, options => MathNetNotation.Describe(a, options));

    private static AnnotatedMatrix Annotated<T>(ExactMatrix<T> a) => new(a.Shape, a.Describe);

    private static AnnotatedMatrix Annotated<T>(Matrix<T> a) where T : struct, IEquatable<T>, IFormattable =>
        new(Shape.Of(a), (options, style) => MathNetNotation.Describe(a, options, style));
}
