namespace Adjoint.MatrixCalculus;

/// <summary>One operation on arrays by columns, with its arguments and its result.</summary>
internal sealed class ArrayStep
{
    private readonly MatrixTerm term;
    private readonly ArrayStep[] arguments;
    private readonly int rows;
    private readonly int columns;
    private readonly int[] dimensions;
    private bool isBodyDefined = true;

    public ArrayStep(MatrixTerm term, ArrayStep[] arguments, IReadOnlyDictionary<string, int> sizes)
    {
        (this.term, this.arguments) = (term, arguments);
        rows = term.Shape.Rows.At(sizes);
        columns = 1;
        for (var k = 1; k < term.Shape.Dimensions.Count; k++)
        {
            columns = checked(columns * term.Shape.Dimensions[k].At(sizes));
        }

        dimensions = new int[term.Dimensions.Length];
        for (var k = 0; k < dimensions.Length; k++)
        {
            dimensions[k] = term.Dimensions[k].At(sizes);
        }

        Value = new double[checked(rows * columns)];
        Fill();
    }

    /// <summary>The entries of the result by columns.</summary>
    public double[] Value { get; set; }

    /// <summary>Whether the result, and all that it was computed from, is finite.</summary>
    public bool IsDefined { get; private set; }

    /// <summary>What a sum or tensor repeats.</summary>
    public IndexScope? Body { get; init; }

    /// <summary>The indices of an entry.</summary>
    public IndexPlace[] Places { get; init; } = [];

    private double[] First => arguments[0].Value;

    private double[] Second => arguments[1].Value;

    /// <summary>Computes the result from the results of the arguments.</summary>
    public void Run()
    {
        switch (term.Operation)
        {
            case Operation.Number or Operation.Pi or Operation.Size or Operation.Variable or Operation.Eye or Operation.Ones or Operation.Zero or Operation.Commutation:
                break;
            case Operation.Sum:
                Add();
                break;
            case Operation.Times or Operation.Hadamard:
                MultiplyEntries();
                break;
            case Operation.Scale:
                Scale(First[0], Second);
                break;
            case Operation.Chain:
                MultiplyAll();
                break;
            case Operation.Power:
                RaiseEntries();
                break;
            case Operation.MatrixPower:
                Value = ColumnMatrix.Power(First, rows, term.Order);
                break;
            case Operation.Transpose:
                Transpose();
                break;
            case Operation.Elementwise:
                Map();
                break;
            case Operation.Determinant:
                Value[0] = ColumnMatrix.Determinant(First);
                break;
            case Operation.LogDeterminant:
                Value[0] = ColumnMatrix.LogDeterminant(First);
                break;
            case Operation.Trace:
                Value[0] = Trace();
                break;
            case Operation.Total:
                Value[0] = Total();
                break;
            case Operation.Norm:
                Value[0] = Norm();
                break;
            case Operation.MaxEntry:
                Value[0] = First[Largest()];
                break;
            case Operation.MaxPlace:
                MarkLargest();
                break;
            case Operation.Diagonal or Operation.DiagonalPart:
                MoveDiagonal();
                break;
            case Operation.Vec or Operation.Unvec:
                Value = First;
                break;
            case Operation.Kron:
                Kron();
                break;
            case Operation.Rearrange or Operation.Unarrange:
                Rearrange(isForth: term.Operation == Operation.Rearrange);
                break;
            case Operation.Softmax:
                Softmax();
                break;
            case Operation.LogSumExp:
                Value[0] = LogSumExp();
                break;
            case Operation.MatrixFunction:
                Value = MatrixJet.Apply(term.Function, [.. arguments.Select(static a => a.Value)], rows);
                break;
            case Operation.Select:
                Choose();
                break;
            case Operation.Entry:
                Value[0] = Entry();
                break;
            case Operation.IndexSum:
                SumOverIndices();
                break;
            case Operation.Tensor:
                FillTensor();
                break;
            default:
                throw new NotSupportedException($"{term.Operation} is not evaluated.");
        }
    }

    /// <summary>Says whether the result is finite, and whether that of the arguments was.</summary>
    public void Settle(bool isFinite)
    {
        var isDefined = isFinite;
        foreach (var argument in term.Operation == Operation.Select ? arguments.AsSpan(0, 1) : arguments)
        {
            isDefined &= argument.IsDefined;
        }

        IsDefined = isDefined && isBodyDefined;
    }

