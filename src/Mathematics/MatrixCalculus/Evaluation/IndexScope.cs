namespace Adjoint.MatrixCalculus;

/// <summary>The indices that a sum or a tensor binds, their values while it runs, and the steps that depend on them.</summary>
internal sealed class IndexScope(string[] names, int[] ranges, IndexScope? parent)
{
    private readonly int[] values = new int[names.Length];

    /// <summary>The indices.</summary>
    public string[] Names => names;

    /// <summary>The scope around this one.</summary>
    public IndexScope? Parent => parent;

    /// <summary>What is computed for each value of the indices, arguments first.</summary>
    public List<ArrayStep> Steps { get; } = [];

    /// <summary>The step of each term, by reference.</summary>
    public Dictionary<MatrixTerm, ArrayStep> Known { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sets all indices to their first value, and says whether there is one.</summary>
    public void Restart() => Array.Clear(values);

    /// <summary>Goes on to the next values, the first index fastest; false after the last.</summary>
    public bool Advance()
    {
        for (var k = 0; k < values.Length; k++)
        {
            if (++values[k] < ranges[k])
            {
                return true;
            }

            values[k] = 0;
        }

        return false;
    }

    /// <summary>Computes the steps for the present values.</summary>
    public void Run()
    {
        foreach (var step in Steps)
        {
            step.Run();
        }
    }

    /// <summary>Where an index is found.</summary>
    /// <exception cref="NotSupportedException">Nothing binds it.</exception>
    public IndexPlace Place(string name, int stride, int range)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            // The last one of two of the same name is the inner one.
            if (Array.LastIndexOf(scope.Names, name) is var k and >= 0)
            {
                return new(scope.values, k, stride, range);
            }
        }

        throw new NotSupportedException($"The index {name} is bound by no sum and no tensor.");
    }
}

/// <summary>One index of an entry: a place in the values of a scope, or (where there are none) a number from 0.</summary>
internal readonly record struct IndexPlace(int[]? Values, int Number, int Stride, int Range)
{
    /// <summary>The present value, from 0.</summary>
    public int Value => Values is null ? Number : Values[Number];
}
