using Adjoint.Algebra;
using Adjoint.Exercises;
using Adjoint.Notation;
using CsCheck;
using MathNet.Numerics;
using Xunit;

namespace Adjoint.Tests.Exercises;

/// <summary>The kinds of answers: reading, writing, and when two are the same.</summary>
public sealed class AnswerTests
{
    private static readonly PrimeField F5 = new(5);

    [Theory]
    [InlineData("1/2", "0.5")]
    [InlineData("6/8", "3/4")]
    [InlineData("-3", "−3")]
    [InlineData("1e3", "1000")]
    public void Equal_numbers_are_equal_however_they_are_typed(string a, string b) => IsSame(Answers.ExactNumber, a, b);

    [Fact]
    public void Residues_are_compared_modulo_p() => IsSame(Answers.Element(F5), "1/2", "-2");

    [Theory]
    [InlineData("1 0 1; 0 1 1", "1 1 2; 1 -1 0; 5 3 8")]
    [InlineData("0", "0 0 0")]
    public void Subspaces_do_not_depend_on_the_vectors(string a, string b) => IsSame(Answers.Subspace(Rationals.Field, 3), a, b);

    [Fact]
    public void A_vector_outside_is_shown_and_is_outside()
    {
        var kind = Answers.Subspace(Rationals.Field, 2);
        var different = Assert.IsType<AnswerComparison.Different>(kind.Compare(kind.Read("1 1"), kind.Read("1 2")));
        Assert.True(different.Counterexample!.Holds());
        Assert.StartsWith("Your subspace contains", different.Counterexample.Sentence.ToString().TrimStart('\n', ' ', '⎡', '1', '⎤'), StringComparison.Ordinal);
        Assert.Null(Assert.IsType<AnswerComparison.Different>(kind.Compare(kind.Read("0"), kind.Read("1 2"))).Counterexample);
    }

    [Theory]
    [InlineData("(1 3)(2 4)", "3 4 1 2")]
    [InlineData("(1 2 3)", "[2, 3, 1, 4]")]
    [InlineData("id", "(4)")]
    [InlineData("(1,2)", " 2 1 3 4 ")]
    public void Permutations_are_cycles_or_images(string a, string b) => IsSame(Answers.Permutation(4), a, b);

    [Fact]
    public void A_permutation_is_read_as_it_is_written() => Gen.Shuffle(Enumerable.Range(0, 9).ToArray()).Sample(images =>
    {
        var kind = Answers.Permutation(9);
        return kind.Compare(kind.Read(kind.Write(new(images))), new Permutation(images)) is AnswerComparison.Same;
    });

    [Theory]
    [InlineData("{1, 2, 3}", "3, 2, 1, 1/1")]
    [InlineData("{}", "∅")]
    public void Sets_forget_order_and_repetition(string a, string b) => IsSame(Answers.SetOf(Answers.ExactNumber), a, b);

    [Fact]
    public void Sets_of_matrices_are_read_too() => IsSame(Answers.SetOf(Answers.Matrix()), "{[1 2; 3 4], [0 1]}", "{[0,1], [[1,2],[3,4]]}");

    [Theory]
    [InlineData("b", "no")]
    [InlineData("(B)", "No")]
    public void Options_are_typed_as_letters_or_as_they_stand(string a, string b) => IsSame(Answers.Choice("yes", "no"), a, b);

    [Theory]
    [InlineData("sqrt(2)/2", "0.70710678")]
    [InlineData("1/3", "0.3333333333")]
    [InlineData("2*pi", "6.2831853")]
    public void Real_numbers_may_be_typed_as_expressions(string a, string b) => IsSame(Answers.Number(), a, b);

    [Theory]
    [InlineData("(x+1)^2", "x^2 + 2x + 1")]
    [InlineData("(x^2-1)/(x-1)", "x + 1")]
    [InlineData("0.1x", "x/10")]
    [InlineData("x^100*x", "x^101")]
    [InlineData("sin(x)^2", "1 - cos(x)^2")]
    [InlineData("2*sin(x)*cos(x)", "sin(2x)")]
    [InlineData("exp(x + y)", "exp(x)*e^y")]
    [InlineData("sqrt(x^2)", "abs(x)")]
    [InlineData("log(x^2)", "2*log(abs(x))")]
    [InlineData("y/(x*y)", "1/x")]
    public void Expressions_are_compared_as_functions(string a, string b) => IsSame(Answers.Expression("x", "y"), a, b);

