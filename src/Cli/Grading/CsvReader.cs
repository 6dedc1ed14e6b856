using System.Text;

namespace Adjoint.Cli.Grading;

/// <summary>Reads tables that are text (RFC 4180).</summary>
internal static class CsvReader
{
    /// <summary>The lines, each with the number of its first line in the text.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(string text)
    {
        var (fields, current, isQuoted, number, first) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var i = text.StartsWith('\ufeff') ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            number += c == '\n' ? 1 : 0;
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                current.Append('"');
                i++;
            }
            else if (c == '"' && (isQuoted || current.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (isQuoted || c is not (',' or '\n' or '\r'))
            {
                current.Append(c);
            }
            else if (c != '\r')
            {
                fields.Add(current.ToString());
                current.Clear();
                if (c == '\n')
                {
                    yield return (first, fields);
                    (fields, first) = ([], number);
                }
            }
        }

        if (current.Length > 0 || fields.Count > 0)
        {
            fields.Add(current.ToString());
            yield return (first, fields);
        }
    }
}
