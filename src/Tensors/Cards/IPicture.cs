namespace Adjoint.Tensors.Cards;

/// <summary>A picture that stands on a card: heat maps, images, a sparsity pattern.</summary>
internal interface IPicture
{
    /// <summary>What it shows, in a sentence: the alternative text.</summary>
    string Description { get; }

    /// <summary>The width in pixels.</summary>
    int Width { get; }

    /// <summary>The picture as an SVG document without scripts.</summary>
    string ToSvg();
}
