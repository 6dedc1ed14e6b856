using System.Globalization;
using System.Numerics;
using System.Text;
using Adjoint.Notation;
using MathNet.Numerics;

namespace Adjoint.Tensors.Cards;

/// <summary>Cards as text: one line of numbers, then the values of a small tensor as matrices.</summary>
internal static class TensorText
{
    private const int Columns = PlainText.Columns;

    /// <summary>The line, and the values where there are few.</summary>
    public static string Of(TensorCard card, NotationOptions options)
    {
        var text = new StringBuilder(Line(card, options));
        if (HasValues(card, options) && card.Shape.Count > 0)
        {
            Append(text, card, options);
            if (card.Gradient is { Values: not null } gradient)
            {
                text.Append("\ngradient: ").Append(Line(gradient));
                Append(text, gradient, options);
            }
        }

        return text.ToString();
    }

    /// <summary>Type, shape, memory, place, range, mean, deviation and what is unusual, in at most 100 columns.</summary>
    public static string Line(TensorCard card, NotationOptions? options = null)
    {
        if (card.IsDisposed)
        {
            return card.Remark;
        }

        // The least important last: they are left out where the line would be too long.
        List<string> parts = [string.Join(' ', new[] { NamedShape(card), card.StoredBytes > 0 ? ByteCount.Written(card.StoredBytes) : "", card.Place }.Where(p => p.Length > 0))];
        if (card.Layout.Length > 0)
        {
            parts.Add(card.Layout);
        }

        if (card.Statistics is { Count: > 0 } s)
        {
            parts.Add(Range(card, s, options ?? NotationOptions.Default));
            if (!s.IsFinite)
            {
                parts.Add(Others(s));
            }

            if (2 * s.ZeroCount >= s.Count && s.ZeroCount < s.Count && card.EntryType != "bool")
            {
                parts.Add($"{Percent((double)s.ZeroCount / s.Count)} zero");
            }
        }
        else if (card.Count == 0)
        {
            parts.Add("no entries");
        }

        if (card.Gradient is { Statistics: { FiniteCount: > 0 } g })
        {
            parts.Add($"grad∈[{Number(g.Min)}, {Number(g.Max)}]");
        }
        else if (card.RequiresGradient)
        {
            parts.Add("grad");
        }

        if (card.Strides.Count > 0)
        {
            parts.Add($"strides ({string.Join(", ", card.Strides)})");
        }

        while (parts.Count > 2 && Length(parts) > Columns)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        var line = string.Join(" · ", parts);
        return line.Length <= Columns ? line : line[..(Columns - 1)] + "…";

        static int Length(List<string> parts) => parts.Sum(p => p.Length) + (3 * (parts.Count - 1));
    }

    /// <summary>Whether the values are few enough to be shown: no more rows and columns than the options allow, and no more entries than such a matrix has.</summary>
    public static bool HasValues(TensorCard card, NotationOptions options) => card.Values is { Length: > 0 } values && values.Length <= options.Limit * options.Limit
        && (card.Shape.Count == 1 || (card.Shape.TakeLast(2).All(size => size <= options.Limit) && Slices(card).Count <= options.Limit));

    /// <summary>The matrices along the last two dimensions, each with its indices: <c>[0, :, :]</c>; one without a label where there are no more dimensions.</summary>
    public static IReadOnlyList<(string Label, Func<NotationOptions, Node> Matrix)> Slices(TensorCard card)
    {
        var shape = card.Shape;
        var (rows, columns) = (shape.Count < 2 ? 1 : (int)shape[^2], shape.Count < 1 ? 1 : (int)shape[^1]);
        var count = card.Values!.Length / (rows * columns);
        return [.. Enumerable.Range(0, count).Select(k => (shape.Count <= 2 ? "" : $"[{string.Join(", ", Index(shape, k))}, :, :]", (Func<NotationOptions, Node>)(options => Matrix(card.Values, k * rows * columns, rows, columns, options))))];
    }

    /// <summary>The value of a scalar.</summary>
    public static Node Scalar(Array values, NotationOptions options) => values switch
    {
        double[] x => RealNotation.Number(x[0], options),
        float[] x => RealNotation.Single(x[0], options),
        Complex[] z => RealNotation.Number(z[0], options),
        (float Re, float Im)[] z => RealNotation.Number(new Complex32(z[0].Re, z[0].Im), options),
        bool[] b => Node.Text(b[0] ? "true" : "false"),
        _ => Node.Number(((long[])values)[0], options),
    };