    [Theory]
    [InlineData("x^2 + 1", "x^2", "At x = 2, y = 1 yours is 5, and right is 4")]
    [InlineData("abs(x)", "x", "At x = -1, y = 0 yours is 1, and right is -1")]
    [InlineData("sqrt(x)^2", "x", "At x = -1, y = 0 yours has no real value, and right is -1")]
    [InlineData("x/0", "x", "At x = 2, y = 1 yours has no real value, and right is 2")]
    [InlineData("x + 10^-40*sin(x)", "x", "At x = 2, y = 1 yours is 2, which differs from what is right by 9.09297E-41")]
    [InlineData("x + 2305843009213693951*y", "x", "At x = 2, y = 1 yours is 2305843009213693953, and right is 2")]
    public void Different_expressions_have_a_point_that_shows_it(string a, string b, string sentence)
    {
        var kind = Answers.Expression("x", "y");
        var different = Assert.IsType<AnswerComparison.Different>(kind.Compare(kind.Read(a), kind.Read(b)));
        Assert.Equal(sentence, different.Counterexample!.ToString());
        Assert.True(different.Counterexample.Holds());
    }

    [Fact]
    public void On_positive_numbers_a_logarithm_may_be_split()
    {
        var kind = Answers.ExpressionBetween(new(1, 10), 5, "x", "y");
        IsSame(kind, "log(x*y)", "log(x) + log(y)");
        IsSame(kind, "sqrt(x)^2", "x");
    }

    [Theory]
    [InlineData("exp(exp(exp(x+9)))", "exp(exp(exp(9+x)))")]
    [InlineData("log(x-100)", "log(x-100)+1")]
    public void What_cannot_be_compared_is_undecided(string a, string b)
    {
        var kind = Answers.Expression("x");
        Assert.IsType<AnswerComparison.Unknown>(kind.Compare(kind.Read(a), kind.Read(b)));
    }

    [Fact]
    public void The_probability_of_an_error_is_stated()
    {
        var kind = Answers.Expression("x");
        var same = Assert.IsType<AnswerComparison.Same>(kind.Compare(kind.Read("(x+1)^2"), kind.Read("x^2+2x+1")));
        Assert.Matches("^equal at 3 random points modulo random primes of 61 bits; wrong with a probability below 2\\^-1[5-7][0-9]$", same.Evidence);
    }

    public static TheoryData<string, string, int> Misread { get; } = new()
    {
        { "number", "1/0", 0 }, { "number", "x", 0 }, { "number", "1e100000", 0 }, { "matrix", "1 2; 3", 6 }, { "matrix", "1 x", 2 }, { "subspace", "1 2", 0 },
        { "permutation", "(1 2)(2 3)", 6 }, { "permutation", "1 2", 3 }, { "permutation", "(1 9)", 3 }, { "permutation", "(1 2", 4 }, { "permutation", "(1 2) x", 6 },
        { "set", "{1, 2, x}", 7 }, { "set", "{1,,2}", 3 }, { "set", "{1", 2 }, { "choice", "c", 0 }, { "real", "sqrt(-1)", 0 }, { "real", "x", 0 },
        { "expression", "x + yy", 4 }, { "expression", "x +", 3 }, { "expression", "2*i", 2 }, { "expression", "f(x)", 0 },
    };

    [Theory]
    [MemberData(nameof(Misread))]
    public void What_cannot_be_read_is_refused_where_it_is_wrong(string kind, string text, int position)
    {
        Action read = kind switch
        {
            "number" => () => Answers.ExactNumber.Read(text),
            "matrix" => () => Answers.Matrix().Read(text),
            "subspace" => () => Answers.Subspace(F5, 3).Read(text),
            "permutation" => () => Answers.Permutation(4).Read(text),
            "set" => () => Answers.SetOf(Answers.ExactNumber).Read(text),
            "choice" => () => Answers.Choice("yes", "no").Read(text),
            "real" => () => Answers.Number().Read(text),
            _ => () => Answers.Expression("x", "y").Read(text),
        };
        Assert.Equal(position, Assert.Throws<NotationParseException>(read).Position);
    }

