namespace Adjoint.Jupyter.Scripting;

/// <summary>What may stand in place of the characters <paramref name="Start"/> to <paramref name="End"/> (UTF-16 units, end excluded).</summary>
internal sealed record CodeCompletion(int Start, int End, IReadOnlyList<CodeCompletion.Item> Items)
{
    /// <summary>One proposal.</summary>
    /// <param name="Text">What is inserted.</param>
    /// <param name="Kind">What it names: method, property, class, keyword, command, …</param>
    public sealed record Item(string Text, string Kind);
}
