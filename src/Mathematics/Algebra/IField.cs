using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>A field whose elements' type is known only at run time, as when its name was typed. <see cref="Accept"/> gives the type back.</summary>
public interface IField : IEquatable<IField>, IHasNotation
{
    /// <summary>The field's symbol: ℚ, 𝔽₇.</summary>
    Node Symbol { get; }

    /// <summary>The least n &gt; 0 with n·1 = 0, or 0 if there is none.</summary>
    BigInteger Characteristic { get; }

    /// <summary>What an element is called, without article: <c>rational number</c>, <c>element of F_7</c>.</summary>
    string ElementName { get; }

    /// <summary>How an element is typed, with article: <c>an integer, a fraction such as 1/2 or a decimal such as 2.5</c>.</summary>
    string ElementSyntax { get; }

    /// <summary>Calls <paramref name="visitor"/> with the field at the type of its elements.</summary>
    TResult Accept<TResult>(IFieldVisitor<TResult> visitor);
}
