using Adjoint.Formatters.Exercises;

namespace Adjoint.Extension.Courses;

/// <summary>Sentences below a card.</summary>
internal static class NoticeText
{
    public static string Markdown(IReadOnlyList<string> notices) => string.Concat(notices.Select(notice => $"\n\n⚠ {MarkdownText.Escaped(notice)}"));

    public static string Plain(IReadOnlyList<string> notices) => string.Concat(notices.Select(notice => $"\n⚠ {notice}"));
}
