using System.Globalization;
using Adjoint.Notation;
using MathNet.Numerics;

namespace Adjoint.LinearAlgebra;

/// <summary>Permutations of MathNet as notation. They count from 0 in C#, and from 1 in what is shown, as rows do.</summary>
public static class PermutationNotation
{
    /// <summary>Cauchy's two lines, i above σ(i), and the cycles of more than one element; both from 1.</summary>
    public static Node Describe(Permutation permutation, NotationOptions options)
    {
        var n = permutation.Dimension;
        var columns = Elision.Of(n, Math.Max(options.Limit, 3));
        var lines = Node.Matrix(
            Elision.Of(2, 3), columns, (i, j) => Number(i == 0 ? j : permutation[j]), ColumnAlignment.Right, new MatrixStyle { Open = "(", Close = ")" });
        return n == 0 ? lines : Node.Row(lines, Node.Operator("="), Cycles(permutation, options));
    }

    /// <summary>The matrix P with P·e_j = e_σ(j), so that P·A has row j of A in its row σ(j); zeros are left blank.</summary>
    public static Node Matrix(Permutation permutation, NotationOptions options)
    {
        var shown = Elision.Of(permutation.Dimension, options.Limit);
        return Node.Matrix(shown, shown, (i, j) => permutation[j] == i ? One : Node.Empty, ColumnAlignment.Center, MatrixStyle.Default);
    }

    private static Node One { get; } = Node.Number("1");

    private static Node Cycles(Permutation permutation, NotationOptions options)
    {
        var seen = new bool[permutation.Dimension];
        var cycles = new List<Node>();
        var shown = 0;
        for (var start = 0; start < seen.Length; start++)
        {
            if (seen[start] || permutation[start] == start)
            {
                continue;
            }

            // Past the limit one more element stands for all that follow.
            if (shown > options.Limit)
            {
                cycles.Add(Node.Operator("⋯"));
                break;
            }

            var cycle = new List<Node>();
            for (var i = start; !seen[i]; i = permutation[i])
            {
                Cancellation.Poll();
                seen[i] = true;
                if (shown++ <= options.Limit)
                {
                    cycle.Add(cycle.Count == 0 ? Number(i) : Node.Row(Node.Text(" "), Number(i)));
                }
            }

            cycles.Add(Node.Parenthesised(Node.Row(shown > options.Limit + 1 ? [.. cycle, Node.Operator("⋯")] : cycle)));
        }

        return cycles.Count == 0 ? Node.Identifier("id") : Node.Row(cycles);
    }

    private static Node Number(int i) => Node.Number((i + 1).ToString(CultureInfo.InvariantCulture));
}
