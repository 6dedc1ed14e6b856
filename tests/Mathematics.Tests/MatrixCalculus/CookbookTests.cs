using System.Text;
using Adjoint.MatrixCalculus;
using Xunit;

namespace Adjoint.Tests.MatrixCalculus;

/// <summary>Chapter 2 of Petersen and Pedersen, <em>The Matrix Cookbook</em> (version of 15 November 2012): what the engine derives, beside what the book prints.</summary>
public sealed class CookbookTests
{
    private const string Table = "docs/matrix-cookbook.md";

    // Number, function, variable, what the book prints, declarations.
    private static readonly (string Number, string Function, string Variable, string Book, string Declared)[] Identities =
    [
        ("46", "det(A + t*B)", "t", "det(A + t*B)*tr(inv(A + t*B)*B)", "A: n×n, B: n×n, t: scalar"),
        ("49", "det(X)", "X", "det(X)*inv(X)'", "X: n×n"),
        ("51", "det(A*X*B)", "X", "det(A*X*B)*inv(X)'", "A: n×n, X: n×n, B: n×n"),
        ("52", "det(X'*A*X)", "X", "2*det(X'*A*X)*inv(X)'", "A: n×n, X: n×n"),
        ("53", "det(X'*A*X)", "X", "2*det(X'*A*X)*A*X*inv(X'*A*X)", "A: m×m symmetric, X: m×n"),
        ("54", "det(X'*A*X)", "X", "det(X'*A*X)*(A*X*inv(X'*A*X) + A'*X*inv(X'*A'*X))", "A: m×m, X: m×n"),
        ("55", "log(det(X'*X))", "X", "2*(inv(X'*X)*X')'", "X: m×n"),
        ("57", "log(det(X))", "X", "inv(X)'", "X: n×n"),
        ("58", "det(X^3)", "X", "3*det(X^3)*inv(X)'", "X: n×n"),
        ("59", "inv(A + t*B)", "t", "-inv(A + t*B)*B*inv(A + t*B)", "A: n×n, B: n×n, t: scalar"),
        ("60", "inv(X)", "X", "-kron(inv(X)', inv(X))", "X: n×n"),
        ("61", "a'*inv(X)*b", "X", "-inv(X)'*a*b'*inv(X)'", "X: n×n, a: n, b: n"),
        ("62", "det(inv(X))", "X", "-det(inv(X))*inv(X)'", "X: n×n"),
        ("63", "tr(A*inv(X)*B)", "X", "-(inv(X)*B*A*inv(X))'", "A: m×n, X: n×n, B: n×m"),
        ("64", "tr(inv(X + A))", "X", "-(inv(X + A)*inv(X + A))'", "A: n×n, X: n×n"),
        ("69", "x'*a", "x", "a", "x: n, a: n"),
        ("70", "a'*X*b", "X", "a*b'", "X: m×n, a: m, b: n"),
        ("71", "a'*X'*b", "X", "b*a'", "X: m×n, a: n, b: m"),
        ("72", "a'*X*a", "X", "a*a'", "X: n×n, a: n"),
        ("74", "X*A", "X", "kron(A', eye(m))", "X: m×n, A: n×p"),
        ("75", "X'*A", "X", "kron(A', eye(n))*commutation(m, n)", "X: m×n, A: m×p"),
        ("76", "sum[i, j, k, l](X[i, j]*X[k, l])", "X", "2*sum(X)*ones(m, n)", "X: m×n"),
        ("77", "b'*X'*X*c", "X", "X*(b*c' + c*b')", "X: m×n, b: n, c: n"),
        ("78", "(B*x + b)'*C*(D*x + d)", "x", "B'*C*(D*x + d) + D'*C'*(B*x + b)", "B: m×n, b: m, C: m×k, D: k×n, d: k, x: n"),
        ("80", "X'*B*X", "X", "kron(eye(n), X'*B) + kron((B*X)', eye(n))*commutation(m, n)", "B: m×m, X: m×n"),
        ("81", "x'*B*x", "x", "(B + B')*x", "B: n×n, x: n"),
        ("82", "b'*X'*D*X*c", "X", "D'*X*b*c' + D*X*c*b'", "X: m×n, D: m×m, b: n, c: n"),
        ("83", "(X*b + c)'*D*(X*b + c)", "X", "(D + D')*(X*b + c)*b'", "X: m×n, D: m×m, b: n, c: m"),
        ("84", "(x - A*s)'*W*(x - A*s)", "s", "-2*A'*W*(x - A*s)", "A: m×n, W: m×m symmetric, x: m, s: n"),
        ("85", "(x - s)'*W*(x - s)", "x", "2*W*(x - s)", "W: m×m symmetric, x: m, s: m"),
        ("86", "(x - s)'*W*(x - s)", "s", "-2*W*(x - s)", "W: m×m symmetric, x: m, s: m"),
        ("87", "(x - A*s)'*W*(x - A*s)", "x", "2*W*(x - A*s)", "A: m×n, W: m×m symmetric, x: m, s: n"),
        ("88", "(x - A*s)'*W*(x - A*s)", "A", "-2*W*(x - A*s)*s'", "A: m×n, W: m×m symmetric, x: m, s: n"),
        ("90", "X^3", "X", "kron(eye(n), X^2) + kron(X', X) + kron((X^2)', eye(n))", "X: n×n"),
        ("91", "a'*X^3*b", "X", "a*b'*(X^2)' + X'*a*b'*X' + (X^2)'*a*b'", "X: n×n, a: n, b: n"),
        ("92", "a'*(X^2)'*X^2*b", "X", "(X^2*a*b' + X^2*b*a')*X' + X'*(X^2*a*b' + X^2*b*a')", "X: n×n, a: n, b: n"),
        ("96", "x'*A*x + b'*x", "x", "(A + A')*x + b", "A: n×n, x: n, b: n"),
        ("100", "tr(X)", "X", "eye(n)", "X: n×n"),
        ("101", "tr(X*A)", "X", "A'", "X: m×n, A: n×m"),
        ("102", "tr(A*X*B)", "X", "A'*B'", "A: k×m, X: m×n, B: n×k"),
        ("103", "tr(A*X'*B)", "X", "B*A", "A: k×n, X: m×n, B: m×k"),
        ("104", "tr(X'*A)", "X", "A", "X: m×n, A: m×n"),
        ("105", "tr(A*X')", "X", "A", "X: m×n, A: m×n"),
        ("106", "tr(kron(A, X))", "X", "tr(A)*eye(n)", "A: m×m, X: n×n"),
        ("107", "tr(X^2)", "X", "2*X'", "X: n×n"),
        ("108", "tr(X^2*B)", "X", "(X*B + B*X)'", "X: n×n, B: n×n"),
        ("109", "tr(X'*B*X)", "X", "B*X + B'*X", "X: m×n, B: m×m"),
        ("110", "tr(B*X*X')", "X", "B*X + B'*X", "X: m×n, B: m×m"),
        ("111", "tr(X*X'*B)", "X", "B*X + B'*X", "X: m×n, B: m×m"),
        ("112", "tr(X*B*X')", "X", "X*B' + X*B", "X: m×n, B: n×n"),
        ("113", "tr(B*X'*X)", "X", "X*B' + X*B", "X: m×n, B: n×n"),
        ("114", "tr(X'*X*B)", "X", "X*B' + X*B", "X: m×n, B: n×n"),
        ("115", "tr(A*X*B*X)", "X", "A'*X'*B' + B'*X'*A'", "A: n×m, X: m×n, B: n×m"),
        ("116", "tr(X'*X)", "X", "2*X", "X: m×n"),
        ("117", "tr(B'*X'*C*X*B)", "X", "C'*X*B*B' + C*X*B*B'", "B: n×k, X: m×n, C: m×m"),
        ("118", "tr(X'*B*X*C)", "X", "B*X*C + B'*X*C'", "B: m×m, X: m×n, C: n×n"),
        ("119", "tr(A*X*B*X'*C)", "X", "A'*C'*X*B' + C*A*X*B", "A: k×m, X: m×n, B: n×n, C: m×k"),
        ("120", "tr((A*X*B + C)*(A*X*B + C)')", "X", "2*A'*(A*X*B + C)*B'", "A: k×m, X: m×n, B: n×p, C: k×p"),
        ("121", "tr(kron(X, X))", "X", "2*tr(X)*eye(n)", "X: n×n"),
        ("122", "tr(X^4)", "X", "4*(X^3)'", "X: n×n"),
        ("123", "tr(A*X^3)", "X", "(A*X^2 + X*A*X + X^2*A)'", "A: n×n, X: n×n"),
        ("124", "tr(B'*X'*C*X*X'*C*X*B)", "X", "C*X*X'*C*X*B*B' + C'*X*B*B'*X'*C'*X + C*X*B*B'*X'*C*X + C'*X*X'*C'*X*B*B'", "B: n×k, X: m×n, C: m×m"),
        ("125", "tr(A*inv(X)*B)", "X", "-inv(X)'*A'*B'*inv(X)'", "A: m×n, X: n×n, B: n×m"),
        ("126", "tr(inv(X'*C*X)*A)", "X", "-(C*X*inv(X'*C*X))*(A + A')*inv(X'*C*X)", "A: n×n, C: m×m symmetric, X: m×n"),
        ("127", "tr(inv(X'*C*X)*(X'*B*X))", "X", "-2*C*X*inv(X'*C*X)*X'*B*X*inv(X'*C*X) + 2*B*X*inv(X'*C*X)", "B: m×m symmetric, C: m×m symmetric, X: m×n"),
        ("128", "tr(inv(A + X'*C*X)*(X'*B*X))", "X", "-2*C*X*inv(A + X'*C*X)*X'*B*X*inv(A + X'*C*X) + 2*B*X*inv(A + X'*C*X)", "A: n×n symmetric, B: m×m symmetric, C: m×m symmetric, X: m×n"),
        ("129", "norm2(x - a)", "x", "(x - a)/norm2(x - a)", "x: n, a: n"),
        ("130", "(x - a)/norm2(x - a)", "x", "eye(n)/norm2(x - a) - (x - a)*(x - a)'/norm2(x - a)^3", "x: n, a: n"),
        ("131", "norm2(x)^2", "x", "2*x", "x: n"),
        ("132", "normF(X)^2", "X", "2*X", "X: m×n"),
        ("141", "tr(A*X)", "X", "A.*eye(n)", "X: n×n diagonal, A: n×n"),
    ];

