using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Adjoint.Exercises;

/// <summary>A text that only one answer opens.</summary>
/// <param name="Check">Whether an answer is the one.</param>
/// <param name="Data">The text, padded, encrypted and authenticated under a key that only the answer gives.</param>
internal sealed record SealedText(byte[] Check, byte[] Data)
{
    private const int CheckBytes = 16;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;

    // Each key encrypts one text.
    private static readonly byte[] Nonce = new byte[12];

    /// <summary>What both the check value and the key are made of: PBKDF2-HMAC-SHA256 of the answer.</summary>
    public static byte[] Stretch(string answer, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(answer, salt, iterations, HashAlgorithmName.SHA256, KeyBytes);

    /// <summary>Seals a text of at most <paramref name="length"/> bytes, so that its own length does not show.</summary>
    public static SealedText Of(byte[] text, byte[] stretched, int length)
    {
        var padded = new byte[sizeof(int) + length];
        BinaryPrimitives.WriteInt32LittleEndian(padded, text.Length);
        text.CopyTo(padded.AsSpan(sizeof(int)));
        var data = new byte[padded.Length + TagBytes];
        using var cipher = new AesGcm(Expand(stretched, "adjoint sealed key 1"u8, KeyBytes), TagBytes);
        cipher.Encrypt(Nonce, padded, data.AsSpan(0, padded.Length), data.AsSpan(padded.Length));
        return new(Expand(stretched, "adjoint sealed check 1"u8, CheckBytes), data);
    }

    /// <summary>The text, if the answer is the one that opens it; null if it is another.</summary>
    /// <exception cref="InvalidDataException">The text was changed.</exception>
    public byte[]? Open(byte[] stretched)
    {
        if (!CryptographicOperations.FixedTimeEquals(Expand(stretched, "adjoint sealed check 1"u8, CheckBytes), Check))
        {
            return null;
        }

        var padded = new byte[Math.Max(sizeof(int), Data.Length - TagBytes)];
        try
        {
            using var cipher = new AesGcm(Expand(stretched, "adjoint sealed key 1"u8, KeyBytes), TagBytes);
            cipher.Decrypt(Nonce, Data.AsSpan(0, Math.Max(0, Data.Length - TagBytes)), Data.AsSpan(Math.Max(0, Data.Length - TagBytes)), padded);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException("What this answer opens was changed since the course was released; fetch the course anew.", error);
        }

        return padded.AsSpan(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(padded)).ToArray();
    }

    private static byte[] Expand(byte[] stretched, ReadOnlySpan<byte> purpose, int bytes)
    {
        var expanded = new byte[bytes];
        HKDF.Expand(HashAlgorithmName.SHA256, stretched, expanded, purpose);
        return expanded;
    }
}
