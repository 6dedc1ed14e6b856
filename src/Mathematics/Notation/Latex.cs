namespace Adjoint.Notation;

/// <summary>Renders notation as LaTeX, without delimiters, in commands that KaTeX, MathJax 2 and 3 and LaTeX with amsmath and amssymb share.</summary>
public static class Latex
{
    /// <summary>The LaTeX of a value.</summary>
    public static string Of(IHasNotation value, NotationOptions? options = null) => Of(value.Describe(options ?? NotationOptions.Default));

    /// <summary>The LaTeX of a tree. It contains no <c>&lt;</c> and <c>&gt;</c>, and no dollar that is not escaped, so that it can stand in a page as it is.</summary>
    public static string Of(Node node)
    {
        var writer = new LatexWriter();
        writer.Write(node);
        return writer.ToString();
    }
}
