using System.Globalization;

namespace Adjoint.MatrixCalculus;

/// <summary>
/// Evaluates one term at many points of the same sizes. What is shared in the term is computed once: the tree is compiled to a list of steps, each with an array of its own.
/// What depends on a bound index stands in the list of the sum or tensor that binds it.
/// </summary>
/// <remarks>
/// One of two evaluators that share no code and use other algorithms, so that a mistake in one does not hide in the other: this one eliminates with complete pivoting, sums Taylor
/// series, and differentiates matrix functions over nilpotent numbers. Outside the domain of a real function the result is NaN or infinite.
/// </remarks>
internal sealed class ArrayEvaluator
{
    private readonly IReadOnlyDictionary<string, int> sizes;
    private readonly Dictionary<MatrixTerm, string[]> free = new(ReferenceEqualityComparer.Instance);
    private readonly List<(ArrayStep Step, string Key)> variables = [];
    private readonly IndexScope root = new([], [], null);
    private readonly ArrayStep result;

    /// <summary>Prepares a term.</summary>
    /// <exception cref="NotSupportedException">A differential that is still to be replaced, or an index that nothing binds.</exception>
    public ArrayEvaluator(MatrixTerm term, IReadOnlyDictionary<string, int> sizes)
    {
        this.sizes = sizes;
        result = Compile(term, root);
    }

    /// <summary>The largest finite number that the last evaluation met: rounding is relative to it.</summary>
    public double Magnitude => root.Magnitude;

    /// <summary>Whether all numbers on the way to the last value were finite, but for branches that were not taken: sigmoid(1/0) is finite, and is not defined.</summary>
    public bool IsDefined => result.IsDefined;

    /// <summary>The entries of the value by columns, first index fastest. The array is written again by the next evaluation.</summary>
    public double[] Evaluate(IReadOnlyDictionary<string, double[]> values)
    {
        foreach (var (step, key) in variables)
        {
            step.Value = values[key];
        }

        root.Restart();
        root.Run();
        return result.Value;
    }

    /// <summary>The entries of the value of a term at a point.</summary>
    public static double[] Evaluate(MatrixTerm term, EvaluationPoint point) => new ArrayEvaluator(term, point.Sizes).Evaluate(point.Values);

    private ArrayStep Compile(MatrixTerm term, IndexScope scope)
    {
        var home = Home(term, scope);
        if (home.Known.TryGetValue(term, out var known))
        {
            return known;
        }

        var step = term.Operation switch
        {
            Operation.IndexSum or Operation.Tensor => Loop(term, home),
            Operation.Entry => Entry(term, home),
            Operation.Differential => throw new NotSupportedException("A differential that is still to be replaced has no value."),
            _ => new ArrayStep(term, Arguments(term, home), sizes),
        };
        home.Known.Add(term, step);
        home.Add(step, Free(term));
        if (term.Operation == Operation.Variable)
        {
            variables.Add((step, EvaluationPoint.Key(term.Symbol)));
        }

        return step;
    }

    private ArrayStep[] Arguments(MatrixTerm term, IndexScope scope)
    {
        var arguments = new ArrayStep[term.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Compile(term.Arguments[i], scope);
        }

        return arguments;
    }

    private ArrayStep Loop(MatrixTerm term, IndexScope scope)
    {
        var ranges = new int[term.Indices.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = term.Dimensions[i].At(sizes);
        }

        var body = new IndexScope(term.Indices.ToArray(), ranges, scope);
        return new(term, [Compile(term.First, body)], sizes) { Body = body };
    }

    private ArrayStep Entry(MatrixTerm term, IndexScope scope)
    {
        var argument = Compile(term.First, scope);
        var places = new IndexPlace[term.Indices.Length];
        var stride = 1;
        for (var k = 0; k < places.Length; k++)
        {
            var range = places.Length == 1 ? argument.Value.Length : term.First.Shape.Dimensions[k].At(sizes);
            places[k] = int.TryParse(term.Indices[k], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(null, number - 1, stride, range)
                : scope.Place(term.Indices[k], stride, range);
            stride *= range;
        }

        return new(term, [argument], sizes) { Places = places };
    }

    // The innermost scope that binds an index on which the term depends.
    private IndexScope Home(MatrixTerm term, IndexScope scope)
    {
        var names = Free(term);
        if (names.Length == 0)
        {
            return root;
        }

        while (scope.Parent is { } parent && !scope.Names.AsSpan().ContainsAny(names))
        {
            scope = parent;
        }

        return scope;
    }

    private string[] Free(MatrixTerm term)
    {
        if (free.TryGetValue(term, out var known))
        {
            return known;
        }

        HashSet<string>? names = null;
        foreach (var argument in term.Arguments)
        {
            if (Free(argument) is { Length: > 0 } more)
            {
                (names ??= []).UnionWith(more);
            }
        }

        if (term.Operation == Operation.Entry)
        {
            foreach (var index in term.Indices)
            {
                if (!char.IsAsciiDigit(index[0]))
                {
                    (names ??= []).Add(index);
                }
            }
        }
        else if (term.Operation is Operation.IndexSum or Operation.Tensor)
        {
            foreach (var index in term.Indices)
            {
                names?.Remove(index);
            }
        }

        string[] result = names is null ? [] : [.. names];
        free.Add(term, result);
        return result;
    }
}
