namespace Adjoint.Jupyter.Wire;

/// <summary>The protocol counts code points; C# counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of the code point number <paramref name="position"/>; past the end, the end.</summary>
    public static int ToUtf16(string text, int position)
    {
        var i = 0;
        for (var seen = 0; seen < position && i < text.Length; seen++)
        {
            i += i + 1 < text.Length && char.IsSurrogatePair(text, i) ? 2 : 1;
        }

        return i;
    }

    /// <summary>How many code points stand before a UTF-16 index.</summary>
    public static int FromUtf16(string text, int index)
    {
        var count = 0;
        for (var i = 0; i < index && i < text.Length; count++)
        {
            i += i + 1 < text.Length && char.IsSurrogatePair(text, i) ? 2 : 1;
        }

        return count;
    }
}
