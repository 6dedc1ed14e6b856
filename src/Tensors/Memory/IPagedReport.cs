namespace Adjoint.Tensors;

/// <summary>A value that appears as sentences and tables.</summary>
internal interface IPagedReport
{
    /// <summary>The page.</summary>
    ReportPage ToPage();
}
