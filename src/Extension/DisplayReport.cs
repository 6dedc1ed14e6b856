using System.Globalization;
using Adjoint.Notation;

namespace Adjoint.Extension;

/// <summary>What <c>#!display</c> shows: how values are written from now on.</summary>
public sealed record DisplayReport(NotationOptions Options) : IReport
{
    /// <inheritdoc cref="IReport.ToTable"/>
    ReportTable IReport.ToTable() => new(
        string.Empty,
        ["setting", "value", "meaning"],
        [
            Row("digits", Options.Digits.ToString(CultureInfo.InvariantCulture), "significant digits of the largest entry of a real matrix"),
            Row("limit", Options.Limit.ToString(CultureInfo.InvariantCulture), "the most rows, and the most columns, that a matrix shows"),
            Row("style", Options.NumberStyle.ToString().ToLowerInvariant(), "how numbers are written"),
            Row("factor", Options.CommonFactor ? "common" : "none", "whether a matrix may have a common power of ten in front"),
        ]);

    private static IReadOnlyList<string> Row(string name, string value, string meaning) => [ReportTable.Code($"--{name}"), value, meaning];
}
