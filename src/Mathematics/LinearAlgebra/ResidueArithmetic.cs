using Adjoint.Algebra;

namespace Adjoint.LinearAlgebra;

/// <summary>Linear algebra over 𝔽ₚ in machine words.</summary>
internal sealed class ResidueArithmetic(PrimeField field) : IDenseArithmetic<Residue>
{
    private readonly uint p = (uint)field.P;

    public Residue[] Multiply(Residue[] a, Residue[] b, int m, int k, int n) =>
        Residues(ModularElimination.Multiply(Words(a), Words(b), m, k, n, p));

    public (Residue[] Reduced, int[] Pivots) RowReduce(Residue[] a, int m, int n)
    {
        var words = Words(a);
        var pivots = ModularElimination.RowReduce(words, m, n, p, []).Pivots;
        return (Residues(words), pivots);
    }

    public int Rank(Residue[] a, int m, int n) => ModularElimination.Triangulate(Words(a), m, n, p).Rank;

    public Residue Determinant(Residue[] a, int n) => field[(long)ModularElimination.Triangulate(Words(a), n, n, p).Determinant];

    private static ulong[] Words(Residue[] a) => Array.ConvertAll(a, x => (ulong)x.Value);

    private Residue[] Residues(ulong[] words) => Array.ConvertAll(words, x => new Residue((int)x, (int)p));
}
