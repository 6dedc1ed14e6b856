using System.Text;
using Adjoint.Notation;

namespace Adjoint.MatrixCalculus;

/// <summary>Words and lines about a derivative.</summary>
internal static class DerivationText
{
    /// <summary>The rules that were used, each once for each part, then the differential and what is collected from it.</summary>
    public static IReadOnlyList<DerivationLine> Lines(SymbolicDerivative derivative, int order)
    {
        var lines = new List<DerivationLine>();
        foreach (var step in derivative.Steps)
        {
            lines.Add(Line(step.Left, step.Right, step.Rule.Name, step.Rule.Lesson));
        }

        var f = new MatrixTerm(Operation.Differential, derivative.Function.Shape, derivative.Function);
        if (derivative.Steps.Count > 1)
        {
            lines.Add(Line(f, derivative.Differential, "all together", DifferentialRule.Sum.Lesson));
        }

        var (reason, lesson) = derivative.Form switch
        {
            DerivativeForm.Gradient => ("the factor beside dX: df = tr(G'*dX)", DifferentialRule.Norm.Lesson),
            DerivativeForm.Jacobian => ("the matrix before vec(dX): vec(A*dX*B) = kron(B', A)*vec(dX)", DifferentialRule.Kron.Lesson),
            DerivativeForm.Entrywise => ("the factor beside " + "d" + derivative.Variable.Name, DifferentialRule.Sum.Lesson),
            _ => ("the differential in the direction of each unit", DifferentialRule.Kron.Lesson),
        };
        var name = order == 1 ? $"df/d{derivative.Variable.Name}" : $"d^{order}f/d{derivative.Variable.Name}^{order}";
        lines.Add(new(name, derivative.Value.ToString(), reason, lesson) { Sides = (Quotient(derivative, order), TermNotation.Of(derivative.Value)) });
        return lines;
    }

    /// <summary>What the derivative is, in one sentence, and what the variable's domain makes of it.</summary>
    public static IEnumerable<string> Meaning(SymbolicDerivative derivative, int order)
    {
        var (x, shape) = (derivative.Variable.Name, derivative.Value.Shape);
        var kind = shape.IsScalar ? "a number" : shape.ToString();
        yield return derivative.Form switch
        {
            DerivativeForm.Gradient => $"Gradient, {kind}: df = {(derivative.Variable.Shape.IsVector ? $"G'*d{x}" : $"tr(G'*d{x})")}",
            DerivativeForm.Entrywise => $"Derivative by a number, {kind}",
            DerivativeForm.Jacobian when order == 2 => $"Hessian, {kind}: the derivative of {(derivative.Variable.Shape.IsVector ? "the gradient" : $"vec(gradient) by vec({x})")}",
            DerivativeForm.Jacobian => $"Jacobian, {kind}: {(derivative.Function.Shape.IsVector ? "df" : "d vec(F)")} = J*{(derivative.Variable.Shape.IsVector ? $"d{x}" : $"vec(d{x})")}, rows for outputs",
            _ => $"Tensor, {kind}: the indices of the function, then those of {x}",
        };
        var traits = derivative.Variable.Traits;
        if (derivative.Variable.Shape.IsScalar)
        {
            yield break;
        }

        if (traits.HasFlag(VariableTraits.Diagonal))
        {
            yield return $"{x} is diagonal: projected on diagonal matrices";
        }
        else if (traits.HasFlag(VariableTraits.Orthogonal))
        {
            yield return $"{x} is orthogonal: projected on the directions in which it stays so";
        }
        else if (derivative.Variable.IsSymmetric)
        {
            yield return $"{x} is symmetric: projected on symmetric matrices";
        }
    }

    /// <summary>The text of a derivative: its first line is the derivative alone.</summary>
    public static string Write(MatrixDerivative derivative)
    {
        var text = new StringBuilder(derivative.Value.ToString());
        if (derivative.ShowsSteps)
        {
            foreach (var line in derivative.Steps)
            {
                text.Append("\n  ").Append(line);
            }
        }

        foreach (var remark in derivative.Remarks)
        {
            text.Append('\n').Append(remark).Append('.');
        }

        text.Append('\n').Append(derivative.Certificate);
        return derivative.Code is { } code ? text.Append("\n\n").Append(code.Source).ToString() : text.ToString();
    }

    /// <summary>The formula, or the lines of the derivation with their rules.</summary>
    public static Node Describe(MatrixDerivative shown) => shown.ShowsSteps
        ? Node.Derivation([.. shown.Steps.Select(s => (s.Sides.Left, Node.Row(Node.Operator("="), s.Sides.Right), Node.Text(s.Reason)))])
        : shown.Formula;

    /// <summary>∂f/∂X = ….</summary>
    public static Node Formula(MatrixDerivative shown, SymbolicDerivative derivative) => Node.Row(Quotient(derivative, shown.Order), Node.Operator("="), TermNotation.Of(shown.Value.Term));

    private static DerivationLine Line(MatrixTerm left, MatrixTerm right, string reason, string lesson) =>
        new(left.ToString(), right.ToString(), reason, lesson) { Sides = (TermNotation.Of(left), TermNotation.Of(right)) };

    private static Node Quotient(SymbolicDerivative derivative, int order)
    {
        var (f, x) = (Node.Identifier("f"), TermNotation.Of(MatrixAlgebra.Variable(derivative.Variable)));
        var (d, power) = (Node.Operator("∂"), Node.Number(order.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return derivative.Form switch
        {
            DerivativeForm.Gradient => Node.Row(Node.Subscript(Node.Operator("∇"), x), f),

            // What is differentiated is the gradient then, and f is what that is the gradient of.
            DerivativeForm.Jacobian when order == 2 => Node.Row(Node.Scripts(Node.Operator("∇"), x, power), f),
            DerivativeForm.Jacobian when !(derivative.Function.Shape.IsVector && derivative.Variable.Shape.IsVector) =>
                Node.Fraction(Node.Row(d, Node.Operator("vec"), f), Node.Row(d, Node.Operator("vec"), x)),
            _ when order > 1 => Node.Fraction(Node.Row(Node.Superscript(d, power), f), Node.Row(d, Node.Superscript(x, power))),
            _ => Node.PartialDerivative(f, x),
        };
    }
}
