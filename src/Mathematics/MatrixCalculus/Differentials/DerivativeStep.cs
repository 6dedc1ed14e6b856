namespace Adjoint.MatrixCalculus;

/// <summary>One line of a derivation: d(f) = … by a rule, with the differentials of the parts of f still to be found.</summary>
internal sealed record DerivativeStep(DifferentialRule Rule, MatrixTerm Left, MatrixTerm Right);
