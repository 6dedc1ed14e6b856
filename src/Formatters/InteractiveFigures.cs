using Adjoint.Drawing;

namespace Adjoint.Formatters;

/// <summary>Pictures as charts that answer to the mouse.</summary>
public static class InteractiveFigures
{
    /// <summary>The figure as a chart where scripts run, and as the same picture where they do not.</summary>
    public static InteractiveFigure Interactive(this Figure figure) => new(figure);

    /// <summary>The surface as a chart that can be turned where scripts run, and as the same picture where they do not.</summary>
    public static InteractiveFigure Interactive(this SurfaceFigure figure) => new(figure);

    /// <summary>The sequence with a slider where scripts run, and with its pictures one below the other to open where they do not.</summary>
    public static InteractiveFigure Interactive(this FigureSequence sequence) => new(sequence);
}
