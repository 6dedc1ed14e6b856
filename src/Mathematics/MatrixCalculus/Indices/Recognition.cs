using Adjoint.Algebra;

namespace Adjoint.MatrixCalculus;

/// <summary>From indices back to matrices.</summary>
internal sealed class Recognition
{
    private readonly Dictionary<IndexHead, MatrixTerm?> matrices = [];
    private readonly Dictionary<IndexForm, MatrixTerm> forms = [];
    private bool isShared;

    private Recognition()
    {
    }

    /// <summary>
    /// The form in matrix language if it has at most two free indices, and where that has no words, or with more free indices, as <c>tensor[i, j, …](…)</c>. An axis with a pair of indices
    /// gives vec and kron.
    /// </summary>
    /// <param name="form">What is written.</param>
    /// <param name="shape">The shape of the result, where it is a row: the form's axes do not tell it from a column.</param>
    /// <exception cref="NotSupportedException">An axis with a pair of indices that vec and kron do not explain, or a derivative of a matrix function of which only a part is there.</exception>
    public static MatrixTerm ToMatrix(IndexForm form, SymbolicShape? shape = null)
    {
        var recognition = new Recognition();
        var matrix = recognition.Whole(form);
        if (recognition.isShared && !IndexForm.AreEqual(IndexLowering.LowerPairs(matrix, Pairs(form)), form))
        {
            throw new NotSupportedException("A higher derivative of a matrix function does not occur with all orders of its directions, so that it has no name.");
        }

        return shape is null || shape.Equals(matrix.Shape) || !shape.Equals(matrix.Shape.Transpose()) ? matrix : MatrixAlgebra.Transpose(matrix);
    }

    /// <summary>What is the part of one of k! orders of directions in a k-th derivative; that all are there is looked at in the end.</summary>
    public Rational Share(int order)
    {
        isShared |= order > 1;
        var share = Rational.One;
        for (var k = 2; k <= order; k++)
        {
            share /= k;
        }

        return share;
    }

    /// <summary>A form with at most two free indices.</summary>
    public MatrixTerm Matrix(IndexForm form)
    {
        if (!forms.TryGetValue(form, out var matrix))
        {
            forms[form] = matrix = Compute(form);
        }

        return matrix;
    }

    /// <summary>A head with one or two slots as a vector or matrix over them; null if it is none.</summary>
    public MatrixTerm? Matrix(IndexHead head)
    {
        if (!matrices.TryGetValue(head, out var matrix))
        {
            matrices[head] = matrix = Compute(head);
        }

        return matrix;
    }

    /// <summary>A head with two slots of its own and named parameters as a matrix; null if it is none.</summary>
    public MatrixTerm? Matrix(IndexHead head, string[] parameters, ISet<string> taken) => head.Kind switch
    {
        HeadKind.Inverse when head.Inner == 2 => SquareAlgebra.Inverse(Inside(head, parameters, taken)),
        HeadKind.Kernel when head.Inner == 2 && head.Order == 0 => SquareAlgebra.Function(head.Function, Inside(head, parameters, taken)),
        HeadKind.MaximumPlace when head.Inner == 2 => LinearMaps.MaxPlace(Inside(head, parameters, taken)),
        _ => null,
    };

    /// <summary>A head without slots, to a power.</summary>
    public MatrixTerm Scalar(IndexHead head, Rational exponent)
    {
        // √Σx²y² is the norm of x∘y.
        if (head.Kind == HeadKind.Closed && !exponent.IsInteger && head.Term!.Bound.Length <= 2 && Array.TrueForAll(head.Term.Factors, static f => f.Exponent.IsInteger && f.Exponent.Numerator.IsEven))
        {
            var root = new ProductBuilder();
            foreach (var factor in head.Term.Factors)
            {
                root.Multiply(factor.Head, [.. factor.Indices.Select(static i => IndexFactor.IsBound(i) ? i - IndexFactor.FirstBound : i)], factor.Exponent / 2);
            }

            return EntrywiseAlgebra.Power(LinearMaps.Norm(Matrix(new IndexForm(head.Term.Bound, [root.Finish()!]))), MatrixAlgebra.Number(exponent * 2));
        }

        var value = head.Kind switch
        {
            HeadKind.Constant => MatrixAlgebra.Number(head.Number),
            HeadKind.Pi => MatrixAlgebra.Pi,
            HeadKind.Size => MatrixAlgebra.Size(head.Dimension!),
            HeadKind.Closed => Closed(head),
            HeadKind.Function when head.Function == EntryFunction.Log && Logarithm(head.Forms[0]) is { } logarithm => logarithm,
            _ => Entry(head, [], new HashSet<string>(StringComparer.Ordinal)),
        };
        return exponent == 1 ? value : EntrywiseAlgebra.Power(value, MatrixAlgebra.Number(exponent));
    }

    /// <summary>The entry of a head at named indices.</summary>
    public MatrixTerm Entry(IndexHead head, string[] names, ISet<string> taken)
    {
        if (names.Length is 1 or 2 && Matrix(head) is { } matrix)
        {
            return IndexAlgebra.Entry(matrix, names);
        }

        switch (head.Kind)
        {
            case HeadKind.Variable when names.Length == 0:
                return MatrixAlgebra.Variable(head.Symbol!);
            case HeadKind.Variable when head.Rows <= 2:
                return VariableEntry(head, names);
            case HeadKind.Group:
                return Scalar(head.Forms[0], names, taken);
            case HeadKind.Function:
                return EntrywiseAlgebra.Apply(head.Function, Scalar(head.Forms[0], names, taken));
            case HeadKind.Power:
                return EntrywiseAlgebra.Power(Scalar(head.Forms[0], names, taken), Scalar(head.Forms[1], names, taken));
            case HeadKind.Select:
                return EntrywiseAlgebra.Select(Scalar(head.Forms[0], names, taken), Scalar(head.Forms[1], names, taken), Scalar(head.Forms[2], names, taken), head.Order == 1);
            case HeadKind.Determinant when head.Inner == 2:
                return SquareAlgebra.Determinant(Inside(head, names, taken));
            case HeadKind.Inverse when head.Inner == 2:
                return IndexAlgebra.Entry(SquareAlgebra.Inverse(Inside(head, names[2..], taken)), names.AsSpan(0, 2));
            case HeadKind.Maximum when head.Inner <= 2:
                return LinearMaps.MaxEntry(Inside(head, names, taken));
            case HeadKind.MaximumPlace when head.Inner <= 2:
                return IndexAlgebra.Entry(LinearMaps.MaxPlace(Inside(head, names[head.Own..], taken)), names.AsSpan(0, head.Own));
            case HeadKind.Kernel when head.Inner == 2:
                var arguments = new List<MatrixTerm> { Inside(head, names[head.Own..], taken) };
                var n = head.Ranges[0];
                for (var k = 0; k < head.Order; k++)
                {
                    arguments.Add(MatrixAlgebra.Multiply(IndexAlgebra.Unit(n, names[(2 * k) + 1]), MatrixAlgebra.Transpose(IndexAlgebra.Unit(n, names[(2 * k) + 2]))));
                }

                arguments.Sort(1, head.Order, Comparer<MatrixTerm>.Create(CanonicalOrder.Compare));
                return MatrixAlgebra.Multiple(Share(head.Order), IndexAlgebra.Entry(SquareAlgebra.Function(head.Function, [.. arguments]), [names[0], names[head.Own - 1]]));
            default:
                throw new NotSupportedException($"Pairs of indices inside {head.Kind} have no matrix notation.");
        }
    }

