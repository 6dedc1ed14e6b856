namespace Adjoint.Extension;

/// <summary>A notebook that knows the variables which later cells have declared anew. They cannot be named any more, but what they hold lives on.</summary>
public interface IShadowedVariables
{
    /// <summary>Names and values, the oldest first.</summary>
    IEnumerable<(string Name, object? Value)> ShadowedVariables { get; }
}
