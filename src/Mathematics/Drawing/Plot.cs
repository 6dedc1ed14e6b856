using System.Numerics;
using Adjoint.Symbolic;
using MathNet.Numerics.LinearAlgebra;

namespace Adjoint.Drawing;

/// <summary>The pictures that a course in mathematics needs, each in one call. Functions are lambdas, or text that <see cref="ScalarExpression"/> reads.</summary>
/// <remarks>All return a <see cref="Figure"/>, to which more can be added: <c>Plot.Function("exp(x)", -1, 1).Curve(x => 1 + x, -1, 1, "1 + x")</c>.</remarks>
public static class Plot
{
    /// <summary>The graph of f, interrupted at poles and jumps.</summary>
    /// <param name="f">Evaluated at some hundreds of places, closer together where the graph bends.</param>
    /// <param name="from">The left end.</param>
    /// <param name="to">The right end.</param>
    /// <param name="label">What the legend calls it.</param>
    /// <exception cref="ArgumentException">The interval is reversed or not finite.</exception>
    public static Figure Function(Func<double, double> f, double from, double to, string label = "") => Figure.Empty.Curve(f, from, to, label);

    /// <summary>The graph of an expression in one variable: <c>Plot.Function("sin(x)/x", -20, 20)</c>.</summary>
    /// <exception cref="Notation.NotationParseException">The text is no expression.</exception>
    /// <exception cref="ArgumentException">It has more than one variable, or the interval is reversed or not finite.</exception>
    public static Figure Function(string expression, double from, double to) => Functions(from, to, expression);

    /// <summary>The graphs of several expressions in the same variable.</summary>
    /// <exception cref="Notation.NotationParseException">A text is no expression.</exception>
    /// <exception cref="ArgumentException">There is more than one variable, no expression, or the interval is reversed or not finite.</exception>
    public static Figure Functions(double from, double to, params IReadOnlyList<string> expressions)
    {
        var parsed = expressions.Select(ScalarExpression.Parse).ToList();
        var variables = parsed.SelectMany(e => e.Variables).Distinct(StringComparer.Ordinal).ToList();
        if (parsed.Count == 0 || variables.Count > 1)
        {
            throw new ArgumentException(parsed.Count == 0
                ? "A graph needs at least one expression."
                : $"Graphs in one picture share their variable, and here are {string.Join(", ", variables)}.", nameof(expressions));
        }

        var figure = parsed.Aggregate(Figure.Empty, (drawn, e) => drawn.Curve(e.AsFunction(), from, to, e.Text));
        return figure.Axes(variables.FirstOrDefault("x"), "");
    }

    /// <summary>Level lines of f over a rectangle and, unless <paramref name="gradient"/> is false, arrows along ∇f, which stand perpendicular on them.</summary>
    /// <remarks>An arrow is as long as ∇f, in a scale in which all but the longest twentieth fit between their neighbours; those are shortened. ∇f is a central difference.</remarks>
    /// <exception cref="ArgumentException">A side has no length or is not finite.</exception>
    public static Figure Contours(Func<double, double, double> f, (double From, double To) x, (double From, double To) y, int levels = 10, bool gradient = true, string label = "")
    {
        var lines = Figure.Empty.Contours(f, x, y, levels, label).EqualAspect();
        return gradient ? lines.Arrows(FieldArrows.Of(FieldArrows.Gradient(f, x, y), x, y), "gradient") : lines;
    }

    /// <summary>Level lines and gradient of an expression in x and y: <c>Plot.Contours("x^2 + 3y^2", (-2, 2), (-2, 2))</c>.</summary>
    /// <inheritdoc cref="Contours(Func{double, double, double}, ValueTuple{double, double}, ValueTuple{double, double}, int, bool, string)"/>
    /// <exception cref="Notation.NotationParseException">The text is no expression.</exception>
    public static Figure Contours(string expression, (double From, double To) x, (double From, double To) y, int levels = 10, bool gradient = true) =>
        Contours(ScalarExpression.Parse(expression).AsFunction("x", "y"), x, y, levels, gradient, expression).Axes("x", "y");

    /// <summary>The graph of an expression in x and y as a surface: <c>Plot.Surface("x^2 - y^2", (-1, 1), (-1, 1))</c>. For a lambda see <see cref="SurfaceFigure.Of(Func{double, double, double}, ValueTuple{double, double}, ValueTuple{double, double})"/>.</summary>
    /// <exception cref="Notation.NotationParseException">The text is no expression.</exception>
    /// <exception cref="ArgumentException">A side has no length or is not finite, or another variable occurs.</exception>
    public static SurfaceFigure Surface(string expression, (double From, double To) x, (double From, double To) y) =>
        SurfaceFigure.Of(ScalarExpression.Parse(expression).AsFunction("x", "y"), x, y).Title(expression);

