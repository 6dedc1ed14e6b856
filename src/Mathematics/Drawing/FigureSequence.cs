namespace Adjoint.Drawing;

/// <summary>Figures one after the other, in one frame: what changes as a parameter does. Immutable.</summary>
/// <remarks><c>FigureSequence.Of([0, 1, 2], t => Figure.Empty.Curve(x => Math.Sin(x + t), 0, 6))</c>. Figures that have no window of their own all show what any of them covers.</remarks>
public sealed class FigureSequence
{
    private const int MostFrames = 500;

    private FigureSequence(IReadOnlyList<(string Label, Figure Figure)> frames) => Frames = frames;

    /// <summary>The figures, each with what it is called.</summary>
    public IReadOnlyList<(string Label, Figure Figure)> Frames { get; }

    /// <summary>What the pictures show, in one sentence.</summary>
    public string Description => Frames.Count == 0
        ? "Sequence without figures."
        : $"Sequence of {Frames.Count} figures from \"{FigureText.Shorten(Frames[0].Label, 40)}\" to \"{FigureText.Shorten(Frames[^1].Label, 40)}\". The first: {Frames[0].Figure.Description}";

    /// <summary>A figure for each value of a parameter.</summary>
    /// <exception cref="ArgumentException">There are more than 500.</exception>
    public static FigureSequence Of(IEnumerable<double> parameters, Func<double, Figure> figure, string parameter = "t") => Of(parameters.Select(t =>
    {
        Cancellation.Poll();
        return ($"{parameter} = {FigureText.Number(t)}", figure(t));
    }));

    /// <summary>Figures with their names.</summary>
    /// <exception cref="ArgumentException">There are more than 500.</exception>
    public static FigureSequence Of(IEnumerable<(string Label, Figure Figure)> frames)
    {
        var list = frames.Take(MostFrames + 1).ToList();
        return list.Count <= MostFrames
            ? new([.. list.Zip(Figure.InOneFrame([.. list.Select(f => f.Figure)]), (f, figure) => (f.Label, figure))])
            : throw new ArgumentException($"A sequence has at most {MostFrames} figures, and this one has more or does not end.", nameof(frames));
    }

    /// <inheritdoc cref="Description"/>
    public override string ToString() => Description;
}
