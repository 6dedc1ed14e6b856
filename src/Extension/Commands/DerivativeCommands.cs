using Adjoint.MatrixCalculus;

namespace Adjoint.Extension.Commands;

/// <summary><c>#!derive</c>, <c>#!jacobian</c> and <c>#!hessian</c>.</summary>
internal static class DerivativeCommands
{
    private static readonly CommandParameter Variable = new("wrt", "The variable to differentiate by; it may be left out where there is one only.", new ParameterType.Identifier());

    private static readonly CommandParameter Expression = new("expression", "An expression such as log(det(X)) + tr(A*X) where X: n×n, A: n×n symmetric.", new ParameterType.Text("an expression")) { Required = true };

    private static readonly CommandParameter Steps = new("steps", "Shows the derivation, each line with its rule.", new ParameterType.Flag());

    private static readonly CommandParameter Layout = new("layout", "mixed: gradients like their variable, Jacobians with rows for outputs; numerator; denominator; index.", new ParameterType.Choice(["mixed", "numerator", "denominator", "index"])) { Default = "mixed" };

    private static readonly CommandParameter Code = new("code", "Shows the derivative as a C# method too: csharp on MathNet, torch on TorchSharp.", new ParameterType.Choice(["csharp", "torch"]));

    public static MagicCommand Derive { get; } = new("derive", "Differentiates an expression of scalars, vectors and matrices, with a certificate.", "#!derive --wrt X log(det(X))")
    {
        Options = [Variable, Steps, Layout, Code, new("order", "How often; from 3 on in index notation.", new ParameterType.Integer(1, 4)) { Default = "1" }],
        Main = Expression,
        Run = static (arguments, _) => Task.FromResult(Shown(arguments, static (f, x, a) => MatrixDerivative.Of(f, x, a.Integer("order")!.Value, LayoutOf(a)))),
    };

    public static MagicCommand Jacobian { get; } = new("jacobian", "The Jacobian of a vector or matrix, a row for every output.", "#!jacobian --wrt x A*x.^2")
    {
        Options = [Variable, Steps, Code],
        Main = Expression,
        Run = static (arguments, _) => Task.FromResult(Shown(arguments, static (f, x, _) => MatrixCalculus.Jacobian.Of(f, x))),
    };

    public static MagicCommand Hessian { get; } = new("hessian", "The Hessian of a scalar.", "#!hessian --wrt w sum(log(1 + exp(-y.*(X*w))))")
    {
        Options = [Variable, Steps, Code],
        Main = Expression,
        Run = static (arguments, _) => Task.FromResult(Shown(arguments, static (f, x, _) => MatrixCalculus.Hessian.Of(f, x))),
    };

    private static object? Shown(Arguments arguments, Func<MatrixExpression, string, Arguments, MatrixDerivative> differentiate)
    {
        var expression = MatrixExpression.Parse(arguments.Main);
        var variable = arguments.Text("wrt") ?? expression.Variables switch
        {
            [] => throw new CommandException("The expression has no variable to differentiate by."),
            [var only] => only.Name,
            var several => throw new CommandException($"Differentiate by which variable? Say --wrt {string.Join(" or --wrt ", several.Select(v => v.Name))}."),
        };
        try
        {
            var derivative = differentiate(expression, variable, arguments);
            derivative = arguments.Flag("steps") ? derivative.WithSteps() : derivative;
            return arguments.Text("code") switch
            {
                null => derivative,
                "torch" => derivative.WithCode(derivative.Value.ToTorch("Derivative")),
                _ => derivative.WithCode(derivative.Value.ToCSharp("Derivative")),
            };
        }
        catch (Exception refused) when (refused is CertificateFailedException or NotSupportedException)
        {
            throw new CommandException(refused.Message);
        }
    }

    private static DerivativeLayout LayoutOf(Arguments arguments) => Enum.Parse<DerivativeLayout>(arguments.Text("layout")!, ignoreCase: true);
}
