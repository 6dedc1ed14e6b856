namespace Adjoint.Extension;

/// <summary>What a doctor found.</summary>
/// <param name="Findings">In the order in which they were looked at.</param>
public sealed record DoctorReport(IReadOnlyList<Finding> Findings) : IReport
{
    /// <summary>Whether all is as it should be.</summary>
    public bool IsGood => Findings.All(f => f.Good);

    ReportTable IReport.ToTable() => new(
        string.Empty, [], [.. Findings.Select(f => (string[])[f.Good ? "✓" : "✗", f.Subject, f.Remedy is null ? f.What : $"{f.What}\n→ {f.Remedy}"])]);
}
