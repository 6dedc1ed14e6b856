using System.Numerics;
using Adjoint.Notation;

namespace Adjoint.Algebra;

/// <summary>Operations every field has, derived from the axioms.</summary>
public static class FieldOperations
{
    extension<T>(IField<T> field)
    {
        /// <summary>a − b.</summary>
        public T Subtract(T a, T b) => field.Add(a, field.Negate(b));

        /// <summary>a / b.</summary>
        /// <exception cref="NotInvertibleException">b = 0.</exception>
        public T Divide(T a, T b) => field.Multiply(a, field.Invert(b));

        /// <summary>Whether a = 0.</summary>
        public bool IsZero(T a) => EqualityComparer<T>.Default.Equals(a, field.Zero);

        /// <summary>Whether a = 1.</summary>
        public bool IsOne(T a) => EqualityComparer<T>.Default.Equals(a, field.One);

        /// <summary>aⁿ; a⁰ = 1, also for a = 0.</summary>
        /// <exception cref="NotInvertibleException">a = 0 and n &lt; 0.</exception>
        public T Power(T a, BigInteger n)
        {
            if (n.Sign < 0)
            {
                (a, n) = (field.Invert(a), -n);
            }

            var power = field.One;
            for (var bit = (long)n.GetBitLength() - 1; bit >= 0; bit--)
            {
                Cancellation.Poll();
                power = field.Multiply(power, power);
                power = (n >> (int)bit).IsEven ? power : field.Multiply(power, a);
            }

            return power;
        }

        /// <summary>Reads an element.</summary>
        /// <exception cref="NotationParseException"><paramref name="text"/> is no element; the message says what one looks like.</exception>
        public T Parse(string text) => field.TryParse(text, out var a)
            ? a
            : throw new NotationParseException(text, RationalReader.Stop(text), field.Refusal(text), field.ElementSyntax);

        /// <summary>The sentence, without its full stop, that says why a text is no element.</summary>
        internal string Refusal(ReadOnlySpan<char> text) => $"{NotationParseException.Quote(text)} {RationalReader.Limit(text) ?? $"is no {field.ElementName}"}";

        /// <summary>Refuses an element of another field of the same type.</summary>
        /// <exception cref="ForeignElementException">a does not belong to the field.</exception>
        internal T Own(T a) => field.Contains(a) ? a : throw new ForeignElementException($"{a}", $"{field}");
    }
}
