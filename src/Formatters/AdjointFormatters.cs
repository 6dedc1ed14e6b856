using System.Numerics;
using Adjoint.Notation;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.DotNet.Interactive.Formatting;

namespace Adjoint.Formatters;

/// <summary>Registers how mathematical values appear with <see cref="Formatter"/>, in our host and in .NET Interactive alike.</summary>
public static class AdjointFormatters
{
    /// <summary>LaTeX between dollars, which every Jupyter front end typesets itself.</summary>
    public const string LatexMimeType = "text/latex";

    /// <summary>Registers everything that this assembly can show. Calling it again, or after <see cref="Formatter.ResetToDefault"/>, leaves each formatter registered once.</summary>
    public static void Register()
    {
        if (Formatter.RegisteredFormatters(includeDefaults: false).Any(f => f is NotationFormatter))
        {
            return;
        }

        Formula<IHasNotation>(static (value, options) => value.Describe(options));
        Formula<Matrix<double>>(MathNetNotation.Describe);
        Formula<Matrix<float>>(MathNetNotation.Describe);
        Formula<Matrix<Complex>>(MathNetNotation.Describe);
        Formula<Matrix<Complex32>>(MathNetNotation.Describe);
        Formula<MathNet.Numerics.LinearAlgebra.Vector<double>>(MathNetNotation.Describe);
        Formula<MathNet.Numerics.LinearAlgebra.Vector<float>>(MathNetNotation.Describe);
        Formula<MathNet.Numerics.LinearAlgebra.Vector<Complex>>(MathNetNotation.Describe);
        Formula<MathNet.Numerics.LinearAlgebra.Vector<Complex32>>(MathNetNotation.Describe);
        Formula<double[,]>(static (a, options) => RealNotation.Matrix(a.GetLength(0), a.GetLength(1), (i, j) => (double?)a[i, j], options));
        Formula<Complex>(static (z, options) => RealNotation.Number(z, options));
        Formula<BigInteger>(static (n, options) => Node.Number(n, options));
    }

    private static void Formula<T>(Func<T, NotationOptions, Node> describe)
    {
        foreach (var mimeType in NotationFormatter.MimeTypes)
        {
            Formatter.Register(new NotationFormatter(typeof(T), mimeType, (value, options) => describe((T)value, options)));
        }

        Formatter.SetPreferredMimeTypesFor(typeof(T), LatexMimeType, PlainTextFormatter.MimeType);
    }
}