    // The book differentiates by the entries on and above the diagonal; the engine projects the gradient on symmetric matrices. Both say the same of df.
    private static readonly (string Number, string Function, string Variable, string Projected, string Declared)[] Structured =
    [
        ("138", "tr(A*X)", "X", "(A + A')/2", "X: n×n symmetric, A: n×n"),
        ("139", "det(X)", "X", "det(X)*inv(X)", "X: n×n symmetric"),
        ("140", "log(det(X))", "X", "inv(X)", "X: n×n symmetric"),
    ];

    private static readonly (string Number, string Why)[] Outside =
    [
        ("56", "a derivative by the pseudo-inverse; the grammar has none"),
        ("65–68", "eigenvalues and eigenvectors; the grammar has none"),
        ("73", "single-entry matrices; it is what `--layout index` writes"),
        ("99", "the trace of sin of a matrix; `sin` works entry by entry here"),
        ("133–137", "the general chain rule by a structured matrix, no identity of its own"),
        ("142–143", "Toeplitz matrices; no such assumption can be made"),
        ("144–", "complex matrices; all is real here"),
    ];

    [Fact]
    public void What_the_book_prints_is_what_the_engine_derives() => Assert.All([.. Identities, .. Structured], identity =>
    {
        var derivative = MatrixDerivative.Of($"{identity.Function} where {identity.Declared}", identity.Variable);
        var book = MatrixExpression.Parse($"{identity.Item4} where {identity.Declared}");
        Assert.True(Agree(derivative.Value.Term, book.Term), $"({identity.Number}) {derivative.Value} is not {book}");
    });

