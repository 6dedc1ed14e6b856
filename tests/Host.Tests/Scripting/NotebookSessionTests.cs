using Adjoint.Extension;
using Adjoint.Formatters;
using Adjoint.Jupyter.Scripting;
using CsCheck;

namespace Adjoint.Tests.Scripting;

/// <summary>Sessions in this process; one at a time, for they share the console.</summary>
[Collection("sessions")]
public sealed class NotebookSessionTests
{
    private readonly NotebookSession session = new(CommandSet.Standard);

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("var x = 3; x * x", "9")]
    [InlineData("// nothing but a comment", null)]
    [InlineData("using System.Net;", null)]
    [InlineData("", null)]
    [InlineData("unsafe int Low(int* p) => *p; unsafe { int z = 5; Console.Write(Low(&z)); }", null)]
    [InlineData("IEnumerable<int> Odd() { for (var i = 1; ; i += 2) yield return i; } string.Join(' ', Odd().Take(3))", "1 3 5")]
    [InlineData("async IAsyncEnumerable<int> Up() { for (var i = 0; i < 3; i++) { await Task.Yield(); yield return i; } } var sum = 0; await foreach (var i in Up()) sum += i; sum", "3")]
    [InlineData("class Box<T> { public T Value => value; private readonly T value; public Box(T v) => value = v; } new Box<int>(4).Value", "4")]
    [InlineData("struct P { public int X { get; set; } public readonly int Twice => 2 * X; public static P operator +(P a, P b) => new P { X = a.X + b.X }; } (new P { X = 1 } + new P { X = 2 }).Twice", "6")]
    [InlineData("System.Linq.Expressions.Expression<Func<int, int>> e = n => Math.Abs(n); e.Compile()(-3)", "3")]
    [InlineData("Func<int, int> fact = null; fact = n => n < 2 ? 1 : n * fact(n - 1); fact(10)", "3628800")]
    [InlineData("int Count(int n)\n{\n    start:\n    if (n < 10) { n++; goto start; }\n    return n;\n}\nCount(0)", "10")]
    [InlineData("ref int First(int[] a) => ref a[0]; var numbers = new[] { 1 }; First(numbers) = 8; numbers[0]", "8")]
    [InlineData("(int, string) Pair() => (1, \"a\"); var (n, s) = Pair(); s + n", "a1")]
    [InlineData("static async Task Nothing() => await Task.Delay(1); await Nothing(); \"done\"", "done")]
    [InlineData("int this_[int i] => i;", "CS")]
    public void Guarded_cells_mean_what_they_say(string code, string? result)
    {
        var output = Run(code, out var outcome);
        if (result == "CS")
        {
            Assert.Contains("error CS", Assert.IsType<CellOutcome.Failed>(outcome).Message, StringComparison.Ordinal);
            return;
        }

        Assert.True(outcome is CellOutcome.Completed, (outcome as CellOutcome.Failed)?.Message);
        Assert.Equal(result, output.Results.Select(Plain).LastOrDefault());
    }

    [Fact]
    public void Later_references_do_not_change_the_types_of_earlier_variables()
    {
        Run("var A = ExactMatrix.Parse(\"1 2\");", out _);
        Run("System.Xml.Linq.XElement.Parse(\"<a/>\").Name.LocalName + System.Net.IPAddress.Loopback", out var other);
        Assert.IsType<CellOutcome.Completed>(other);
        Assert.Equal("True", Plain(Assert.Single(Run("A == ExactMatrix.Parse(\"1 2\")", out _).Results)));
    }

    [Fact]
    public void Names_may_be_declared_again_with_another_type()
    {
        Run("var x = 1; class C { public int V = 1; }", out _);
        Run("var x = \"text\"; class C { public string W = \"w\"; }", out _);
        Assert.Equal("textw", Plain(Assert.Single(Run("x + new C().W", out _).Results)));
    }

    [Fact]
    public void Variables_that_are_declared_again_are_known_still()
    {
        Run("var x = 1;", out _);
        Run("var x = 2; var y = 3;", out _);
        Run("var x = 4;", out _);
        Assert.Equal([("x", 1), ("x", 2)], session.ShadowedVariables.Select(v => (v.Name, (int)v.Value!)));
    }

    [Fact]
    public void Variables_declared_before_an_exception_stay()
    {
        Run("var early = 5; throw new Exception();", out var outcome);
        Assert.IsType<CellOutcome.Failed>(outcome);
        Assert.Equal("5", Plain(Assert.Single(Run("early", out _).Results)));
    }

    [Fact]
    public void Out_is_the_last_value_at_its_own_type()
    {
        Run("new List<(int A, string B)> { (1, \"b\") }", out _);
        Assert.Equal("b", Plain(Assert.Single(Run("Out[0].Item2", out _).Results)));
    }

    [Fact]
    public void Value_before_a_command_is_shown_where_it_stands()
    {
        var output = Run("1 + 1\n#!matrix 1 2\n3 + 3", out _);
        Assert.Equal(["2", "[1  2]"], output.Displays.Select(Plain));
        Assert.Equal(["6"], output.Results.Select(Plain));
    }

    [Fact]
    public void Time_shows_the_result_before_its_report()
    {
        var output = Run("#!time\n6 * 7", out _);
        Assert.Equal("42", Plain(output.Displays[0]));
        Assert.Contains("wall", Plain(output.Displays[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Value_whose_formatter_never_ends_is_interrupted()
    {
        Run("class Endless { public override string ToString() { while (true) { } } }", out _);
        using var timer = new Timer(_ => session.Interrupt(), null, 300, Timeout.Infinite);
        Run("$\"{new Endless()}\"", out var outcome);
        Assert.Equal("Interrupted", Assert.IsType<CellOutcome.Failed>(outcome).Name);
    }

    [Fact]
    public void Missing_file_is_one_sentence()
    {
        Run("#r \"no/such.dll\"\n1", out var outcome);
        Assert.Matches("^#r \"no/such.dll\": there is no file .*such.dll\\.$", Assert.IsType<CellOutcome.Failed>(outcome).Message);
    }

    // The text of a cell, whatever it is, ends in an outcome and leaves the session usable.
    [Fact]
    public void Any_text_ends_in_an_outcome()
    {
        var pieces = Strings("#!", "matrix", "#!time\n", "#r \"", "1 2; 3", "\"\"\"", "{", "}", "var x", "=", "\n", " ", "𝔽", "\0", "\ud800", "/*", "await", "int F() =>", ";", "Out", "$\"{");
        pieces.List[0, 12].Select(string.Concat).Sample(
            code =>
            {
                if (!code.Contains("ReadLine", StringComparison.Ordinal))
                {
                    Run(code, out var outcome);
                    Assert.NotNull(outcome);
                }
            },
            iter: 60,
            threads: 1);
        Assert.Equal("2", Plain(Assert.Single(Run("1 + 1", out _).Results)));
    }

    private static Gen<string> Strings(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static string Plain(object? value) => MimeBundle.As(value, "text/plain")!;

    private Recorded Run(string code, out CellOutcome outcome)
    {
        var output = new Recorded();
        outcome = session.Execute(code, 1, output);
        return output;
    }

    private sealed class Recorded : ICellOutput
    {
        public List<object?> Displays { get; } = [];

        public List<object?> Results { get; } = [];

        public bool IsInteractive { get; init; }

        public void Display(string id, object? value) => Displays.Add(value);

        public void Update(string id, object? value) => Displays.Add(value);

        public void Result(object? value) => Results.Add(value);

        public void Clear(bool wait) => Displays.Clear();

        public void Write(string text, bool error)
        {
        }

        public string? ReadLine(string prompt, bool password) => null;
    }
}