    /// <summary>A number in at most four significant digits; a whole one below 10⁶ in all.</summary>
    public static string Number(double value)
    {
        const double Whole = 1e6;
        var rounded = !double.IsFinite(value) || (Math.Abs(value) < Whole && value == Math.Truncate(value)) ? value : double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return PlainText.LineOf(RealNotation.Number(rounded, NotationOptions.Default with { Digits = 7 }));
    }

    /// <summary>A number as C# reads it, in at most four significant digits.</summary>
    public static string Plain(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>The least and the greatest entry.</summary>
    public static (string Min, string Max) Extremes(TensorCard card, TensorStatistics s) => s.Integers is var (min, max)
        ? (min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture))
        : card.EntryType is "uint8" or "int8" or "int16" or "int32" ? (((long)s.Min).ToString(CultureInfo.InvariantCulture), ((long)s.Max).ToString(CultureInfo.InvariantCulture))
        : (Number(s.Min), Number(s.Max));

    /// <summary>How many are not finite.</summary>
    public static string Others(TensorStatistics s) => string.Join(", ", new[] { (s.NaNCount, "NaN"), (s.PositiveInfinityCount, "+∞"), (s.NegativeInfinityCount, "−∞") }
        .Where(c => c.Item1 > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Item1} {c.Item2}"))) + (s.FiniteCount > 0 ? " left out" : "");

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%") is "0%" && share > 0 ? "<0.01%" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%");

    private static string NamedShape(TensorCard card) => card.AxisNames.Count == 0 ? card.Name
        : $"{card.EntryType}[{string.Join("×", card.Shape.Select((size, d) => string.Create(CultureInfo.InvariantCulture, $"{(card.AxisNames[d] is { Length: > 0 } name ? Symbols.Clean(name) + ":" : "")}{size}")))}]";

    private static string Range(TensorCard card, TensorStatistics s, NotationOptions options)
    {
        if (card.EntryType == "bool")
        {
            return string.Create(CultureInfo.InvariantCulture, $"{s.Count - s.ZeroCount} true ({Percent(1 - ((double)s.ZeroCount / s.Count))})");
        }

        if (card.Shape.Count == 0 && card.Values is { } values)
        {
            return (s.IsOfModulus ? "z=" : "x=") + PlainText.LineOf(Scalar(values, options));
        }

        if (s.FiniteCount == 0)
        {
            return "no finite entry";
        }

        var (name, (min, max)) = (s.IsOfModulus ? "|z|" : "x", Extremes(card, s));
        return s.Min == s.Max ? (s.IsFinite ? "all " : "finite ones ") + (s.IsOfModulus ? "|z|=" : "") + min
            : $"{name}∈[{min}, {max}] μ={Number(s.Mean)} σ={Number(s.StandardDeviation)}";
    }

    private static void Append(StringBuilder text, TensorCard card, NotationOptions options)
    {
        foreach (var (label, matrix) in Slices(card))
        {
            text.Append(label.Length > 0 ? "\n" + label : "").Append('\n').Append(PlainText.Of(matrix(options)));
        }
    }

    private static IEnumerable<long> Index(IReadOnlyList<long> shape, long k)
    {
        var index = new long[shape.Count - 2];
        for (var d = index.Length - 1; d >= 0; d--)
        {
            (k, index[d]) = Math.DivRem(k, shape[d]);
        }

        return index;
    }

    private static Node Matrix(Array values, int start, int rows, int columns, NotationOptions options)
    {
        int At(int i, int j) => start + (i * columns) + j;
        return values switch
        {
            double[] x => RealNotation.Matrix(rows, columns, (i, j) => (double?)x[At(i, j)], options),
            float[] x => RealNotation.Matrix(rows, columns, (i, j) => (float?)x[At(i, j)], options),
            Complex[] z => RealNotation.Matrix(rows, columns, (i, j) => (Complex?)z[At(i, j)], options),
            (float Re, float Im)[] z => RealNotation.Matrix(rows, columns, (i, j) => (Complex32?)new Complex32(z[At(i, j)].Re, z[At(i, j)].Im), options),
            bool[] b => Node.Matrix(Elision.Of(rows, options.Limit), Elision.Of(columns, options.Limit), (i, j) => Node.Text(b[At(i, j)] ? "true" : "false"), ColumnAlignment.Right),
            _ => Node.Matrix(Elision.Of(rows, options.Limit), Elision.Of(columns, options.Limit), (i, j) => Node.Number(((long[])values)[At(i, j)], options.ForEntries), ColumnAlignment.Right),
        };
    }
}
