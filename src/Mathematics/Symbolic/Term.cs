using Adjoint.Notation;

namespace Adjoint.Symbolic;

/// <summary>An expression as a tree.</summary>
internal abstract record Term
{
    private Term()
    {
    }

    /// <summary>How tightly the outermost operation binds: 1 sum, 2 product, 3 sign, 4 power, 5 what needs no parentheses.</summary>
    public abstract int Binding { get; }

    /// <summary>The tree as notation.</summary>
    public abstract Node Describe(NotationOptions options);

    /// <summary>The function of the variables, in the order of <paramref name="variables"/>.</summary>
    public abstract Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables) where TArithmetic : struct, IScalarArithmetic<T>;

    /// <summary>The names of the variables, each as often as it occurs.</summary>
    public abstract IEnumerable<string> Variables { get; }

    private static Node Enclosed(Term term, int binding, NotationOptions options) =>
        term.Binding < binding ? Node.Parenthesised(term.Describe(options)) : term.Describe(options);

    /// <summary>A number, as it was typed.</summary>
    public sealed record Number(double Value, string Digits) : Term
    {
        public override int Binding => 5;

        public override IEnumerable<string> Variables => [];

        public override Node Describe(NotationOptions options) => Node.Number(Digits);

        public override Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables)
        {
            var value = arithmetic.Number(Value);
            return _ => value;
        }
    }

    /// <summary>π, e or i.</summary>
    public sealed record Constant(string Name) : Term
    {
        public override int Binding => 5;

        public override IEnumerable<string> Variables => [];

        public override Node Describe(NotationOptions options) => Node.Identifier(Name);

        public override Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables)
        {
            var value = arithmetic.Constant(this);
            return _ => value;
        }
    }

    /// <summary>A variable.</summary>
    public sealed record Variable(string Name) : Term
    {
        public override int Binding => 5;

        public override IEnumerable<string> Variables => [Name];

        public override Node Describe(NotationOptions options) => Node.Identifier(Name);

        public override Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables)
        {
            var index = variables.ToList().IndexOf(Name);
            return values => values[index];
        }
    }

    /// <summary>−a.</summary>
    public sealed record Negative(Term Operand) : Term
    {
        public override int Binding => 3;

        public override IEnumerable<string> Variables => Operand.Variables;

        public override Node Describe(NotationOptions options) => Node.Row(Node.Operator("-"), Enclosed(Operand, 3, options));

        public override Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables)
        {
            var operand = Operand.Compile<T, TArithmetic>(arithmetic, variables);
            return values => arithmetic.Negate(operand(values));
        }
    }

    /// <summary>a + b, a − b, a·b, a/b or aᵇ.</summary>
    public sealed record Binary(char Operation, Term Left, Term Right) : Term
    {
        public override int Binding => Operation switch { '+' or '-' => 1, '^' => 4, _ => 2 };

        public override IEnumerable<string> Variables => Left.Variables.Concat(Right.Variables);

        public override Node Describe(NotationOptions options) => Operation switch
        {
            '/' => Node.Fraction(Left.Describe(options), Right.Describe(options)),
            '^' => Node.Superscript(Enclosed(Left, 5, options), Right.Describe(options)),
            '*' => Node.Row(Product(options)),
            _ => Node.Row([.. Items(Enclosed(Left, 1, options)), Node.Operator(Operation.ToString()), Enclosed(Right, Right is Negative ? 4 : 2, options)]),
        };

        public override Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables)
        {
            var (left, right) = (Left.Compile<T, TArithmetic>(arithmetic, variables), Right.Compile<T, TArithmetic>(arithmetic, variables));
            return Operation switch
            {
                '+' => values => arithmetic.Add(left(values), right(values)),
                '-' => values => arithmetic.Subtract(left(values), right(values)),
                '*' => values => arithmetic.Multiply(left(values), right(values)),
                '/' => values => arithmetic.Divide(left(values), right(values)),
                _ => values => arithmetic.Power(left(values), right(values)),
            };
        }

        // A dot stands where two factors would run together: before a number, between words, after a function without parentheses.
        private IReadOnlyList<Node> Product(NotationOptions options)
        {
            var (left, right) = (Enclosed(Left, 2, options), Enclosed(Right, Right is Negative ? 4 : 3, options));
            var isClear = Left is Number or Variable or Constant && Right is Variable or Constant or Call or Binary { Operation: '^', Left: Variable or Constant };
            return isClear ? [.. Items(left), .. Items(right)] : [.. Items(left), Node.Operator("·"), .. Items(right)];
        }

        private static IReadOnlyList<Node> Items(Node node) => node is Node.RowNode row ? row.Items : [node];
    }

    /// <summary>f(a).</summary>
    public sealed record Call(ScalarFunction Function, Term Argument) : Term
    {
        public override int Binding => 5;

        public override IEnumerable<string> Variables => Argument.Variables;

        public override Node Describe(NotationOptions options)
        {
            var argument = Argument.Describe(options);
            return Function.Name switch
            {
                "exp" => Node.Superscript(Node.Identifier("e"), argument),
                "abs" => Node.Fenced("|", argument, "|"),
                "floor" => Node.Fenced("⌊", argument, "⌋"),
                _ => Node.Row(Node.Operator(Function.Name), Node.Parenthesised(argument)),
            };
        }

        public override Func<T[], T> Compile<T, TArithmetic>(TArithmetic arithmetic, IReadOnlyList<string> variables)
        {
            var (function, argument) = (arithmetic.Function(Function), Argument.Compile<T, TArithmetic>(arithmetic, variables));
            return values => function(argument(values));
        }
    }
}
