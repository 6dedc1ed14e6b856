using System.Diagnostics;
using System.Text;
using Adjoint.Algebra;
using Adjoint.LinearAlgebra;
using CsCheck;
using Xunit;

namespace Adjoint.Tests.LinearAlgebra;

/// <summary>An independent system, PARI/GP (Debian's pari-gp), computes the same. It reads our matrix literals and we read its.</summary>
public sealed class PariTests
{
    private const string Absent = "PARI/GP is not installed (Debian: pari-gp).";

    private static readonly PrimeField F101 = new(101);

    private static readonly Gen<List<ExactMatrix<Rational>>> OverQ = Gen.OneOf(
        Generators.Matrix(Rationals.Field, Generators.SmallRational, 9), Generators.Matrix(Rationals.Field, Generators.AnyRational, 6)).List[40];

    private static readonly Gen<List<ExactMatrix<Residue>>> OverF101 = Generators.Matrix(F101, Generators.Residue(101), 12).List[40];

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "gp.exe" : "gp")));

    [Fact(Skip = Absent, SkipUnless = nameof(IsInstalled))]
    public void Rational_determinants_ranks_and_kernels_agree() => OverQ.Sample(Agree, iter: 1);

    [Fact(Skip = Absent, SkipUnless = nameof(IsInstalled))]
    public void Modular_determinants_ranks_and_kernels_agree() => OverF101.Sample(Agree, iter: 1);

    [Fact(Skip = Absent, SkipUnless = nameof(IsInstalled))]
    public void Rational_inverses_and_solutions_agree() => OverQ.Sample(AgreeOnSystems, iter: 1);

    [Fact(Skip = Absent, SkipUnless = nameof(IsInstalled))]
    public void Modular_inverses_and_solutions_agree() => OverF101.Sample(AgreeOnSystems, iter: 1);

    private static void Agree<T>(List<ExactMatrix<T>> matrices)
    {
        // PARI has no literals for matrices without entries.
        var cases = matrices.Where(a => a.Shape.Count > 0).ToList();
        var answers = Ask(cases.SelectMany(a => (string[])
        [
            $"print(matrank({Literal(a)}))",
            $"print(lift(matker({Literal(a)})))",
            a.Shape.IsSquare ? $"print(lift(matdet({Literal(a)})))" : "print(0)",
        ]));
        for (var i = 0; i < cases.Count; i++)
        {
            var a = cases[i];
            Assert.Equal(answers[3 * i], a.Rank().ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(answers[(3 * i) + 1] == "[;]" ? ExactMatrix.Zero(a.Field, a.Shape.Columns, 0).ColumnSpace() : Read(answers[(3 * i) + 1], a.Field).ColumnSpace(), a.Nullspace());
            if (a.Shape.IsSquare)
            {
                Assert.Equal(a.Field.Parse(answers[(3 * i) + 2]), a.Determinant());
            }
        }
    }

    private static void AgreeOnSystems<T>(List<ExactMatrix<T>> matrices)
    {
        var cases = matrices.Where(a => a.Shape.Count > 0).Select(a => a[..Math.Min(a.Shape.Rows, a.Shape.Columns), ..Math.Min(a.Shape.Rows, a.Shape.Columns)])
            .Where(a => a.Rank() == a.Shape.Rows).ToList();
        var answers = Ask(cases.SelectMany(a => (string[])
        [
            $"print(lift({Literal(a)}^-1))",
            $"print(lift(matsolve({Literal(a)}, {Literal(a.Row(0).Transpose())})))",
        ]));
        for (var i = 0; i < cases.Count; i++)
        {
            var a = cases[i];
            Assert.Equal(Read(answers[2 * i], a.Field), a.Inverse());
            Assert.Equal(Read(answers[(2 * i) + 1], a.Field), ((SolutionSet<T>.Affine)a.Solve(a.Row(0).Transpose())).Particular);
        }
    }

    // A matrix of one row prints as Mat([1, 2]), of one entry as Mat(1).
    private static ExactMatrix<T> Read<T>(string answer, IField<T> field) =>
        ExactMatrix.Parse(answer.StartsWith("Mat(", StringComparison.Ordinal) ? answer[4..^1] : answer, field);

    private static string Literal<T>(ExactMatrix<T> a)
    {
        var rows = Enumerable.Range(0, a.Shape.Rows).Select(i => string.Join(',', a.RowSpan(i).ToArray().Select(a.Field.Format)));
        var literal = $"Mat([{string.Join(';', rows)}])";
        return a.Field.Characteristic.IsZero ? literal : $"({literal}*Mod(1,{a.Field.Characteristic}))";
    }

    private static string[] Ask(IEnumerable<string> commands)
    {
        var program = commands.ToArray();
        using var process = Process.Start(new ProcessStartInfo("gp", ["-q", "-f"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TERM"] = "dumb" },
        })!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var answers = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.WriteLine("default(parisizemax, 500000000);");
        foreach (var command in program)
        {
            process.StandardInput.WriteLine(command);
        }

        process.StandardInput.Close();
        Assert.True(process.WaitForExit(60_000), "gp did not end within a minute.");
        var lines = answers.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains("***", StringComparison.Ordinal)).ToArray();
        Assert.True(lines.Length == program.Length, $"gp gave {lines.Length} answers to {program.Length} questions: {errors}");
        return lines;
    }
}