    private void Fill()
    {
        switch (term.Operation)
        {
            case Operation.Number:
                Value[0] = (double)term.Value;
                break;
            case Operation.Pi:
                Value[0] = Math.PI;
                break;
            case Operation.Size:
                Value[0] = dimensions[0];
                break;
            case Operation.Ones:
                Array.Fill(Value, 1);
                break;
            case Operation.Eye:
                for (var i = 0; i < Value.Length; i += rows + 1)
                {
                    Value[i] = 1;
                }

                break;
            case Operation.Commutation:
                var (m, n) = (dimensions[0], dimensions[1]);
                for (var place = 0; place < m * n; place++)
                {
                    Value[(place / m) + (n * (place % m)) + (rows * place)] = 1;
                }

                break;
            default:
                break;
        }
    }

    private void Add()
    {
        First.CopyTo(Value.AsSpan());
        foreach (var argument in arguments.AsSpan(1))
        {
            var x = argument.Value;
            for (var i = 0; i < Value.Length; i++)
            {
                Value[i] += x[i];
            }
        }
    }

    private void MultiplyEntries()
    {
        First.CopyTo(Value.AsSpan());
        foreach (var argument in arguments.AsSpan(1))
        {
            var x = argument.Value;
            for (var i = 0; i < Value.Length; i++)
            {
                Value[i] *= x[i];
            }
        }
    }

    private void Scale(double s, double[] x)
    {
        for (var i = 0; i < Value.Length; i++)
        {
            Value[i] = s * x[i];
        }
    }

    // From the end where the last factor is a vector, else from the start.
    private void MultiplyAll()
    {
        var last = arguments.Length - 1;
        if (columns == 1)
        {
            var right = arguments[last].Value;
            for (var k = last - 1; k >= 0; k--)
            {
                var left = arguments[k];
                right = k == 0 ? ColumnMatrix.Multiply(left.Value, left.rows, right, 1, Value) : ColumnMatrix.Multiply(left.Value, left.rows, right, 1, new double[left.rows]);
            }

            return;
        }

        var product = First;
        for (var k = 1; k <= last; k++)
        {
            var right = arguments[k];
            product = ColumnMatrix.Multiply(product, rows, right.Value, right.columns, k == last ? Value : new double[rows * right.columns]);
        }
    }

    private void RaiseEntries()
    {
        var (x, exponents) = (First, Second);
        for (var i = 0; i < Value.Length; i++)
        {
            Value[i] = Raise(x[i], exponents.Length == 1 ? exponents[0] : exponents[i]);
        }
    }

    private static double Raise(double x, double exponent) => exponent switch
    {
        1 => x,
        2 => x * x,
        3 => x * x * x,
        -1 => 1 / x,
        -2 => 1 / (x * x),
        0.5 => Math.Sqrt(x),
        _ => double.IsNaN(x) || double.IsNaN(exponent) ? double.NaN : Math.Pow(x, exponent),
    };

