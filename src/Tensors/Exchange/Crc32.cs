using System.Buffers.Binary;

namespace Adjoint.Tensors.Exchange;

/// <summary>The checksum of zip archives: CRC-32 with the reflected polynomial EDB88320.</summary>
/// <remarks>Eight bytes at a time (M. E. Kounavis and F. L. Berry, 2005): table k holds the remainder of a byte followed by k zero bytes.</remarks>
internal static class Crc32
{
    private static readonly uint[][] Tables = Build();

    /// <summary>The checksum so far (at first 0), continued over the bytes.</summary>
    internal static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        while (bytes.Length >= 8)
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Tables[7][low & 255] ^ Tables[6][(low >> 8) & 255] ^ Tables[5][(low >> 16) & 255] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 255] ^ Tables[2][(high >> 8) & 255] ^ Tables[1][(high >> 16) & 255] ^ Tables[0][high >> 24];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = (crc >> 8) ^ Tables[0][(crc ^ b) & 255];
        }

        return ~crc;
    }

    private static uint[][] Build()
    {
        var tables = new uint[8][];
        for (var k = 0; k < 8; k++)
        {
            tables[k] = new uint[256];
            for (var i = 0u; i < 256; i++)
            {
                var crc = k == 0 ? i : tables[k - 1][i];
                for (var bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
                }

                tables[k][i] = crc;
            }
        }

        return tables;
    }
}
