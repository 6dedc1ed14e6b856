namespace Adjoint.Algebra;

/// <summary>A computation over a field whose elements' type is not known where the computation is asked for.</summary>
/// <typeparam name="TResult">What it gives, whatever the field.</typeparam>
public interface IFieldVisitor<out TResult>
{
    /// <summary>Computes over <paramref name="field"/>.</summary>
    TResult Visit<T>(IField<T> field);
}
