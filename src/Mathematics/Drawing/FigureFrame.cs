using System.Collections.Immutable;

namespace Adjoint.Drawing;

/// <summary>What a figure says about its frame.</summary>
internal sealed record FigureFrame
{
    /// <summary>The line above the picture.</summary>
    public string Title { get; init; } = "";

    /// <summary>What the x-axis measures.</summary>
    public string X { get; init; } = "";

    /// <summary>What the y-axis measures.</summary>
    public string Y { get; init; } = "";

    /// <summary>Whether the x-axis is logarithmic.</summary>
    public bool IsLogX { get; init; }

    /// <summary>Whether the y-axis is logarithmic.</summary>
    public bool IsLogY { get; init; }

    /// <summary>Whether 1 is equally long on both axes.</summary>
    public bool IsEqual { get; init; }

    /// <summary>The part of the plane to show; null for all that the marks cover.</summary>
    public (double XFrom, double XTo, double YFrom, double YTo)? Window { get; init; }

    /// <summary>The names of the places 0, 1, 2, … on the x-axis; empty where it measures.</summary>
    public ImmutableList<string> CategoriesX { get; init; } = [];

    /// <summary>The names of the places 0, 1, 2, … on the y-axis; empty where it measures.</summary>
    public ImmutableList<string> CategoriesY { get; init; } = [];

    /// <summary>Whether y grows downwards, as the rows of a matrix do.</summary>
    public bool IsDownward { get; init; }

    /// <summary>Whether bars of several series stand on each other instead of side by side.</summary>
    public bool IsStacked { get; init; }

    /// <summary>The values at the ends of the colour scale; null for all values that are shown.</summary>
    public (double Low, double High)? Values { get; init; }

    /// <summary>Finds the first vertex that a logarithmic axis cannot show.</summary>
    /// <exception cref="LogarithmicAxisException">There is one.</exception>
    public void Check(FigureMark mark)
    {
        if (IsLogX || IsLogY)
        {
            foreach (var vertex in mark.Placed.Where(FigureMark.IsFinite))
            {
                Check(FigureText.Name(mark), vertex);
            }
        }
    }

    /// <summary>Sees to it that logarithmic axes begin at a positive number.</summary>
    /// <exception cref="LogarithmicAxisException">One does not.</exception>
    public void CheckWindow()
    {
        if (Window is { } window)
        {
            Check("the window", (window.XFrom, window.YFrom));
        }
    }

    private void Check(string name, (double X, double Y) vertex)
    {
        if ((IsLogX && vertex.X <= 0) || (IsLogY && vertex.Y <= 0))
        {
            throw new LogarithmicAxisException(IsLogX && vertex.X <= 0 ? "x" : "y", name, vertex);
        }
    }
}
