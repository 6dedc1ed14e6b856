using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Adjoint.Algebra;

namespace Adjoint.Exercises;

/// <summary>A stream of choices that depends on nothing but its seed: what a variant is made from, and the inputs on which a function is judged.</summary>
/// <remarks>
/// The i-th block is SHA-256(seed ‖ i), i of 64 bits with the high byte first; a block is four words of 64 bits, the high byte first. Every choice takes whole words and is
/// free of bias. docs/variants.md specifies each method with test vectors, and they never change.
/// </remarks>
public sealed class Draw
{
    private const int WordBytes = sizeof(ulong);

    // Past this many refusals a wish is taken for one that cannot be fulfilled.
    private const int MostTries = 1000;

    private readonly byte[] counted = new byte[VariantSeed.Length + WordBytes];
    private readonly byte[] block = new byte[SHA256.HashSizeInBytes];
    private readonly IReadOnlyList<Choice>? replayed;
    private readonly List<Choice>? recorded;
    private ulong blocks;
    private int at;
    private int replay;

    /// <summary>The stream of a seed.</summary>
    public Draw(VariantSeed seed)
    {
        seed.Bytes.CopyTo(counted);
        at = block.Length;
    }

    /// <summary>Either the stream of a seed, or choices made before, and the simplest one after them; written down as they are made.</summary>
    internal Draw(VariantSeed seed, IReadOnlyList<Choice>? replayed)
        : this(seed) => (this.replayed, recorded) = (replayed, []);

    /// <summary>The choices made so far, if they are written down.</summary>
    internal IReadOnlyList<Choice> Recorded => recorded ?? [];

    /// <summary>A number from 0 to count − 1, each as likely as any other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">count &lt; 1.</exception>
    public long Below(long count) => Choose(count, 0);

    /// <summary>An integer from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or has more than 2⁶³ − 1 numbers.</exception>
    public int Integer(int least, int most) => least <= most
        ? (int)(least + Choose((long)most - least + 1, Math.Clamp(0L, least, most) - least))
        : throw new ArgumentOutOfRangeException(nameof(most), string.Create(CultureInfo.InvariantCulture, $"There is no integer from {least} to {most}."));

    /// <summary>An integer from <paramref name="least"/> to <paramref name="most"/>, drawn again while it is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range has no number but 0.</exception>
    public int NonZero(int least, int most) => least == 0 && most == 0
        ? throw new ArgumentOutOfRangeException(nameof(most), "From 0 to 0 there is no number but 0.")
        : Until(draw => draw.Integer(least, most), n => n != 0, "it is 0");

    /// <summary>True or false.</summary>
    public bool Coin() => Below(2) == 1;

    /// <summary>One of the items.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public T Choice<T>(params IReadOnlyList<T> items) => items.Count > 0
        ? items[(int)Below(items.Count)]
        : throw new ArgumentException("There is nothing to choose from.", nameof(items));

    /// <summary>The items in any order. For i = n − 1, …, 1 the i-th changes places with the one at <see cref="Below"/>(i + 1).</summary>
    public IReadOnlyList<T> Shuffle<T>(params IReadOnlyList<T> items)
    {
        T[] order = [.. items];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>The given number of different items: one after the other, each drawn again while it is there already.</summary>
    /// <exception cref="NoVariantException">There seem not to be that many.</exception>
    public IReadOnlyList<T> Distinct<T>(int count, Func<Draw, T> item)
    {
        List<T> items = [];
        while (items.Count < count)
        {
            items.Add(Until(item, x => !items.Contains(x), "it was drawn before"));
        }

        return items;
    }

    /// <summary>Items, as many as asked for.</summary>
    public IReadOnlyList<T> List<T>(int count, Func<Draw, T> item)
    {
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = item(this);
        }

        return items;
    }

    /// <summary>Draws until <paramref name="isWanted"/>, at most 1000 times.</summary>
    /// <exception cref="NoVariantException">None was; the message gives <paramref name="reason"/>.</exception>
    public T Until<T>(Func<Draw, T> item, Func<T, bool> isWanted, string reason = "it does not have the property that is wanted")
    {
        for (var i = 0; i < MostTries; i++)
        {
            Cancellation.Poll();
            if (item(this) is var x && isWanted(x))
            {
                return x;
            }
        }

        throw new NoVariantException("A generator", MostTries, reason);
    }

    /// <summary>n/d in lowest terms: first d from 1 to <paramref name="denominator"/>, then n from −<paramref name="numerator"/> to <paramref name="numerator"/>.</summary>
    public Rational Rational(int numerator, int denominator)
    {
        var d = Integer(1, denominator);
        return new(Integer(-numerator, numerator), d);
    }

    /// <summary>An element of 𝔽ₚ, each as likely as any other.</summary>
    public Residue Element(PrimeField field) => field[Below(field.P)];

    // A word past the largest multiple of count is thrown away, so that no remainder is likelier than another.
    internal long Choose(long count, long simplest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var index = replayed is null ? Uniform((ulong)count)
            : replay < replayed.Count && simplest + replayed[replay].Distance is >= 0 and var i && i < count ? i
            : simplest;
        replay++;
        recorded?.Add(new(index - simplest));
        return index;
    }

    private long Uniform(ulong count)
    {
        var excess = ((ulong.MaxValue % count) + 1) % count;
        while (true)
        {
            var word = Word();
            if (word <= ulong.MaxValue - excess)
            {
                return (long)(word % count);
            }
        }
    }

    private ulong Word()
    {
        if (at == block.Length)
        {
            BinaryPrimitives.WriteUInt64BigEndian(counted.AsSpan(VariantSeed.Length), blocks++);
            SHA256.HashData(counted, block);
            at = 0;
        }

        var word = BinaryPrimitives.ReadUInt64BigEndian(block.AsSpan(at));
        at += WordBytes;
        return word;
    }
}
