namespace Adjoint.MatrixCalculus;

/// <summary>A rule by which a differential was found.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Formula">What it says, in the grammar of expressions.</param>
/// <param name="Lesson">The lesson of the course that explains it: the name of its file, without the ending.</param>
public sealed record DifferentialRule(string Name, string Formula, string Lesson)
{
    private const string LinearMaps = "02-derivatives-as-linear-maps";
    private const string Kronecker = "03-jacobians-vec-and-kronecker";
    private const string Gradients = "05-inner-products-and-gradients";
    private const string Determinants = "07-determinant-and-inverse";
    private const string Entrywise = "09-entrywise-rules-and-the-chain-rule";

    internal static DifferentialRule Sum { get; } = new("sum rule", "d(A + B) = dA + dB", LinearMaps);

    internal static DifferentialRule Product { get; } = new("product rule", "d(A*B) = dA*B + A*dB", LinearMaps);

    internal static DifferentialRule Constant { get; } = new("constant factors", "d(A*X*B) = A*dX*B", LinearMaps);

    internal static DifferentialRule EntrywiseProduct { get; } = new("entrywise product rule", "d(A.*B) = dA.*B + A.*dB", Entrywise);

    internal static DifferentialRule Power { get; } = new("power rule", "d(x^a) = a*x^(a - 1)*dx", Entrywise);

    internal static DifferentialRule Exponential { get; } = new("power with a variable exponent", "d(a^x) = log(a)*a^x*dx", Entrywise);

    internal static DifferentialRule MatrixPower { get; } = new("power of a matrix", "d(X^2) = dX*X + X*dX", LinearMaps);

    internal static DifferentialRule Inverse { get; } = new("inverse", "d(inv(X)) = -inv(X)*dX*inv(X)", Determinants);

    internal static DifferentialRule Transpose { get; } = new("transpose", "d(X') = dX'", LinearMaps);

    internal static DifferentialRule Chain { get; } = new("chain rule, entry by entry", "d(f(x)) = f'(x).*dx", Entrywise);

    internal static DifferentialRule Determinant { get; } = new("Jacobi's formula", "d(det(X)) = det(X)*tr(inv(X)*dX)", Determinants);

    internal static DifferentialRule LogDeterminant { get; } = new("logarithm of the determinant", "d(logdet(X)) = tr(inv(X)*dX)", Determinants);

    internal static DifferentialRule Linear { get; } = new("linear map", "d(L(X)) = L(dX)", LinearMaps);

    internal static DifferentialRule Norm { get; } = new("norm", "d(norm2(x)) = x'*dx/norm2(x)", Gradients);

    internal static DifferentialRule Maximum { get; } = new("largest entry", "d(max(x)) = argmax(x)'*dx", Entrywise);

    internal static DifferentialRule Kron { get; } = new("Kronecker product rule", "d(kron(A, B)) = kron(dA, B) + kron(A, dB)", Kronecker);

    internal static DifferentialRule Softmax { get; } = new("softmax", "d(softmax(x)) = s.*dx - s*(s'*dx), s = softmax(x)", Entrywise);

    internal static DifferentialRule LogSumExp { get; } = new("logsumexp", "d(logsumexp(x)) = softmax(x)'*dx", Entrywise);

    internal static DifferentialRule MatrixFunction { get; } = new("Fréchet derivative of a matrix function", "d(expm(X)) = dexpm(X, dX)", Determinants);

    internal static DifferentialRule Cases { get; } = new("case by case", "d(piecewise(c, a, b)) = piecewise(c, da, db)", Entrywise);

    internal static DifferentialRule Indices { get; } = new("entry by entry", "d(sum[i](f(i))) = sum[i](d(f(i)))", Entrywise);
}
