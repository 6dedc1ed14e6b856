using System.Text.Json.Serialization;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;

namespace Adjoint.Exercises;

/// <summary>A kind of answers as data: from it the kind is made again where the exercise's code is not.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Element), "element")]
[JsonDerivedType(typeof(Matrix), "matrix")]
[JsonDerivedType(typeof(Vector), "vector")]
[JsonDerivedType(typeof(Subspace), "subspace")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Permutation), "permutation")]
[JsonDerivedType(typeof(SetOf), "set")]
[JsonDerivedType(typeof(Choice), "choice")]
[JsonDerivedType(typeof(Expression), "expression")]
[JsonDerivedType(typeof(MatrixExpression), "matrix expression")]
[JsonDerivedType(typeof(Recorded), "recorded")]
public abstract record AnswerDescription
{
    private AnswerDescription()
    {
    }

    // The name by which Field.Parse finds the field; null if it does not.
    internal static string? NameOf(IField field) => field is Rationals or PrimeField ? field.ToString() : null;

    // Calls the visitor with the kind at the type of its answers.
    internal abstract TResult Accept<TResult>(IAnswerVisitor<TResult> visitor);

    /// <summary>An element of a field.</summary>
    public sealed record Element(string Field) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Algebra.Field.Parse(Field).Accept(new Over<TResult>(this, visitor));
    }

    /// <summary>A matrix over a field, m×n if that is said.</summary>
    public sealed record Matrix(string Field, int? Rows, int? Columns) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Algebra.Field.Parse(Field).Accept(new Over<TResult>(this, visitor));
    }

    /// <summary>A vector of Fⁿ.</summary>
    public sealed record Vector(string Field, int Dimension) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Algebra.Field.Parse(Field).Accept(new Over<TResult>(this, visitor));
    }

    /// <summary>A subspace of Fⁿ.</summary>
    public sealed record Subspace(string Field, int Dimension) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Algebra.Field.Parse(Field).Accept(new Over<TResult>(this, visitor));
    }

    /// <summary>A real number.</summary>
    public sealed record Number(double Tolerance) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Compared(visitor, Answers.Number(Tolerance), _ => 0);
    }

    /// <summary>A permutation of 1, …, n.</summary>
    public sealed record Permutation(int Count) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor)
        {
            var identity = new MathNet.Numerics.Permutation([.. Enumerable.Range(0, Count)]);
            return Compared(visitor, Answers.Permutation(Count), _ => identity);
        }
    }

    /// <summary>A set.</summary>
    public sealed record SetOf(AnswerDescription Elements) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Elements.Accept(new OfSets<TResult>(visitor));
    }

    /// <summary>One of several options.</summary>
    public sealed record Choice(IReadOnlyList<string> Options) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => Compared(visitor, Answers.Choice(Options), _ => Options[0]);
    }

    /// <summary>An expression in variables, compared between two rational numbers.</summary>
    public sealed record Expression(IReadOnlyList<string> Variables, string Least, string Most) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => visitor.Visit(
            Answers.ExpressionBetween(Rational.Parse(Least, null), Rational.Parse(Most, null), Variables),
            answer => answer.Variables.FirstOrDefault(name => !Variables.Contains(name)) is { } other ? $"The answer has the variable {other}." : null);
    }

    /// <summary>An expression in declared variables, perhaps a derivative.</summary>
    public sealed record MatrixExpression(string Declarations, string? Function, string? Variable) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) => visitor.Visit(new MatrixExpressionKind(Declarations, Function, Variable), static _ => null);
    }

    /// <summary>Anything: what it is can be said in words, and be judged by the exercise's code alone.</summary>
    public sealed record Recorded(string Syntax, bool IsTyped) : AnswerDescription
    {
        internal override TResult Accept<TResult>(IAnswerVisitor<TResult> visitor) =>
            IsTyped ? visitor.Visit(new RecordedKind<string>(Syntax, text => text), _ => null) : visitor.Visit(new RecordedKind<Delegate>(Syntax, null), _ => null);
    }

    // What does not fit any solution does not fit one of the shape that is known.
    private static TResult Compared<T, TResult>(IAnswerVisitor<TResult> visitor, AnswerKind<T> kind, Func<T, T> ofTheShape) =>
        visitor.Visit(kind, answer => kind.Compare(answer, ofTheShape(answer)) is AnswerComparison.Unfit(var problem) ? problem : null);

    private sealed class Over<TResult>(AnswerDescription description, IAnswerVisitor<TResult> visitor) : IFieldVisitor<TResult>
    {
        public TResult Visit<T>(IField<T> field) => description switch
        {
            Matrix(_, var m, var n) => Compared(visitor, Answers.Matrix(field), answer => ExactMatrix.Zero(field, m ?? answer.Shape.Rows, n ?? answer.Shape.Columns)),
            Vector(_, var n) => Compared(visitor, Answers.Vector(field, n), _ => ExactMatrix.Zero(field, n, 1)),
            Subspace(_, var n) => Compared(visitor, Answers.Subspace(field, n), _ => ExactMatrix.Zero(field, n, 1).ColumnSpace()),
            _ => Compared(visitor, Answers.Element(field), _ => field.Zero),
        };
    }

    private sealed class OfSets<TResult>(IAnswerVisitor<TResult> visitor) : IAnswerVisitor<TResult>
    {
        public TResult Visit<T>(AnswerKind<T> kind, Func<T, string?> misfit) => visitor.Visit(Answers.SetOf(kind), set => set.Select(misfit).FirstOrDefault(problem => problem is not null));
    }
}
