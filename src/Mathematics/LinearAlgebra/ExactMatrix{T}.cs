using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>An immutable dense m×n matrix A = [aᵢⱼ] over a field, which it carries; stored by rows.</summary>
/// <remarks>Rows and columns count from 0; only displayed row steps number rows from 1 (docs/conventions.md).</remarks>
public sealed class ExactMatrix<T> : IEquatable<ExactMatrix<T>>, IHasNotation
{
    private readonly T[] entries;

    /// <summary>The array must not be changed afterwards, and its entries must belong to the field.</summary>
    internal ExactMatrix(IField<T> field, Shape shape, T[] entries) => (Field, Shape, this.entries) = (field, shape, entries);

    /// <summary>F, in which the entries are.</summary>
    public IField<T> Field { get; }

    /// <summary>m×n.</summary>
    public Shape Shape { get; }

    /// <summary>All entries, row after row; length m·n.</summary>
    public ReadOnlySpan<T> Entries => entries;

    private IDenseArithmetic<T> Arithmetic => DenseArithmetic.Over(Field);

    /// <summary>The entry aᵢⱼ; rows and columns count from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry; the message gives the shape.</exception>
    public T this[int row, int column] => (uint)row < (uint)Shape.Rows && (uint)column < (uint)Shape.Columns
        ? entries[(row * Shape.Columns) + column]
        : throw new ArgumentOutOfRangeException(
            (uint)row < (uint)Shape.Rows ? nameof(column) : nameof(row),
            string.Create(CultureInfo.InvariantCulture, $"A is {Shape}, and there is no entry ({row}, {column}); rows and columns count from 0."));

    /// <summary>The submatrix of the given rows and columns: <c>A[..2, 1..]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A range leaves the matrix.</exception>
    public ExactMatrix<T> this[Range rows, Range columns]
    {
        get
        {
            var (top, height) = Within(rows, Shape.Rows, "rows");
            var (left, width) = Within(columns, Shape.Columns, "columns");
            var part = new T[height * width];
            for (var i = 0; i < height; i++)
            {
                RowSpan(top + i).Slice(left, width).CopyTo(part.AsSpan(i * width));
            }

            return new(Field, new(height, width), part);
        }
    }

    private (int Offset, int Length) Within(Range range, int count, string what)
    {
        var (start, end) = (range.Start.GetOffset(count), range.End.GetOffset(count));
        return start >= 0 && start <= end && end <= count
            ? (start, end - start)
            : throw new ArgumentOutOfRangeException(what, string.Create(CultureInfo.InvariantCulture, $"A is {Shape}, and the {what} {range} leave it; rows and columns count from 0."));
    }

    /// <summary>A + B, entry by entry.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public static ExactMatrix<T> operator +(ExactMatrix<T> a, ExactMatrix<T> b)
    {
        a.RequireSameShape("A + B", b);
        var (field, sum) = (a.Field, new T[a.entries.Length]);
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = field.Add(a.entries[i], b.entries[i]);
        }