    // X[(i,j), k] is the entry [i,j] of unvec(X·eₖ).
    private static MatrixTerm VariableEntry(IndexHead head, string[] names)
    {
        var vector = MatrixAlgebra.Variable(head.Symbol!);
        if (head.Columns > 0)
        {
            var unit = MatrixAlgebra.One;
            for (var s = head.Rows; s < names.Length; s++)
            {
                unit = LinearMaps.Kron(IndexAlgebra.Unit(head.Ranges[s], names[s]), unit);
            }

            vector = MatrixAlgebra.Multiply(vector, unit);
        }

        return head.Rows switch
        {
            0 => vector,
            1 => IndexAlgebra.Entry(vector, names.AsSpan(0, 1)),
            _ => IndexAlgebra.Entry(LinearMaps.Unvec(vector, head.Ranges[0], head.Ranges[1]), names.AsSpan(0, 2)),
        };
    }

    private MatrixTerm Whole(IndexForm form)
    {
        if (form.Axes.AsSpan().ContainsAnyExcept(1))
        {
            return new PairRecognition(this).ToMatrix(form);
        }

        return form.Ranges.Length <= 2 ? Factoring.Of(Matrix(form)) : Tensor(form);
    }

    private MatrixTerm Compute(IndexForm form)
    {
        var shape = SymbolicShape.Tensor(form.Ranges);
        var (parts, left) = (new List<MatrixTerm>(), new List<IndexTerm>());
        foreach (var term in form.Terms)
        {
            if (new TensorNetwork(this, term, form.Ranges).ToMatrix() is { } matrix)
            {
                parts.Add(matrix);
            }
            else
            {
                left.Add(term);
            }
        }

        // What is subtracted last, few transposes first, heavy terms first.
        parts.Sort(static (a, b) =>
        {
            var order = MatrixAlgebra.Coefficient(b).Coefficient.Sign.CompareTo(MatrixAlgebra.Coefficient(a).Coefficient.Sign);
            order = order == 0 ? Transposes(a).CompareTo(Transposes(b)) : order;
            order = order == 0 ? b.Weight.CompareTo(a.Weight) : order;
            return order == 0 ? CanonicalOrder.Compare(a, b) : order;
        });
        if (left.Count > 0)
        {
            parts.Add(Tensor(new(form.Ranges, left)));
        }

        return MatrixAlgebra.Sum(shape, [.. parts]);
    }

    private static int Transposes(MatrixTerm term)
    {
        var count = term.Operation == Operation.Transpose ? 1 : 0;
        foreach (var argument in term.Arguments)
        {
            count += Transposes(argument);
        }

        return count;
    }

