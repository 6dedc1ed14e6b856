namespace Adjoint.Extension;

/// <summary>Marks a type whose values a notebook shows while they come about, such as a training. Where such a value is also the result of the cell that has shown it last, it is not shown twice.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShownWhileItRunsAttribute : Attribute;
