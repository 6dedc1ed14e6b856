namespace Adjoint.Extension;

/// <summary>What may stand in place of the characters <paramref name="Start"/> to <paramref name="End"/> of a cell (UTF-16 units, end excluded).</summary>
public sealed record CommandCompletion(int Start, int End, IReadOnlyList<CommandCompletion.Item> Items)
{
    /// <summary>One proposal.</summary>
    /// <param name="Text">What is inserted.</param>
    /// <param name="Summary">One line beside it; empty where the text says all.</param>
    public sealed record Item(string Text, string Summary);
}