    private MatrixTerm Tensor(IndexForm form)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        string[] names = [.. form.Ranges.Select(_ => IndexAlgebra.Fresh(taken))];
        return IndexAlgebra.Tensor(names, form.Ranges, Scalar(form, names, taken));
    }

    private MatrixTerm Scalar(IndexForm form, string[] names, ISet<string> taken)
    {
        var parts = new List<MatrixTerm>();
        foreach (var term in form.Terms)
        {
            var network = new TensorNetwork(this, term, form.Ranges, names);
            parts.Add(network.ToScalar(new HashSet<string>(taken, StringComparer.Ordinal)));
        }

        return MatrixAlgebra.Sum(SymbolicShape.Scalar, [.. parts]);
    }

    // The matrix (or vector) inside a head, at named parameters.
    private MatrixTerm Inside(IndexHead head, string[] parameters, ISet<string> taken)
    {
        var form = head.Forms[0];
        if (parameters.Length == 0)
        {
            return Matrix(form);
        }

        var used = new HashSet<string>(taken, StringComparer.Ordinal);
        used.UnionWith(parameters);
        string[] own = [.. Enumerable.Range(0, head.Inner).Select(_ => IndexAlgebra.Fresh(used))];
        var parts = form.Terms.Select(t => new TensorNetwork(this, t, form.Ranges, [.. own, .. parameters], head.Inner).ToMatrix()).OfType<MatrixTerm>().ToArray();
        if (parts.Length == form.Terms.Length)
        {
            return MatrixAlgebra.Sum(SymbolicShape.Tensor(form.Ranges[..head.Inner]), parts);
        }

        return IndexAlgebra.Tensor(own, form.Ranges.AsSpan(0, head.Inner), Scalar(form, [.. own, .. parameters], used));
    }

    private MatrixTerm Closed(IndexHead head) => new TensorNetwork(this, head.Term!, []) is var network && network.ToMatrix() is { } value
        ? value
        : network.ToScalar(new HashSet<string>(StringComparer.Ordinal));

    // log det A, and log Σ exp(x).
    private MatrixTerm? Logarithm(IndexForm form)
    {
        if (form.Terms is not [{ Bound.Length: 0, Factors: [var factor] } term] || term.Coefficient != 1 || factor.Exponent != 1)
        {
            return null;
        }

        return factor.Head switch
        {
            { Kind: HeadKind.Determinant, Inner: 2 } determinant => SquareAlgebra.LogDeterminant(Matrix(determinant.Forms[0])),
            { Kind: HeadKind.Closed, Term: { Factors: [{ Head: { Kind: HeadKind.Function, Function: EntryFunction.Exp } exp } only] } sum }
                when only.Exponent == 1 && only.Indices.Length == sum.Bound.Length && only.Indices.Length <= 2 => LinearMaps.LogSumExp(Matrix(exp.Forms[0])),
            _ => null,
        };
    }

    private MatrixTerm? Compute(IndexHead head)
    {
        if (head.Ranges.Length > 2)
        {
            return null;
        }

        switch (head.Kind)
        {
            case HeadKind.Delta:
                return MatrixAlgebra.Eye(head.Ranges[0]);
            case HeadKind.Variable when head.Rows <= 1 && head.Columns <= 1:
                var variable = MatrixAlgebra.Variable(head.Symbol!);
                return variable.Shape.IsRow ? MatrixAlgebra.Transpose(variable) : variable;
            case HeadKind.Variable when head.Rows == 2 && head.Columns == 0:
                return LinearMaps.Unvec(MatrixAlgebra.Variable(head.Symbol!), head.Ranges[0], head.Ranges[1]);
            case HeadKind.Diagonal when head.Rows == 1:
                return LinearMaps.DiagonalPart(MatrixAlgebra.Variable(head.Symbol!));
            case HeadKind.Group:
                return Matrix(head.Forms[0]);
            case HeadKind.Function:
                return EntrywiseAlgebra.Apply(head.Function, Matrix(head.Forms[0]));
            case HeadKind.Power:
                var exponent = head.Forms[1];
                return EntrywiseAlgebra.Power(
                    Matrix(head.Forms[0]),
                    exponent.Terms.All(static t => t.Factors.All(static f => f.Indices.Length == 0)) ? Matrix(new IndexForm([], [.. exponent.Terms])) : Matrix(exponent));
            case HeadKind.Select:
                return EntrywiseAlgebra.Select(Matrix(head.Forms[0]), Matrix(head.Forms[1]), Matrix(head.Forms[2]), head.Order == 1);
            case HeadKind.Inverse when head.Rows == 1 && head.Columns == 1 && head.Ranges.Length == 2:
                return SquareAlgebra.Inverse(Matrix(head.Forms[0]));
            case HeadKind.Kernel when head.Order == 0 && head.Rows == 1 && head.Ranges.Length == 2:
                return SquareAlgebra.Function(head.Function, Matrix(head.Forms[0]));
            case HeadKind.MaximumPlace when head.Ranges.Length == head.Own:
                return LinearMaps.MaxPlace(Matrix(head.Forms[0]));
            default:
                return null;
        }
    }

    private static List<Dimension[]> Pairs(IndexForm form)
    {
        var (pairs, next) = (new List<Dimension[]>(), 0);
        foreach (var count in form.Axes)
        {
            pairs.Add(form.Ranges[next..(next + count)]);
            next += count;
        }

        return pairs;
    }
}
