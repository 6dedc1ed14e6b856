namespace Adjoint.MatrixCalculus;

/// <summary>A piece of generated code: an expression, what it is, and how tightly its outermost operator binds (1 sum, 2 product, 3 what needs no parentheses).</summary>
internal readonly record struct CodePart(string Text, CodeKind Kind, int Level = 3)
{
    /// <summary>The text, in parentheses if it binds less tightly.</summary>
    public string At(int level) => Level < level ? $"({Text})" : Text;
}