        return new(field, a.Shape, sum);
    }

    /// <summary>A − B, entry by entry.</summary>
    /// <exception cref="ShapeMismatchException">The shapes differ.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public static ExactMatrix<T> operator -(ExactMatrix<T> a, ExactMatrix<T> b)
    {
        a.RequireSameShape("A − B", b);
        return a + -b;
    }

    /// <summary>−A.</summary>
    public static ExactMatrix<T> operator -(ExactMatrix<T> a) => new(a.Field, a.Shape, Array.ConvertAll(a.entries, a.Field.Negate));

    /// <summary>c·A, every entry times c.</summary>
    /// <exception cref="ForeignElementException">c is no element of the field of A.</exception>
    public static ExactMatrix<T> operator *(T c, ExactMatrix<T> a)
    {
        var scalar = a.Field.Own(c);
        return new(a.Field, a.Shape, Array.ConvertAll(a.entries, x => a.Field.Multiply(scalar, x)));
    }

    /// <summary>c·A, every entry times c.</summary>
    /// <exception cref="ForeignElementException">c is no element of the field of A.</exception>
    public static ExactMatrix<T> operator *(ExactMatrix<T> a, T c) => c * a;

    /// <summary>n·A, every entry times the image of n in the field.</summary>
    public static ExactMatrix<T> operator *(long n, ExactMatrix<T> a) => a.Field.FromInteger(n) * a;

    /// <summary>n·A, every entry times the image of n in the field.</summary>
    public static ExactMatrix<T> operator *(ExactMatrix<T> a, long n) => n * a;

    /// <summary>The product A·B : m×n, for A : m×k and B : k×n.</summary>
    /// <exception cref="ShapeMismatchException">A has k columns and B does not have k rows.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public static ExactMatrix<T> operator *(ExactMatrix<T> a, ExactMatrix<T> b)
    {
        a.RequireSameField(b);
        if (a.Shape.Columns != b.Shape.Rows)
        {
            throw new ShapeMismatchException("A·B", a.Shape, b.Shape, "columns of A must equal rows of B");
        }

        var shape = new Shape(a.Shape.Rows, b.Shape.Columns);
        return new(a.Field, shape, a.Arithmetic.Multiply(a.entries, b.entries, shape.Rows, a.Shape.Columns, shape.Columns));
    }

    /// <summary>Equality of field, shape and entries.</summary>
    public static bool operator ==(ExactMatrix<T>? left, ExactMatrix<T>? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether field, shape or an entry differ.</summary>
    public static bool operator !=(ExactMatrix<T>? left, ExactMatrix<T>? right) => !(left == right);

    /// <summary>Row i : 1×n; rows count from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no row i.</exception>
    public ExactMatrix<T> Row(int row) => new(Field, new(1, Shape.Columns), RowSpan(row).ToArray());

    /// <summary>Column j : m×1; columns count from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no column j.</exception>
    public ExactMatrix<T> Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Shape.Columns);
        return this[.., column..(column + 1)];
    }

    /// <summary>Row i without a copy; length n.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no row i.</exception>
    public ReadOnlySpan<T> RowSpan(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Shape.Rows);
        return entries.AsSpan(row * Shape.Columns, Shape.Columns);
    }

    /// <summary>Aᵀ : n×m.</summary>
    public ExactMatrix<T> Transpose()
    {
        var (rows, columns) = Shape;
        var transposed = new T[entries.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = entries[(i * columns) + j];
            }
        }

        return new(Field, Shape.Transposed, transposed);
    }

    /// <summary>[A | B] : m×(n + k), for B : m×k.</summary>
    /// <exception cref="ShapeMismatchException">The numbers of rows differ.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public ExactMatrix<T> Augment(ExactMatrix<T> right)
    {
        RequireSameField(right);
        if (Shape.Rows != right.Shape.Rows)
        {
            throw new ShapeMismatchException("[A | B]", Shape, right.Shape, "both must have the same number of rows");
        }

        var shape = new Shape(Shape.Rows, Shape.Columns + right.Shape.Columns);
        var joined = new T[shape.Count];
        for (var i = 0; i < shape.Rows; i++)
        {
            RowSpan(i).CopyTo(joined.AsSpan(i * shape.Columns));
            right.RowSpan(i).CopyTo(joined.AsSpan((i * shape.Columns) + Shape.Columns));
        }

        return new(Field, shape, joined);
    }

    /// <summary>A above B : (m + k)×n, for B : k×n.</summary>
    /// <exception cref="ShapeMismatchException">The numbers of columns differ.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public ExactMatrix<T> Stack(ExactMatrix<T> below)
    {
        RequireSameField(below);
        return Shape.Columns == below.Shape.Columns
            ? new(Field, new(Shape.Rows + below.Shape.Rows, Shape.Columns), [.. entries, .. below.entries])
            : throw new ShapeMismatchException("A above B", Shape, below.Shape, "both must have the same number of columns");
    }

    /// <summary>f(aᵢⱼ) in place of every entry.</summary>
    /// <exception cref="ForeignElementException">A value of f is no element of the field.</exception>
    public ExactMatrix<T> Map(Func<T, T> f) => new(Field, Shape, Array.ConvertAll(entries, x => Field.Own(f(x))));

    /// <summary>Aⁿ; A⁰ = I, and A⁻ⁿ = (A⁻¹)ⁿ.</summary>
    /// <exception cref="NotSquareException">A is not square.</exception>
    /// <exception cref="SingularMatrixException">n &lt; 0 and A has no inverse.</exception>
    public ExactMatrix<T> Power(int n)
    {
        RequireSquare("Aⁿ");
        var (square, exponent) = n < 0 ? (Inverse(), -(long)n) : (this, n);
        ExactMatrix<T>? power = null;
        while (exponent > 0)
        {
            if ((exponent & 1) != 0)
            {
                power = power is null ? square : power * square;
            }

            exponent >>= 1;
            square = exponent == 0 ? square : square * square;
        }

        return power ?? ExactMatrix.Identity(Field, Shape.Rows);
    }

    /// <summary>tr A = Σ aᵢᵢ.</summary>
    /// <exception cref="NotSquareException">A is not square.</exception>
    public T Trace()
    {
        RequireSquare("tr A");
        var trace = Field.Zero;
        for (var i = 0; i < Shape.Rows; i++)
        {
            trace = Field.Add(trace, this[i, i]);
        }

        return trace;
    }

    /// <summary>det A; 1 for the empty matrix.</summary>
    /// <exception cref="NotSquareException">A is not square.</exception>
    public T Determinant()
    {
        RequireSquare("det A");
        return Arithmetic.Determinant(entries, Shape.Rows);
    }

    /// <summary>The dimension of the space that the rows span, and the columns too.</summary>
    public int Rank() => Arithmetic.Rank(entries, Shape.Rows, Shape.Columns);

    /// <summary>The reduced row echelon form of A with its pivot columns.</summary>
    /// <remarks>For the elementary steps that lead there see <see cref="RowReduction{T}.Of"/>.</remarks>
    public EchelonForm<T> RowReduce()
    {
        var (reduced, pivots) = Arithmetic.RowReduce(entries, Shape.Rows, Shape.Columns);
        return new(new(Field, Shape, reduced), pivots);
    }

    /// <summary>Gauss–Jordan elimination step by step, as by hand; with <paramref name="barAfter"/> = k the matrix is [A | B] with k columns left of the bar.</summary>
    /// <inheritdoc cref="RowReduction{T}.Of"/>
    public RowReduction<T> RowReduceStepwise(int? barAfter = null) => RowReduction<T>.Of(this, barAfter);

    /// <summary>The elimination of A·x = b step by step: that of [A | b] with a bar, pivots sought left of it only. For B : m×k all systems at once.</summary>
    /// <exception cref="ShapeMismatchException">The numbers of rows differ.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public RowReduction<T> RowReduceStepwise(ExactMatrix<T> b) => RowReduction<T>.Of(Augment(b), Shape.Columns);

    /// <summary>A⁻¹, with A·A⁻¹ = A⁻¹·A = I.</summary>
    /// <exception cref="NotSquareException">A is not square.</exception>
    /// <exception cref="SingularMatrixException">The rank is below n; the message gives both.</exception>
    public ExactMatrix<T> Inverse()
    {
        RequireSquare("A⁻¹");
        var n = Shape.Rows;

        // [A | I] has rank n, so its pivots are the first n columns exactly if A is regular.
        var reduced = Augment(ExactMatrix.Identity(Field, n)).RowReduce();
        var rank = reduced.Pivots.Count(j => j < n);
        return rank == n ? reduced.Matrix[.., n..] : throw new SingularMatrixException(rank, n);
    }

    /// <summary>ker A = {x : A·x = 0}, a subspace of Fⁿ of dimension n − rank A. Each basis vector has one free variable 1 and the others 0.</summary>
    public Subspace<T> Nullspace() => NullspaceOf(RowReduce(), Shape.Columns);

    /// <summary>im A = {A·x}, a subspace of Fᵐ of dimension rank A; the basis consists of the pivot columns of A.</summary>
    public Subspace<T> ColumnSpace()
    {
        var pivots = RowReduce().Pivots;
        return new(ExactMatrix.Build(Field, Shape.Rows, pivots.Count, (i, j) => this[i, pivots[j]]));
    }

    /// <summary>The space that the rows span, as columns in Fⁿ; the basis consists of the nonzero rows of the reduced row echelon form.</summary>
    public Subspace<T> RowSpace()
    {
        var reduced = RowReduce();
        return new(reduced.Matrix[..reduced.Rank, ..].Transpose());
    }

    /// <summary>All x : n×1 with A·x = b, for b : m×1.</summary>
    /// <exception cref="ShapeMismatchException">b is not m×1.</exception>
    /// <exception cref="ForeignElementException">The fields differ.</exception>
    public SolutionSet<T> Solve(ExactMatrix<T> b)
    {
        RequireSameField(b);
        if (b.Shape != new Shape(Shape.Rows, 1))
        {
            throw new ShapeMismatchException("A·x = b", Shape, b.Shape, $"b must be {new Shape(Shape.Rows, 1)}");
        }

        var n = Shape.Columns;
        var reduced = Augment(b).RowReduce();
        if (reduced.Rank > 0 && reduced.Pivots[^1] == n)
        {
            // b is independent of the columns of A, so some y is orthogonal to them and not to b: [A | b]ᵀ·y = (0, …, 0, 1)ᵀ has a solution.
            var last = ExactMatrix.Build(Field, n + 1, 1, (i, _) => i == n ? Field.One : Field.Zero);
            var proof = (SolutionSet<T>.Affine)Augment(b).Transpose().Solve(last);
            return new SolutionSet<T>.None(proof.Particular.Transpose());
        }

        var particular = new T[n];
        Array.Fill(particular, Field.Zero);
        for (var i = 0; i < reduced.Rank; i++)
        {
            particular[reduced.Pivots[i]] = reduced.Matrix[i, n];
        }

        return new SolutionSet<T>.Affine(new(Field, new(n, 1), particular), NullspaceOf(reduced, n));
    }

    /// <summary>All x : n×1 with A·x = b, for the m entries of b.</summary>
    /// <exception cref="ShapeMismatchException">b does not have m entries.</exception>
    /// <exception cref="ForeignElementException">An entry of b is no element of the field.</exception>
    public SolutionSet<T> Solve(params ReadOnlySpan<T> b) => Solve(ExactMatrix.Column(Field, b));

    /// <summary>The solutions of A·x = b, for integers in place of their images n·1 in the field.</summary>
    /// <exception cref="ShapeMismatchException">b has not as many entries as A has rows.</exception>
    public SolutionSet<T> Solve(params ReadOnlySpan<int> b)
    {
        var images = new T[b.Length];
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = Field.FromInteger(b[i]);
        }

        return Solve(ExactMatrix.Column(Field, images));
    }

    /// <inheritdoc/>
    public bool Equals(ExactMatrix<T>? other) => ReferenceEquals(this, other)
        || (other is not null && Shape == other.Shape && Field.Equals(other.Field) && entries.AsSpan().SequenceEqual(other.entries, EqualityComparer<T>.Default));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExactMatrix<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Field);
        hash.Add(Shape);
        foreach (var entry in entries)
        {
            hash.Add(entry);
        }

        return hash.ToHashCode();
    }

    /// <summary>[aᵢⱼ], with ⋯ for what lies past <see cref="NotationOptions.Limit"/> rows or columns.</summary>
    public Node Describe(NotationOptions options) => Describe(options, MatrixStyle.Default);

    /// <summary>[aᵢⱼ] with lines between blocks, boxes and fences.</summary>
    public Node Describe(NotationOptions options, MatrixStyle style)
    {
        var perEntry = options.ForEntries;
        return Node.Matrix(
            Elision.Of(Shape.Rows, options.Limit), Elision.Of(Shape.Columns, options.Limit), (i, j) => Field.Describe(this[i, j], perEntry), ColumnAlignment.Center, style);
    }

    /// <summary>Writes <c>1 2; 3 4</c>, which <see cref="ExactMatrix.Parse{T}(string, IField{T})"/> reads back; a matrix without entries as <c>0×3</c>, which it does not.</summary>
    public override string ToString() => entries.Length == 0
        ? Shape.ToString()
        : string.Join("; ", Enumerable.Range(0, Shape.Rows).Select(i => string.Join(' ', RowSpan(i).ToArray().Select(Field.Format))));

    private static Subspace<T> NullspaceOf(EchelonForm<T> reduced, int columns)
    {
        var field = reduced.Matrix.Field;
        var free = Enumerable.Range(0, columns).Except(reduced.Pivots).ToArray();
        var basis = new T[columns * free.Length];
        Array.Fill(basis, field.Zero);
        for (var k = 0; k < free.Length; k++)
        {
            basis[(free[k] * free.Length) + k] = field.One;
            for (var i = 0; i < reduced.Rank && reduced.Pivots[i] < free[k]; i++)
            {
                basis[(reduced.Pivots[i] * free.Length) + k] = field.Negate(reduced.Matrix[i, free[k]]);
            }
        }

        return new(new(field, new(columns, free.Length), basis));
    }

    private void RequireSquare(string operation)
    {
        if (!Shape.IsSquare)
        {
            throw new NotSquareException(operation, Shape);
        }
    }

    private void RequireSameShape(string operation, ExactMatrix<T> other)
    {
        RequireSameField(other);
        if (Shape != other.Shape)
        {
            throw new ShapeMismatchException(operation, Shape, other.Shape, "shapes must be equal");
        }
    }

    private void RequireSameField(ExactMatrix<T> other)
    {
        if (!Field.Equals(other.Field))
        {
            throw new ForeignElementException($"A matrix over {other.Field}", $"the matrices over {Field}");
        }
    }
}
