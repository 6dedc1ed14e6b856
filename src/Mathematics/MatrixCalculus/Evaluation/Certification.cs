namespace Adjoint.MatrixCalculus;

/// <summary>Looks for points at which a derivative can be compared with difference quotients, and compares.</summary>
/// <remarks>
/// A point counts if f and D are finite there and the difference quotient has settled. Differences are judged entry by entry, relative to the entry and to the uncertainty of the quotient;
/// between what passes and what fails there is a gap, and in it another point is drawn. What fails must fail with the other evaluator, too, where both agree on f and D, and f must have no kink.
/// </remarks>
internal sealed class Certification(MatrixTerm function, MatrixTerm derivative, MatrixVariable variable, DerivativeForm? form, ulong seed)
{
    private const int Assignments = 6;
    private const int Attempts = 40;
    private const int EnoughPoints = 3;
    private const int PointsForPieces = 6;

    private readonly SplitMix64 random = new(seed);
    private readonly PointSampler sampler = new(function, derivative, MatrixAlgebra.Variable(variable));
    private readonly List<string> sizesFound = [];
    private int points;
    private int settledWithoutDerivative;
    private int disagreements;
    private double worst;

    /// <summary>The verdict.</summary>
    public Certificate Run()
    {
        if (ShapeMistake() is { } mistake)
        {
            return new(CertificateVerdict.Failed, double.NaN, 0, string.Empty, mistake);
        }

        var perAssignment = HasPieces() ? PointsForPieces : 1;
        for (var number = 0; number < Assignments && points < EnoughPoints * perAssignment; number++)
        {
            var setting = new Setting(function, derivative, variable, form, sampler.Sizes(number));
            if (Search(setting, number, perAssignment) is { } failed)
            {
                return failed;
            }
        }

        return points > 0
            ? new(CertificateVerdict.Passed, worst, points, SizesText(), string.Empty)
            : new(CertificateVerdict.Undecided, double.NaN, 0, string.Empty, Reason());
    }

    private string Reason() => settledWithoutDerivative > Assignments
        ? "the derivative is finite at no point that was found at which the function is differentiable"
        : disagreements > Assignments
        ? "the function is too sensitive to rounding at all points that were found"
        : "no point was found at which the function is finite and differentiable";

    private Certificate? Search(Setting setting, int number, int enough)
    {
        var (found, flat) = (0, 0);
        for (var attempt = 0; attempt < Attempts && found < enough; attempt++)
        {
            Cancellation.Poll();
            // Small entries now and then, where others saturate a softmax or a tanh.
            var first = (int)((number + attempt) % 3 == 1 ? SamplingStrategy.Small : SamplingStrategy.Normal);
            var point = sampler.Point(setting.Sizes, attempt < enough ? first : attempt - enough + 1, random);
            var comparison = setting.Compare(point, setting.Domain.Direction(point.Values[variable.Name], random));
            settledWithoutDerivative += comparison?.Derivative is null && comparison is not null ? 1 : 0;
            if (comparison is null || comparison.Derivative is null || (!comparison.IsFlat && !comparison.HasSettled(attempt < Attempts / 2 ? 1e-6 : 1e-4)))
            {
                continue;
            }

            if (comparison.Agrees)
            {
                // Where nothing changes nothing is learnt; so a few others are tried, and it is no success if D says that something changes and rounding hides it.
                if (comparison.IsFlat && (flat++ < 3 || !setting.Vanishes(comparison)))
                {
                    disagreements += flat > 3 ? 1 : 0;
                    continue;
                }

                if (points > 0 || setting.EvaluatorsAgree(point))
                {
                    if (form is not null && !comparison.IsFlat && setting.IsProjected(point, random) == false)
                    {
                        return new(CertificateVerdict.Failed, double.NaN, points + 1, SizesText(), $"the derivative is not projected on the directions that {variable.Name}, being {setting.Domain.Constraint}, has");
                    }

                    found++;
                    points++;
                    worst = Math.Max(worst, comparison.Error);
                    Remember(setting.Sizes);
                }
                else
                {
                    disagreements++;
                }
            }
            else if (comparison.Contradicts)
            {
                if (setting.Confirms(comparison))
                {
                    var shown = setting.Readable(comparison, sampler, random) ?? comparison;
                    return new(CertificateVerdict.Failed, comparison.Error, points + 1, SizesText(), CounterexampleText.Of(shown, setting, sampler.Variables));
                }

                disagreements++;
            }
        }

        return null;
    }

    private string? ShapeMistake()
    {
        var (f, x, d) = (function.Shape, variable.Shape, derivative.Shape);
        var expected = form switch
        {
            DerivativeForm.Gradient => f.IsScalar ? x : null,
            DerivativeForm.Entrywise => x.IsScalar ? f : null,
            DerivativeForm.Jacobian => SymbolicShape.Matrix(f.Size, x.Size),
            DerivativeForm.Tensor => SymbolicShape.Tensor([.. Free(f), .. Free(x)]),
            _ => f,
        };
        return expected is null ? $"a {(form == DerivativeForm.Gradient ? "gradient is of a scalar" : "derivative entry by entry is with respect to a scalar")}"
            : expected.Equals(d) ? null : $"the derivative is {d}, and must be {expected}";
    }

    private static IEnumerable<Dimension> Free(SymbolicShape shape) => shape.IsScalar ? [] : shape.IsVector ? [shape.Rows] : shape.Dimensions;

    // Pieces that another point may show: more points are drawn then.
    private bool HasPieces()
    {
        var seen = new HashSet<MatrixTerm>(ReferenceEqualityComparer.Instance);
        bool Look(MatrixTerm term)
        {
            if (!seen.Add(term))
            {
                return false;
            }

            if (term.Operation is Operation.Select or Operation.MaxEntry or Operation.MaxPlace
                || (term.Operation == Operation.Elementwise && term.Function is EntryFunction.Abs or EntryFunction.Relu or EntryFunction.Sign or EntryFunction.Step))
            {
                return true;
            }

            foreach (var argument in term.Arguments)
            {
                if (Look(argument))
                {
                    return true;
                }
            }

            return false;
        }

        return Look(function) || Look(derivative);
    }

    private void Remember(IReadOnlyDictionary<string, int> sizes)
    {
        var names = sampler.Dimensions;
        var numbers = string.Join(", ", names.Select(name => sizes[name]));
        var text = names.Count > 1 ? $"({numbers})" : numbers;
        if (names.Count > 0 && !sizesFound.Contains(text))
        {
            sizesFound.Add(text);
        }
    }

    private string SizesText()
    {
        var names = string.Join(", ", sampler.Dimensions);
        return sizesFound.Count == 0 ? string.Empty : $"{(sampler.Dimensions.Count > 1 ? $"({names})" : names)} = {string.Join(", ", sizesFound)}";
    }
}
