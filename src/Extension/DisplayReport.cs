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
            Row("digits", Options.Digits, "significant digits of the largest entry of a real matrix"),
            Row("limit", Options.Limit, "the most rows, and the most columns, that a matrix shows"),
        ]);

    private static IReadOnlyList<string> Row(string name, int value, string meaning) =>
        [ReportTable.Code($"--{name}"), value.ToString(CultureInfo.InvariantCulture), meaning];
}
