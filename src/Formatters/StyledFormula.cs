using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>A formula that is written by its own options, whatever the notebook's are.</summary>
/// <param name="value">The value.</param>
/// <param name="change">What its options have that those of the notebook do not.</param>
public sealed class StyledFormula(object value, Func<NotationOptions, NotationOptions> change) : IHasNotation
{
    /// <summary>The value.</summary>
    public object Value { get; } = value;

    /// <inheritdoc/>
    public Node Describe(NotationOptions options) => ValueFormatting.Describe(Value, change(options))!;
}
