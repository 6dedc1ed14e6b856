namespace Adjoint.MatrixCalculus;

/// <summary>The indices that a sum or a tensor binds, their values while it runs, and the steps that depend on them.</summary>
internal sealed class IndexScope(string[] names, int[] ranges, IndexScope? parent)
{
    private readonly int[] values = new int[names.Length];
    private readonly List<ArrayStep> steps = [];

    // For each step the first of the own indices on which it depends; the first index changes most often.
    private readonly List<int> firsts = [];
    private int changed = names.Length;

    /// <summary>The indices.</summary>
    public string[] Names => names;

    /// <summary>The scope around this one.</summary>
    public IndexScope? Parent => parent;

    /// <summary>Of the outermost scope: the largest finite number that any step has had since its restart.</summary>
    public double Magnitude { get; private set; }

    private IndexScope Outermost => parent?.Outermost ?? this;

    /// <summary>The step of each term, by reference.</summary>
    public Dictionary<MatrixTerm, ArrayStep> Known { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a step that depends on the indices of these names, and perhaps on others around.</summary>
    public void Add(ArrayStep step, string[] free)
    {
        var first = Array.FindIndex(names, name => Array.IndexOf(free, name) >= 0);
        steps.Add(step);
        firsts.Add(first < 0 ? names.Length : first);
    }

    /// <summary>Sets all indices to their first value.</summary>
    public void Restart()
    {
        Array.Clear(values);
        changed = names.Length;
        Magnitude = 0;
    }

    /// <summary>Goes on to the next values, the first index fastest; false after the last.</summary>
    public bool Advance()
    {
        for (var k = 0; k < values.Length; k++)
        {
            if (++values[k] < ranges[k])
            {
                changed = k;
                return true;
            }

            values[k] = 0;
        }

        return false;
    }

    /// <summary>Computes the steps for the present values, but for those that depend on none of the indices that have changed.</summary>
    public void Run()
    {
        var outermost = Outermost;
        for (var i = 0; i < steps.Count; i++)
        {
            if (firsts[i] <= changed)
            {
                steps[i].Run();
                steps[i].Settle(outermost.Note(steps[i].Value));
            }
        }
    }

    private bool Note(double[] numbers)
    {
        var isFinite = true;
        foreach (var number in numbers)
        {
            var size = Math.Abs(number);
            if (size > Magnitude && size <= double.MaxValue)
            {
                Magnitude = size;
            }

            isFinite &= size <= double.MaxValue;
        }

        return isFinite;
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
