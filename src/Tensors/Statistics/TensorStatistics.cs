namespace Adjoint.Tensors;

/// <summary>What the entries of a tensor are like. Extremes, mean and standard deviation are those of the finite entries; of complex ones, of their modulus; of bool, of 0 and 1.</summary>
public sealed record TensorStatistics
{
    /// <summary>All entries. One that a dimension of stride 0 repeats counts as often as it occurs.</summary>
    public required long Count { get; init; }

    /// <summary>Entries that are finite numbers.</summary>
    public required long FiniteCount { get; init; }

    /// <summary>Entries that are NaN.</summary>
    public required long NaNCount { get; init; }

    /// <summary>Entries that are +∞.</summary>
    public required long PositiveInfinityCount { get; init; }

    /// <summary>Entries that are −∞.</summary>
    public required long NegativeInfinityCount { get; init; }

    /// <summary>Entries that are 0.</summary>
    public required long ZeroCount { get; init; }

    /// <summary>The least finite entry; NaN where there is none.</summary>
    public required double Min { get; init; }

    /// <summary>The greatest finite entry; NaN where there is none.</summary>
    public required double Max { get; init; }

    /// <summary>The mean; NaN where there is no finite entry.</summary>
    public required double Mean { get; init; }

    /// <summary>√(Σ(x − mean)² / (n − 1)), as <c>torch.std</c>; NaN where there are fewer than two finite entries.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Whether these are statistics of |z|.</summary>
    public required bool IsOfModulus { get; init; }

    /// <summary>The distribution of the finite entries.</summary>
    public required TensorHistogram Histogram { get; init; }

    /// <summary>The extremes of 64-bit integers, which a double would round; null for other types.</summary>
    internal (long Min, long Max)? Integers { get; init; }

    /// <summary>Whether all entries are finite.</summary>
    public bool IsFinite => FiniteCount == Count;
}