    private void Transpose()
    {
        if (rows == 1 || columns == 1)
        {
            Value = First;
            return;
        }

        var x = First;
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
            {
                Value[i + (j * rows)] = x[j + (i * columns)];
            }
        }
    }

    private void Map()
    {
        var (x, function) = (First, term.Function);
        for (var i = 0; i < Value.Length; i++)
        {
            Value[i] = Apply(function, x[i]);
        }
    }

    private static double Apply(EntryFunction function, double x) => function switch
    {
        EntryFunction.Exp => Math.Exp(x),
        EntryFunction.Log => Math.Log(x),
        EntryFunction.Sqrt => Math.Sqrt(x),
        EntryFunction.Sin => Math.Sin(x),
        EntryFunction.Cos => Math.Cos(x),
        EntryFunction.Tan => Math.Tan(x),
        EntryFunction.Arcsin => Math.Asin(x),
        EntryFunction.Arccos => Math.Acos(x),
        EntryFunction.Arctan => Math.Atan(x),
        EntryFunction.Sinh => Math.Sinh(x),
        EntryFunction.Cosh => Math.Cosh(x),
        EntryFunction.Tanh => Math.Tanh(x),
        EntryFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        EntryFunction.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        EntryFunction.Relu => Math.Max(x, 0),
        EntryFunction.Abs => Math.Abs(x),
        EntryFunction.Sign => x > 0 ? 1 : x < 0 ? -1 : x,
        EntryFunction.Step => x > 0 ? 1 : double.IsNaN(x) ? x : 0,
        _ => throw new NotSupportedException($"{function} is not evaluated."),
    };

    private double Trace()
    {
        var (x, n) = (First, arguments[0].rows);
        var sum = 0.0;
        for (var i = 0; i < x.Length; i += n + 1)
        {
            sum += x[i];
        }

        return sum;
    }

    private double Total()
    {
        var sum = 0.0;
        foreach (var x in First)
        {
            sum += x;
        }

        return sum;
    }

    private double Norm()
    {
        var sum = 0.0;
        foreach (var x in First)
        {
            sum += x * x;
        }

        return Math.Sqrt(sum);
    }

    // The first NaN, if there is one.
    private int Largest()
    {
        var x = First;
        var place = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]))
            {
                return i;
            }

            place = x[i] > x[place] ? i : place;
        }

        return place;
    }

    private void MarkLargest()
    {
        var place = Largest();
        Array.Fill(Value, double.IsNaN(First[place]) ? double.NaN : 0);
        Value[place] += 1;
    }

    private void MoveDiagonal()
    {
        var isPart = term.Operation == Operation.DiagonalPart;
        var n = isPart ? Value.Length : rows;
        for (var i = 0; i < n; i++)
        {
            Value[isPart ? i : i * (n + 1)] = First[isPart ? i * (n + 1) : i];
        }
    }

    private void Kron()
    {
        var (a, b) = (arguments[0], arguments[1]);
        var place = 0;
        for (var j = 0; j < a.columns; j++)
        {
            for (var l = 0; l < b.columns; l++)
            {
                for (var i = 0; i < a.rows; i++)
                {
                    var factor = a.Value[i + (j * a.rows)];
                    for (var k = 0; k < b.rows; k++)
                    {
                        Value[place++] = factor * b.Value[k + (l * b.rows)];
                    }
                }
            }
        }
    }

    private void Rearrange(bool isForth)
    {
        var (m, n, p, q) = (dimensions[0], dimensions[1], dimensions[2], dimensions[3]);
        var (from, to) = (First, Value);
        for (var l = 0; l < q; l++)
        {
            for (var k = 0; k < p; k++)
            {
                for (var j = 0; j < n; j++)
                {
                    for (var i = 0; i < m; i++)
                    {
                        var block = (i * p) + k + (m * p * ((j * q) + l));
                        var row = i + (m * j) + (m * n * (k + (p * l)));
                        if (isForth)
                        {
                            to[row] = from[block];
                        }
                        else
                        {
                            to[block] = from[row];
                        }
                    }
                }
            }
        }
    }

    private void Softmax()
    {
        var (x, most, sum) = (First, First[Largest()], 0.0);
        for (var i = 0; i < Value.Length; i++)
        {
            sum += Value[i] = Math.Exp(x[i] - most);
        }

        for (var i = 0; i < Value.Length; i++)
        {
            Value[i] /= sum;
        }
    }

    private double LogSumExp()
    {
        var most = First[Largest()];
        var sum = 0.0;
        foreach (var x in First)
        {
            sum += Math.Exp(x - most);
        }

        return most + Math.Log(sum);
    }

    private void Choose()
    {
        var (test, isStrict) = (First, term.Order == 1);
        for (var i = 0; i < Value.Length; i++)
        {
            Value[i] = double.IsNaN(test[i]) ? double.NaN : (isStrict ? test[i] > 0 : test[i] >= 0) ? Second[i] : arguments[2].Value[i];
        }
    }

    private double Entry()
    {
        var place = 0;
        foreach (var index in Places)
        {
            if ((uint)index.Value >= (uint)index.Range)
            {
                return double.NaN;
            }

            place += index.Value * index.Stride;
        }

        return First[place];
    }

    private void SumOverIndices()
    {
        var sum = 0.0;
        isBodyDefined = true;
        Body!.Restart();
        do
        {
            Body.Run();
            isBodyDefined &= arguments[0].IsDefined;
            sum += First[0];
        }
        while (Body.Advance());
        Value[0] = sum;
    }

    private void FillTensor()
    {
        var place = 0;
        isBodyDefined = true;
        Body!.Restart();
        do
        {
            Body.Run();
            isBodyDefined &= arguments[0].IsDefined;
            Value[place++] = First[0];
        }
        while (Body.Advance());
    }
}
