namespace Adjoint.Extension;

/// <summary>A value that appears as a table of text.</summary>
internal interface IReport
{
    /// <summary>The table.</summary>
    ReportTable ToTable();
}
