namespace Adjoint.Notation;

/// <summary>Renders notation as MathML Core, without scripts or links.</summary>
/// <remarks>W3C, <i>MathML Core</i>, Candidate Recommendation. The output is well-formed XML, too.</remarks>
public static class MathMl
{
    /// <summary>The MathML of a value.</summary>
    public static string Of(IHasNotation value, NotationOptions? options = null, bool block = true) =>
        Of(value.Describe(options ?? NotationOptions.Default), block);

    /// <summary>
    /// The <c>math</c> element of a tree, as a block of its own or within a line; both in display style. Within a line its text alone, which is what a sanitiser may leave,
    /// still reads <c>[1/2 x^2; 3 4]</c>.
    /// </summary>
    public static string Of(Node node, bool block = true)
    {
        var writer = new MathMlWriter();
        writer.WriteRoot(node, block);
        return writer.ToString();
    }
}