    /// <summary>The vector field (x, y) ↦ (u, v), an arrow at each point of a grid.</summary>
    /// <remarks>An arrow is as long as its vector, in a scale in which all but the longest twentieth fit between their neighbours; those are shortened.</remarks>
    /// <exception cref="ArgumentException">A side has no length or is not finite.</exception>
    public static Figure VectorField(Func<double, double, (double U, double V)> field, (double From, double To) x, (double From, double To) y, string label = "") =>
        Figure.Empty.Arrows(FieldArrows.Of(field, x, y), label).EqualAspect();

    /// <summary>The vector field with components u and v, expressions in x and y: <c>Plot.VectorField("-y", "x", (-2, 2), (-2, 2))</c>.</summary>
    /// <exception cref="Notation.NotationParseException">A text is no expression.</exception>
    /// <exception cref="ArgumentException">A side has no length or is not finite, or another variable occurs.</exception>
    public static Figure VectorField(string u, string v, (double From, double To) x, (double From, double To) y)
    {
        var (first, second) = (ScalarExpression.Parse(u).AsFunction("x", "y"), ScalarExpression.Parse(v).AsFunction("x", "y"));
        return VectorField((a, b) => (first(a, b), second(a, b)), x, y, $"({u}, {v})").Axes("x", "y");
    }

    /// <summary>What a 2×2 matrix does to the unit circle, and its eigenvectors: where x and A·x are on one line through 0.</summary>
    /// <exception cref="ArgumentException">A is not 2×2, or an entry is not finite.</exception>
    public static Figure Eigenvectors(Matrix<double> a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return PlaneMap.Of(a).Draw();
    }

    /// <inheritdoc cref="Eigenvectors(Matrix{double})"/>
    public static Figure Eigenvectors(double[,] a) => Eigenvectors(Matrix<double>.Build.DenseOfArray(a));

    /// <summary>The unit spheres {(x, y) : (|x|ᵖ + |y|ᵖ)^(1/p) = 1} for each p; p = ∞ is the maximum norm.</summary>
    /// <exception cref="ArgumentException">A p is below 1, so that the triangle inequality fails, or is NaN; or there is none.</exception>
    public static Figure UnitBalls(params IReadOnlyList<double> p) => p.Count == 0
        ? throw new ArgumentException("Unit balls need at least one p.", nameof(p))
        : p.Aggregate(Figure.Empty, (figure, q) => figure.Curve(Closed(NormBall.OfP(q)), double.IsInfinity(q) ? "p = ∞" : FormattableString.Invariant($"p = {q}"))).EqualAspect();

    /// <summary>The unit ball {(x, y) : ‖(x, y)‖ ≤ 1} of a norm of the plane.</summary>
    /// <exception cref="ArgumentException">The function is no norm: the message gives the place where it fails to be one.</exception>
    public static Figure UnitBall(Func<double, double, double> norm, string label = "") => Figure.Empty.Polygon(NormBall.Of(norm), label).EqualAspect();

    /// <summary>The complex function f by colour: the hue is its argument, and each doubling of its modulus is one band from dark to light. Zeros and poles are marked.</summary>
    /// <remarks>E. Wegert, <i>Visual Complex Functions</i>, Birkhäuser 2012, §2.5. Zeros and poles are found by the argument principle.</remarks>
    /// <exception cref="ArgumentException">A side has no length or is not finite.</exception>
    public static Figure DomainColouring(Func<Complex, Complex> f, (double From, double To) re, (double From, double To) im, string label = "") =>
        new PhasePortrait(f, re, im).Draw(label);

    /// <summary>An expression in one complex variable by colour: <c>Plot.DomainColouring("(z^2 - 1)/(z^2 + 1)", (-2, 2), (-2, 2))</c>.</summary>
    /// <inheritdoc cref="DomainColouring(Func{Complex, Complex}, ValueTuple{double, double}, ValueTuple{double, double}, string)"/>
    /// <exception cref="Notation.NotationParseException">The text is no expression.</exception>
    public static Figure DomainColouring(string expression, (double From, double To) re, (double From, double To) im) =>
        DomainColouring(ScalarExpression.Parse(expression).AsComplexFunction(), re, im, expression);

    /// <summary>Errors against step sizes on logarithmic axes, with the power law C·hᵏ that fits best: k is the order of convergence.</summary>
    /// <param name="steps">h, positive.</param>
    /// <param name="errors">An error per step; one that is not positive and finite cannot be drawn and is counted in the title.</param>
    /// <param name="label">What the legend calls the errors.</param>
    /// <exception cref="ArgumentException">There are not as many errors as steps.</exception>
    public static Figure Convergence(IEnumerable<double> steps, IEnumerable<double> errors, string label = "error") => PowerLaw.Draw(Figure.Collect(steps), Figure.Collect(errors), label);

    private static IEnumerable<(double X, double Y)> Closed(IReadOnlyList<(double X, double Y)> boundary) => boundary.Append(boundary[0]);
}
