using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Adjoint.Exercises;

/// <summary>HMAC-SHA256(course key; learner, exercise, attempt): the 32 bytes from which a variant is drawn, the same on every machine for ever.</summary>
/// <remarks>docs/variants.md specifies it bit by bit.</remarks>
public sealed class VariantSeed : IEquatable<VariantSeed>
{
    /// <summary>The bytes of a seed.</summary>
    public const int Length = 32;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] bytes;

    private VariantSeed(byte[] bytes) => this.bytes = bytes;

    /// <summary>The seed itself.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The seed of one attempt. Attempts count from 0.</summary>
    /// <param name="courseKey">The secret of the course; any length.</param>
    /// <param name="learner">Who answers.</param>
    /// <param name="exercise">The exercise's id.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="policy">Without variants for each attempt the attempt counts as 0, and for a shared variant the learner as the empty text.</param>
    /// <exception cref="ArgumentException">The attempt is negative, or a name is no well-formed Unicode; the message says which.</exception>
    public static VariantSeed Of(ReadOnlySpan<byte> courseKey, string learner, string exercise, int attempt, VariantPolicy policy = VariantPolicy.EachAttempt)
    {
        if (attempt < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(attempt), string.Create(CultureInfo.InvariantCulture, $"Attempts count from 0, and this one is {attempt}."));
        }

        using var message = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(uint)];
        foreach (var part in (ReadOnlySpan<string>)[
            "adjoint variant 1",
            policy == VariantPolicy.Shared ? string.Empty : learner,
            exercise,
            (policy == VariantPolicy.EachAttempt ? attempt : 0).ToString(CultureInfo.InvariantCulture)])
        {
            var text = Encode(part);
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)text.Length);
            message.Write(length);
            message.Write(text);
        }

        return new(HMACSHA256.HashData(courseKey, message.ToArray()));
    }

    /// <summary>The seed with the given 64 hexadecimal digits, as <see cref="ToString"/> writes them.</summary>
    /// <exception cref="FormatException">The text is no such.</exception>
    public static VariantSeed Parse(string digits) => Convert.FromHexString(digits) is { Length: Length } bytes
        ? new(bytes)
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A seed has {2 * Length} hexadecimal digits, and this one has {digits.Length}."));

    /// <inheritdoc/>
    public bool Equals(VariantSeed? other) => other is not null && bytes.AsSpan().SequenceEqual(other.bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VariantSeed);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(bytes);

    private static byte[] Encode(string part)
    {
        try
        {
            return Strict.GetBytes(part);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The name of a learner or exercise has half a surrogate pair, and is no well-formed Unicode.", nameof(part));
        }
    }
}
