using System.Globalization;
using Adjoint.Algebra;
using Adjoint.Notation;

namespace Adjoint.LinearAlgebra;

/// <summary>An elementary row operation. Rows count from 0 here and from R₁ in what is shown.</summary>
/// <param name="Field">The field of the matrices that it applies to.</param>
public abstract record RowStep<T>(IField<T> Field) : IHasNotation
{
    /// <summary>The step that undoes this one.</summary>
    public abstract RowStep<T> Inverse();

    /// <summary>The matrix E : m×m with E·A = the step applied to A, which is the step applied to the identity.</summary>
    /// <exception cref="ArgumentException">A row of the step is not among the m rows.</exception>
    public ExactMatrix<T> Elementary(int rows) => Apply(ExactMatrix.Identity(Field, rows));

    /// <summary>The matrix after the step.</summary>
    /// <exception cref="ArgumentException">A row of the step is not among those of A.</exception>
    /// <exception cref="ForeignElementException">A has another field.</exception>
    public ExactMatrix<T> Apply(ExactMatrix<T> a)
    {
        if (!a.Field.Equals(Field))
        {
            throw new ForeignElementException($"A matrix over {a.Field}", $"the matrices over {Field}");
        }

        if (LastRow >= a.Shape.Rows)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{this} needs {LastRow + 1} rows, and A is {a.Shape}."));
        }

        var entries = a.Entries.ToArray();
        ApplyTo(entries, a.Shape.Columns);
        return new(Field, a.Shape, entries);
    }

    /// <inheritdoc/>
    public abstract Node Describe(NotationOptions options);

    /// <summary>The step in one line: <c>R₂ ← R₂ − 3·R₁</c>.</summary>
    public sealed override string ToString() => PlainText.Of(this);

    /// <summary>Changes the rows in place.</summary>
    internal abstract void ApplyTo(Span<T> entries, int columns);

    private protected abstract int LastRow { get; }

    private protected static Node Name(int row) =>
        Node.Subscript(Node.Identifier("R"), Node.Number((row + 1).ToString(CultureInfo.InvariantCulture)));

    // A number with a sign in front of R needs parentheses, and so does a sum; a fraction or plain number does not.
    private protected static Node Coefficient(Node c) => c is Node.NumberNode { Digits: var digits } && !digits.StartsWith('-') || c is Node.FractionNode or Node.IdentifierNode
        ? c
        : Node.Parenthesised(c);

    /// <summary>Rᵢ ↔ Rⱼ.</summary>
    public sealed record Swap(IField<T> Field, int First, int Second) : RowStep<T>(Field)
    {
        private protected override int LastRow => Math.Max(First, Second);

        /// <summary>The same swap.</summary>
        public override RowStep<T> Inverse() => this;

        /// <inheritdoc/>
        public override Node Describe(NotationOptions options) => Node.Row(Name(First), Node.Operator("↔"), Name(Second));

        internal override void ApplyTo(Span<T> entries, int columns)
        {
            for (var j = 0; j < columns; j++)
            {
                (entries[(First * columns) + j], entries[(Second * columns) + j]) = (entries[(Second * columns) + j], entries[(First * columns) + j]);
            }
        }
    }

    /// <summary>Rᵢ ← c·Rᵢ, with c ≠ 0.</summary>
    public sealed record Scale(IField<T> Field, int Row, T Factor) : RowStep<T>(Field)
    {
        private protected override int LastRow => Row;

        /// <summary>Rᵢ ← c⁻¹·Rᵢ.</summary>
        /// <exception cref="NotInvertibleException">c = 0.</exception>
        public override RowStep<T> Inverse() => this with { Factor = Field.Invert(Factor) };

        /// <inheritdoc/>
        public override Node Describe(NotationOptions options) => Node.Row(
            Name(Row), Node.Operator("←"), Coefficient(Field.Describe(Factor, options)), Node.Operator("·"), Name(Row));

        internal override void ApplyTo(Span<T> entries, int columns)
        {
            foreach (ref var entry in entries.Slice(Row * columns, columns))
            {
                entry = Field.Multiply(Factor, entry);
            }
        }
    }

    /// <summary>Rᵢ ← Rᵢ + c·Rⱼ, with i ≠ j.</summary>
    public sealed record AddMultiple(IField<T> Field, int Target, int Source, T Factor) : RowStep<T>(Field)
    {
        private protected override int LastRow => Math.Max(Target, Source);

        /// <summary>Rᵢ ← Rᵢ − c·Rⱼ.</summary>
        public override RowStep<T> Inverse() => this with { Factor = Field.Negate(Factor) };

        /// <summary>Rᵢ ← Rᵢ − 3·Rⱼ rather than Rᵢ + (−3)·Rⱼ.</summary>
        public override Node Describe(NotationOptions options)
        {
            var c = Field.Describe(Factor, options);
            var minus = c is Node.NumberNode { Digits: ['-', ..] } or Node.RowNode { Items: [Node.OperatorNode { Symbol: "−" }, ..] };
            var absolute = minus ? Field.Describe(Field.Negate(Factor), options) : c;
            Node[] multiple = absolute == Node.Number("1") ? [Name(Source)] : [Coefficient(absolute), Node.Operator("·"), Name(Source)];
            return Node.Row([Name(Target), Node.Operator("←"), Name(Target), Node.Operator(minus ? "−" : "+"), .. multiple]);
        }

        internal override void ApplyTo(Span<T> entries, int columns)
        {
            var target = entries.Slice(Target * columns, columns);
            var source = entries.Slice(Source * columns, columns);
            for (var j = 0; j < columns; j++)
            {
                target[j] = Field.Add(target[j], Field.Multiply(Factor, source[j]));
            }
        }
    }
}
