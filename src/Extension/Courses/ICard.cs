namespace Adjoint.Extension.Courses;

/// <summary>A value that appears as text with formulas: as text/markdown, and as text/plain.</summary>
internal interface ICard
{
    /// <summary>Markdown, with formulas between dollars.</summary>
    string ToMarkdown();

    /// <summary>Plain text, at most 100 columns wide.</summary>
    string ToText();
}
