namespace Adjoint.Extension;

/// <summary>What <c>#!lsmagic</c> shows: every command with its summary and an example.</summary>
public sealed record CommandList(IReadOnlyList<MagicCommand> Commands) : IReport
{
    /// <inheritdoc cref="IReport.ToTable"/>
    ReportTable IReport.ToTable() => new(
        string.Empty,
        ["command", "what it does", "example"],
        [.. Commands.Select(c => new[] { ReportTable.Code($"#!{c.Name}"), c.Summary, ReportTable.Code(c.Example) })]);
}
