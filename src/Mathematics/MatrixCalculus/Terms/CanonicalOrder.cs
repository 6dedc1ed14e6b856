namespace Adjoint.MatrixCalculus;

/// <summary>A total order of terms that is the same in every run, so that of several ways to write a product one is chosen.</summary>
internal static class CanonicalOrder
{
    /// <summary>Products: first those that end in a differential, then those with fewer transposes, then by their factors from the left.</summary>
    public static int Compare(ReadOnlySpan<MatrixTerm> a, ReadOnlySpan<MatrixTerm> b)
    {
        var byDifferential = b[^1].ContainsDifferential.CompareTo(a[^1].ContainsDifferential);
        if (byDifferential != 0)
        {
            return byDifferential;
        }

        var byTransposes = Transposes(a).CompareTo(Transposes(b));
        if (byTransposes != 0)
        {
            return byTransposes;
        }

        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var byFactor = Compare(a[i], b[i]);
            if (byFactor != 0)
            {
                return byFactor;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    /// <summary>Terms: by size, then by their first variable's name, operation and arguments.</summary>
    public static int Compare(MatrixTerm a, MatrixTerm b)
    {
        if (ReferenceEquals(a, b))
        {
            return 0;
        }

        var byWeight = a.Weight.CompareTo(b.Weight);
        if (byWeight != 0)
        {
            return byWeight;
        }

        var byName = string.CompareOrdinal(FirstName(a), FirstName(b));
        if (byName != 0)
        {
            return byName;
        }

        var byOperation = a.Operation.CompareTo(b.Operation);
        if (byOperation != 0)
        {
            return byOperation;
        }

        for (var i = 0; i < Math.Min(a.Arguments.Length, b.Arguments.Length); i++)
        {
            var byArgument = Compare(a.Arguments[i], b.Arguments[i]);
            if (byArgument != 0)
            {
                return byArgument;
            }
        }

        return a.Equals(b) ? 0 : string.CompareOrdinal(a.ToString(), b.ToString());
    }

    private static int Transposes(ReadOnlySpan<MatrixTerm> factors)
    {
        var count = 0;
        foreach (var factor in factors)
        {
            count += factor.Operation == Operation.Transpose ? 1 : 0;
        }

        return count;
    }

    private static string FirstName(MatrixTerm term)
    {
        if (term.Operation == Operation.Variable)
        {
            return term.Symbol.Name;
        }

        foreach (var argument in term.Arguments)
        {
            if (FirstName(argument) is { Length: > 0 } name)
            {
                return name;
            }
        }

        return string.Empty;
    }
}
