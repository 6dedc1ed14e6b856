namespace Adjoint.Notation;

/// <summary>A formula that stands for itself: what <paramref name="describe"/> makes of the options.</summary>
/// <param name="describe">Called each time when it is shown.</param>
public sealed class Formula(Func<NotationOptions, Node> describe) : IHasNotation
{
    /// <summary>The formula of a tree, whatever the options.</summary>
    public Formula(Node node)
        : this(_ => node)
    {
    }

    /// <inheritdoc/>
    public Node Describe(NotationOptions options) => describe(options);

    /// <summary>The formula as plain text.</summary>
    public override string ToString() => PlainText.Of(this);
}
