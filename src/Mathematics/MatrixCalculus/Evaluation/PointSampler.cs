using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>Random points of the domain that the variables of some terms declare, at several sizes.</summary>
internal sealed class PointSampler
{
    private const int MostEntries = 50_000;
    private const int Strategies = (int)SamplingStrategy.Integers;
    private static readonly int[][] Numbers = [[2, 3, 4, 5], [3, 2, 5, 4], [4, 5, 2, 3]];

    private readonly Dictionary<string, int> least = [];
    private readonly SortedDictionary<string, MatrixVariable> variables = new(StringComparer.Ordinal);
    private readonly HashSet<SymbolicShape> shapes = [];

    /// <summary>Looks for the variables and dimensions of the terms.</summary>
    public PointSampler(params ReadOnlySpan<MatrixTerm> terms)
    {
        var seen = new HashSet<MatrixTerm>(ReferenceEqualityComparer.Instance);
        foreach (var term in terms)
        {
            Visit(term, seen);
        }
    }

    /// <summary>The variables, by name; differentials are none.</summary>
    public IEnumerable<MatrixVariable> Variables => variables.Values;

    /// <summary>The names of dimensions, in alphabetical order.</summary>
    public IReadOnlyList<string> Dimensions => [.. least.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The numbers for the names of dimensions at the <paramref name="number"/>-th try: (2, 3, 4, …), (3, 2, 5, …), (4, 5, 2, …) and again, pairwise different (but where a tensor would get
    /// too large) and large enough for all indices that are numbers.
    /// </summary>
    public IReadOnlyDictionary<string, int> Sizes(int number)
    {
        var sizes = Assign(i => i < 4 ? Numbers[number % 3][i] : i + 2, isDistinct: true);
        for (var most = 3; most > 0 && LargestCount(sizes) > MostEntries; most--)
        {
            sizes = Assign(i => Math.Min(most, 2 + ((i + number) % 2)), isDistinct: false);
        }

        return sizes;
    }

    /// <summary>A random point: each strategy for all variables, in turn; then any mixture.</summary>
    public EvaluationPoint Point(IReadOnlyDictionary<string, int> sizes, int attempt, SplitMix64 random) =>
        new(sizes, variables.Values.ToDictionary(static v => v.Name, v => new VariableDomain(v, sizes).Point((SamplingStrategy)(attempt < Strategies ? attempt : random.Below(Strategies)), random)));

    /// <summary>A random point with small integers, where the variable's traits allow.</summary>
    public EvaluationPoint IntegerPoint(IReadOnlyDictionary<string, int> sizes, SplitMix64 random) =>
        new(sizes, variables.Values.ToDictionary(static v => v.Name, v => new VariableDomain(v, sizes).Point(SamplingStrategy.Integers, random)));

    private Dictionary<string, int> Assign(Func<int, int> size, bool isDistinct)
    {
        var sizes = new Dictionary<string, int>();
        foreach (var name in Dimensions)
        {
            var value = Math.Max(size(sizes.Count), least[name]);
            while (isDistinct && sizes.ContainsValue(value))
            {
                value++;
            }

            sizes.Add(name, value);
        }

        return sizes;
    }

    private double LargestCount(Dictionary<string, int> sizes)
    {
        var most = 0.0;
        foreach (var shape in shapes)
        {
            var count = 1.0;
            foreach (var dimension in shape.Dimensions)
            {
                count *= dimension.Factor;
                foreach (var name in dimension.Names)
                {
                    count *= sizes[name];
                }
            }

            most = Math.Max(most, count);
        }

        return most;
    }

    private void Visit(MatrixTerm term, HashSet<MatrixTerm> seen)
    {
        if (!seen.Add(term))
        {
            return;
        }

        if (shapes.Add(term.Shape))
        {
            foreach (var dimension in term.Shape.Dimensions)
            {
                Require(dimension, 1);
            }
        }

        foreach (var dimension in term.Dimensions)
        {
            Require(dimension, 1);
        }

        if (term.Operation == Operation.Variable && !term.Symbol.IsDifferential)
        {
            variables[term.Symbol.Name] = term.Symbol;
        }

        for (var k = 0; term.Operation == Operation.Entry && k < term.Indices.Length; k++)
        {
            if (int.TryParse(term.Indices[k], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                var shape = term.First.Shape;
                Require(term.Indices.Length == 1 && shape.IsRow ? shape.Columns : shape.Dimensions[k], number);
            }
        }

        foreach (var argument in term.Arguments)
        {
            Visit(argument, seen);
        }
    }

    private void Require(Dimension dimension, int number)
    {
        foreach (var name in dimension.Names)
        {
            least[name] = Math.Max(least.GetValueOrDefault(name, 1), number);
        }
    }
}
