using Adjoint.Notation;

namespace Adjoint.Formatters;

/// <summary>Options for one value: <c>A.Formatted(digits: 12)</c>.</summary>
public static class ValueFormatting
{
    /// <summary>The value, written with other digits or limits than the notebook's. What is not given stays as it is there.</summary>
    /// <param name="value">A matrix, number or other value that has a formula.</param>
    /// <param name="digits">Significant digits of the largest entry of a real matrix, 1 to 17.</param>
    /// <param name="limit">The most rows, and the most columns, that a matrix shows; at least 3.</param>
    /// <param name="style">Fixed, scientific or engineering notation.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The value has no formula.</exception>
    public static StyledFormula Formatted(this object value, int? digits = null, int? limit = null, NumberStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        NotationOptions Change(NotationOptions options) => options with { Digits = digits ?? options.Digits, Limit = limit ?? options.Limit, NumberStyle = style ?? options.NumberStyle };
        return Describe(value, Change(NotationOptions.Default)) is not null
            ? new(value, Change)
            : throw new ArgumentException($"A value of type {ValueText.NameOf(value.GetType())} has no formula whose digits could be chosen.", nameof(value));
    }

    /// <summary>The notation of a value; that of a plain number too, which is shown as digits elsewhere.</summary>
    internal static Node? Describe(object value, NotationOptions options) => value switch
    {
        double x => RealNotation.Number(x, options),
        float x => RealNotation.Number((double)x, options),
        _ => AdjointFormatters.Describe(value, options),
    };
}
