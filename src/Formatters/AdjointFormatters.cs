using System.Numerics;
using Adjoint.Algebra;
using Adjoint.Formatters.Charts;
using Adjoint.Formatters.Exercises;
using Adjoint.Graphs;
using Adjoint.LinearAlgebra;
using Adjoint.Notation;
using Adjoint.Numbers;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Registers how mathematical values appear with <see cref="Formatter"/>, in our host and in .NET Interactive alike.</summary>
/// <remarks>
/// A formula appears as text/latex and text/plain, and a matrix also as application/vnd.adjoint+json. Its text/html, MathML, is for values that contain it: JupyterLab
/// would prefer it to LaTeX, and strips it in a notebook that is not trusted.
/// </remarks>
public static class AdjointFormatters
{
    /// <summary>LaTeX between dollars, which every Jupyter front end typesets itself.</summary>
    public const string LatexMimeType = "text/latex";

    /// <summary>A value for programs, as JSON.</summary>
    public const string JsonMimeType = MatrixJson.MimeType;

    /// <summary>Registers everything that this assembly can show. Calling it again leaves each formatter registered once; after <see cref="Formatter.ResetToDefault"/> it registers anew.</summary>
    public static void Register()
    {
        if (Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f is NotationFormatter))
        {
            return;
        }

        Formula<IHasNotation>(static (value, options) => value.Describe(options));
        Formula<Complex>(static (z, options) => RealNotation.Number(z, options));
        Formula<Complex32>(static (z, options) => RealNotation.Number(z, options));
        Formula<BigInteger>(Node.Number);
        Formula(static (ExactMatrix<Rational> a, NotationOptions options) => a.Describe(options), MatrixJson.Of);
        Formula(static (ExactMatrix<Residue> a, NotationOptions options) => a.Describe(options), MatrixJson.Of);
        Formula<Permutation>(PermutationNotation.Describe);
        MathNetFormulas<double>();
        MathNetFormulas<float>();
        MathNetFormulas<Complex>();
        MathNetFormulas<Complex32>();
        Formula<double[,]>(ArrayNotation.Describe, MatrixJson.Of);
        Formula<float[,]>(ArrayNotation.Describe, MatrixJson.Of);
        Formula<Complex[,]>(ArrayNotation.Describe, MatrixJson.Of);
        Formula<int[,]>(ArrayNotation.Describe, MatrixJson.Of);
        Formula<long[,]>(ArrayNotation.Describe, MatrixJson.Of);
        Formula<double[][]>(ArrayNotation.Describe);
        Formula<RealInterval[,]>(ArrayNotation.Describe);
        Formula<UncertainReal[,]>(ArrayNotation.Describe);
        MatrixCards.Register();
        ChartFormatters.Register();
        ExerciseFormatters.Register();
        DerivativeFormatter.Register();
        Formatter.Register(new TextFormatter<Diagram>(HtmlFormatter.MimeType, DiagramFormatter.Html));
        Formatter.Register(new TextFormatter<Diagram>(PlainTextFormatter.MimeType, static diagram => diagram.ToText()));
        Formatter.Register(new TextFormatter<Diagram>("image/svg+xml", static diagram => diagram.ToSvg()));
        Formatter.SetPreferredMimeTypesFor(typeof(Diagram), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
    }

    /// <summary>The notation of a value, eliding what lies past the limits in <paramref name="options"/>; null for a value that is no formula.</summary>
    public static Node? Describe(object value, NotationOptions options)
    {
        Register();
        return value is IHasNotation own ? own.Describe(options) : Formatter.RegisteredFormatters(includeDefaults: false)
            .OfType<NotationFormatter>()
            .FirstOrDefault(f => f.MimeType == LatexMimeType && f.Type.IsInstanceOfType(value))
            ?.Describe(value, options);
    }

    private static void MathNetFormulas<T>() where T : struct, IEquatable<T>, IFormattable
    {
        Formula(static (Matrix<T> matrix, NotationOptions options) => MathNetNotation.Describe(matrix, options), MatrixJson.Of);
        Formula<MathNet.Numerics.LinearAlgebra.Vector<T>>(MathNetNotation.Describe, MatrixJson.Of);
        Formula<LU<T>>(static (lu, options) => Factorizations.Equation(lu).Describe(options));
        Formula<QR<T>>(static (qr, options) => Factorizations.Equation(qr).Describe(options));
        Formula<Svd<T>>(static (svd, options) => Factorizations.Equation(svd).Describe(options));
        Formula<Evd<T>>(static (evd, options) => Factorizations.Equation(evd).Describe(options));
        Formula<Cholesky<T>>(static (cholesky, options) => Factorizations.Equation(cholesky).Describe(options));
    }

    private static void Formula<T>(Func<T, NotationOptions, Node> describe, Func<T, string>? json = null) where T : notnull
    {
        foreach (var mimeType in NotationFormatter.MimeTypes)
        {
            Formatter.Register(new NotationFormatter(typeof(T), mimeType, (value, options) => describe((T)value, options)));
        }

        if (json is null)
        {
            Formatter.SetPreferredMimeTypesFor(typeof(T), LatexMimeType, PlainTextFormatter.MimeType);
        }
        else
        {
            Formatter.Register(typeof(T), (value, writer) => writer.Write(json((T)value)), JsonMimeType);
            Formatter.SetPreferredMimeTypesFor(typeof(T), LatexMimeType, PlainTextFormatter.MimeType, JsonMimeType);
        }
    }
}