    [Fact]
    public void A_function_is_judged_on_inputs_and_the_smallest_failing_one_is_shown()
    {
        var kind = Answers.Function<IReadOnlyList<int>, int>("a function from lists of int to int", draw => draw.List(draw.Integer(0, 20), d => d.Integer(-100, 100)));
        Func<IReadOnlyList<int>, int> sum = items => items.Sum();
        Assert.IsType<AnswerComparison.Same>(kind.Compare(items => items.Aggregate(0, (a, b) => a + b), sum));
        Assert.Equal("For [] yours is 1, and right is 0", Failure(items => items.Sum() + 1));
        Assert.Equal("For [1] yours is 0, and right is 1", Failure(items => items.Skip(1).Sum()));
        Assert.Equal("For [0, 0, 0] yours throws DivideByZeroException, and right is 0", Failure(items => items.Count < 3 ? items.Sum() : 1 / (items.Count - items.Count)));
        Assert.Equal("For [-1] yours is 1, and right is -1", Failure(items => items.Sum(Math.Abs)));
        Assert.Equal("For [51] yours is 0, and right is 51", Failure(items => items.Where(n => n <= 50).Sum()));

        string Failure(Func<IReadOnlyList<int>, int> answer)
        {
            var counterexample = Assert.IsType<AnswerComparison.Different>(kind.Compare(answer, sum)).Counterexample!;
            Assert.True(counterexample.Holds());
            return counterexample.ToString();
        }
    }

    [Fact]
    public void A_function_that_takes_too_long_is_told_so() => Assert.Equal("On the input 0 your function is not done after 0.2 seconds.", Excess(new(TimeSpan.FromSeconds(0.2), long.MaxValue), n =>
    {
        while (true)
        {
            Cancellation.Poll();
        }
    }));

    [Fact]
    public void A_function_that_takes_too_much_memory_is_told_so()
    {
        var limits = new FunctionLimits(TimeSpan.FromHours(1), 64 << 20);
        Assert.Equal("On the input 0 your function takes more than 64 MiB of memory.", Excess(limits, n => new byte[100 << 20].Length + n));
        List<byte[]> kept = [];
        Assert.Equal("On the input 0 your function takes more than 64 MiB of memory.", Excess(limits, n =>
        {
            while (true)
            {
                Cancellation.Poll();
                kept.Add(GC.AllocateUninitializedArray<byte>(1 << 16));
            }
        }));
    }

    private static string Excess(FunctionLimits limits, Func<int, int> answer) => Assert.IsType<AnswerComparison.Different>(
        Answers.Function<int, int>("a function from int to int", draw => draw.Integer(0, 9), limits).Compare(answer, n => n)).Why.ToString();

    [Fact]
    public void A_function_may_change_its_input_and_be_lazy()
    {
        var kind = Answers.Function<int[], IEnumerable<int>>("a function from int[] to a sequence of int", draw => [.. draw.List(draw.Integer(0, 5), d => d.Integer(-9, 9))]);
        Func<int[], IEnumerable<int>> sorted = items => items.Order();
        Assert.IsType<AnswerComparison.Same>(kind.Compare(
            items =>
            {
                Array.Sort(items);
                return items;
            },
            sorted));
        Assert.Equal("For [1, 0] yours throws InvalidOperationException, and right is [0, 1]", Assert.IsType<AnswerComparison.Different>(kind.Compare(
            items => items.Select((n, i) => i == 0 || items[i - 1] <= n ? n : throw new InvalidOperationException()), sorted)).Counterexample!.ToString());
        Assert.Equal("For [0] yours is [], and right is [0]", Assert.IsType<AnswerComparison.Different>(kind.Compare(
            items =>
            {
                Array.Clear(items);
                return [];
            },
            sorted)).Counterexample!.ToString());
    }

    [Fact]
    public void An_interrupt_stops_a_function()
    {
        using var cell = new CancellationTokenSource();
        Cancellation.Current = cell.Token;
        var kind = Answers.Function<int, int>("a function from int to int", draw => draw.Integer(0, 9), new FunctionLimits(TimeSpan.FromHours(1), 64 << 20));
        Assert.ThrowsAny<OperationCanceledException>(() => kind.Compare(
            n =>
            {
                cell.Cancel();
                while (true)
                {
                    Cancellation.Poll();
                }
            },
            n => n));
    }

    private static void IsSame<T>(AnswerKind<T> kind, string a, string b) => Assert.IsType<AnswerComparison.Same>(kind.Compare(kind.Read(a), kind.Read(b)));
}
