namespace Adjoint.Tensors;

/// <summary>What a host loads.</summary>
public static class TensorsAddOn
{
}
