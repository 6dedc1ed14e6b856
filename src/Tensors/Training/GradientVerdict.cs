namespace Adjoint.Tensors;

/// <summary>How a gradient compares with difference quotients.</summary>
public enum GradientVerdict
{
    /// <summary>They agree wherever they were compared.</summary>
    Agrees,

    /// <summary>They agree where the function is differentiable; at some entry it has a kink, a jump or an end, so that there is no derivative to compare with.</summary>
    NotDifferentiable,

    /// <summary>They differ where the function looks differentiable: the gradient is wrong.</summary>
    Differs,

    /// <summary>The function gave two values at one place, so that there is nothing to compare.</summary>
    NotDeterministic,
}
