using Adjoint.Drawing;

namespace Adjoint.Formatters;

/// <summary>A picture that becomes a chart to zoom, turn and read values from, where scripts run: <c>figure.Interactive()</c>.</summary>
public sealed class InteractiveFigure
{
    internal InteractiveFigure(object content) => Content = content;

    /// <summary>A <see cref="Figure"/>, <see cref="SurfaceFigure"/> or <see cref="FigureSequence"/>.</summary>
    public object Content { get; }

    /// <summary>What the picture shows, in one sentence.</summary>
    public override string ToString() => Content.ToString() ?? string.Empty;
}