    // ADJOINT_APPROVE=1 writes it: read it first.
    [Fact]
    public void The_table_is_the_one_that_the_engine_writes()
    {
        var path = Path.Combine(Root(), Table);
        var table = Write();
        if (Environment.GetEnvironmentVariable("ADJOINT_APPROVE") == "1")
        {
            File.WriteAllText(path, table);
        }

        Assert.Equal(table, File.ReadAllText(path));
    }

    // By the laws of index notation, else at random points of several sizes.
    private static bool Agree(MatrixTerm a, MatrixTerm b)
    {
        if (!a.Shape.Equals(b.Shape))
        {
            return false;
        }

        if (IndexForm.AreEqual(a, b))
        {
            return true;
        }

        var (sampler, random, compared) = (new PointSampler(a, b), new SplitMix64(1), 0);
        for (var attempt = 0; attempt < 40 && compared < 6; attempt++)
        {
            var point = sampler.Point(sampler.Sizes(attempt), attempt, random);
            var (x, y) = (ArrayEvaluator.Evaluate(a, point), ArrayEvaluator.Evaluate(b, point));
            var scale = y.Max(Math.Abs);
            if (!(scale is > 1e-6 and < 1e6))
            {
                continue;
            }

            if (x.Zip(y).Any(p => !(Math.Abs(p.First - p.Second) < 1e-7 * scale)))
            {
                return false;
            }

            compared++;
        }

        return compared >= 3;
    }

    private static string Write()
    {
        var text = new StringBuilder("""
            # The Matrix Cookbook's derivatives

            Chapter 2 of Petersen and Pedersen, *The Matrix Cookbook* (version of 15 November 2012), in the order of its equations: the function, the variable, and the derivative that the engine finds, with a passed certificate
            each. A test writes this table and compares each line with what the book prints: by the laws of index notation, or at random points.


            """.ReplaceLineEndings("\n"));
        text.Append("| equation | function | by | derivative |\n|---|---|---|---|\n");
        foreach (var (number, function, variable, _, declared) in Identities.Concat(Structured))
        {
            var derivative = MatrixDerivative.Of($"{function} where {declared}", variable);
            Assert.True(derivative.Certificate.IsPassed);
            text.Append($"| {number} | `{function}` where {declared} | {variable} | `{derivative.Value}` |\n");
        }

        text.Append("\nOf (138) to (140) the book differentiates by the entries on and above the diagonal, so that its gradient is 2G − G∘I where the projected one, here, is G. Left out:\n\n| equation | why |\n|---|---|\n");
        foreach (var (number, why) in Outside)
        {
            text.Append($"| {number} | {why} |\n");
        }

        return text.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Notebooks.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
