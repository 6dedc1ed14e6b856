using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using Adjoint.MatrixCalculus;
using Adjoint.Symbolic;
using MathNet.Numerics;

namespace Adjoint.Exercises;

/// <summary>The kinds of answers.</summary>
public static class Answers
{
    /// <summary>A rational number, compared exactly.</summary>
    public static AnswerKind<Rational> ExactNumber { get; } = new FieldElementKind<Rational>(Rationals.Field);

    /// <summary>An element of a field, compared exactly.</summary>
    public static AnswerKind<T> Element<T>(IField<T> field) => new FieldElementKind<T>(field);

    /// <summary>A matrix over ℚ, compared entry by entry; one of another shape than the solution's is invalid, unless a misconception leads to it.</summary>
    public static AnswerKind<ExactMatrix<Rational>> Matrix() => Matrix(Rationals.Field);

    /// <summary>A matrix over a field, compared entry by entry; one of another shape than the solution's is invalid, unless a misconception leads to it.</summary>
    public static AnswerKind<ExactMatrix<T>> Matrix<T>(IField<T> field) => new MatrixKind<T>(field);

    /// <summary>A vector of ℚⁿ, a column in C#; typed as a row or a column. Anything else is invalid.</summary>
    public static AnswerKind<ExactMatrix<Rational>> Vector(int n) => Vector(Rationals.Field, n);

    /// <summary>A vector of Fⁿ, a column in C#; typed as a row or a column. Anything else is invalid.</summary>
    public static AnswerKind<ExactMatrix<T>> Vector<T>(IField<T> field, int n) => new VectorKind<T>(field, n);

    /// <summary>A subspace of Fⁿ, typed as vectors that span it, compared whatever the vectors are.</summary>
    public static AnswerKind<Subspace<T>> Subspace<T>(IField<T> field, int dimension) => new SubspaceKind<T>(field, dimension);

    /// <summary>A real number, up to a relative tolerance (absolute where the solution is 0). It may be typed as an expression without variables.</summary>
    public static AnswerKind<double> Number(double tolerance = 1e-6) => new NumberKind(tolerance);

    /// <summary>A permutation of 1, …, n, typed as disjoint cycles or as the images in order; in C# it counts from 0.</summary>
    public static AnswerKind<Permutation> Permutation(int n) => new PermutationKind(n);

    /// <summary>A finite set of answers of one kind.</summary>
    public static AnswerKind<IReadOnlyList<T>> SetOf<T>(AnswerKind<T> element) => new SetKind<T>(element);

    /// <summary>One of the options, which are text like a <see cref="Statement"/>.</summary>
    /// <exception cref="ArgumentException">There are not from 2 to 26 different options.</exception>
    public static AnswerKind<string> Choice(params IReadOnlyList<string> options) => new ChoiceKind(options);

    /// <summary>An expression in the given variables, compared as a function of real numbers from −4 to 4.</summary>
    public static AnswerKind<ScalarExpression> Expression(params IReadOnlyList<string> variables) => ExpressionBetween(-4, 4, variables);

    /// <summary>An expression in the given variables, compared as a function of real numbers between two bounds.</summary>
    /// <exception cref="ArgumentException">There is no number between them.</exception>
    public static AnswerKind<ScalarExpression> ExpressionBetween(Rational least, Rational most, params IReadOnlyList<string> variables) => least < most
        ? new ExpressionKind(variables, least, most)
        : throw new ArgumentException($"There is no number between {least} and {most}.", nameof(most));

    /// <summary>An expression of scalars, vectors and matrices such as <c>A'*x + b</c>, compared as a function at random points of several sizes; one of another shape than the solution's is invalid, unless a misconception leads to it.</summary>
    /// <param name="declarations">The variables that may occur: <c>A: m×n, x: m, b: n</c>.</param>
    public static AnswerKind<MatrixExpression> MatrixExpression(string declarations) => new MatrixExpressionKind(declarations);

    /// <summary>The derivative of an expression by a variable, in the layout of docs/conventions.md. A wrong answer is contradicted by a difference quotient of the function.</summary>
    /// <param name="function">The function: <c>x'*A*x</c>.</param>
    /// <param name="variable">The variable: <c>x</c>.</param>
    /// <param name="declarations">The variables that may occur: <c>A: n×n, x: n</c>.</param>
    public static AnswerKind<MatrixExpression> Derivative(string function, string variable, string declarations) => new MatrixExpressionKind(declarations, function, variable);

    /// <summary>A function in C#, judged on 100 inputs by its values; the smallest input found on which it is wrong is shown.</summary>
    /// <param name="signature">What is to be written: <c>a function from int to bool</c>.</param>
    /// <param name="inputs">Draws an input; what is drawn is made smaller by drawing smaller numbers and shorter lists.</param>
    /// <param name="limits">How much time and memory all inputs together may take; two seconds and 256 MiB if it is not given.</param>
    /// <param name="show">How an input or value is written; if it is not given, numbers, texts and lists are written as in C#.</param>
    /// <param name="areEqual">When two values are the same; if it is not given, equal elements in the same order.</param>
    public static AnswerKind<Func<TInput, TValue>> Function<TInput, TValue>(
        string signature, Func<Draw, TInput> inputs, FunctionLimits? limits = null, Func<object?, string>? show = null, Func<TValue, TValue, bool>? areEqual = null) =>
        new FunctionKind<TInput, TValue>(signature, inputs, limits ?? FunctionLimits.Default, show ?? ValueText.Of, areEqual ?? ((a, b) => ValueText.Equal(a, b)));
}
