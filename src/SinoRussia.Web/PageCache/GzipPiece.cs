using System.Buffers.Binary;
using System.IO.Compression;

namespace SinoRussia.Web.PageCache;

/// <summary>A separately compressed piece of a page. A page of many pieces only has to compress the changed ones again.</summary>
/// <param name="Deflated">Complete deflate blocks (RFC 1951) that end on a byte boundary and do not refer to data outside the piece, so pieces can be joined in any order.</param>
/// <param name="Crc">The CRC-32 (RFC 1952) of the uncompressed bytes.</param>
/// <param name="Length">The number of uncompressed bytes.</param>
internal sealed record GzipPiece(ReadOnlyMemory<byte> Deflated, uint Crc, int Length)
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]; // deflate, no name, no time, no system
    private static readonly byte[] LastBlock = [3, 0]; // an empty final block

    public static GzipPiece Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new GzipPiece(ReadOnlyMemory<byte>.Empty, 0, 0);
        }

        using var packed = new MemoryStream();
        int end;
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            packing.Write(bytes);
            packing.Flush(); // ends on a byte boundary
            end = (int)packed.Length;
        }

        var whole = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        return new GzipPiece(whole[HeaderLength..end].ToArray(), BinaryPrimitives.ReadUInt32LittleEndian(whole[^TrailerLength..]), bytes.Length);
    }

    /// <summary>Joins the pieces to one gzip file.</summary>
    public static byte[] Join(IReadOnlyCollection<GzipPiece> pieces)
    {
        var file = new byte[HeaderLength + pieces.Sum(piece => piece.Deflated.Length) + LastBlock.Length + TrailerLength];
        Header.CopyTo(file, 0);
        var (at, crc, length) = (HeaderLength, 0u, 0u);
        foreach (var piece in pieces)
        {
            piece.Deflated.CopyTo(file.AsMemory(at));
            at += piece.Deflated.Length;
            crc = Crc32.Joined(crc, piece.Crc, piece.Length);
            length += (uint)piece.Length;
        }

        LastBlock.CopyTo(file, at);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + LastBlock.Length), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + LastBlock.Length + 4), length);
        return file;
    }

    /// <summary>The uncompressed content of a gzip file.</summary>
    public static byte[] Unpack(byte[] file)
    {
        using var packed = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Combines the checksums of two byte sequences into the checksum of both in a row. A CRC is a polynomial remainder over GF(2), and
    /// the bytes that follow multiply the first one by a power of x. This is the method of zlib's crc32_combine.</summary>
    private static class Crc32
    {
        private const uint Polynomial = 0xedb88320;
        private const uint One = 1u << 31; // bits are reversed: the highest power is the lowest bit

        private static readonly uint[] Squares = SquaresOfX(); // x to the powers of 1, 2, 4, 8, …

        public static uint Joined(uint first, uint second, int secondLength)
        {
            var power = One;
            for (var (bits, k) = ((long)secondLength * 8, 0); bits > 0; bits >>= 1, k++)
            {
                power = (bits & 1) == 0 ? power : Product(Squares[k], power);
            }

            return Product(power, first) ^ second;
        }

        private static uint[] SquaresOfX()
        {
            var squares = new uint[40]; // enough for more bits than a piece can have
            squares[0] = One >> 1;
            for (var k = 1; k < squares.Length; k++)
            {
                squares[k] = Product(squares[k - 1], squares[k - 1]);
            }

            return squares;
        }

        private static uint Product(uint a, uint b)
        {
            var product = 0u;
            for (var bit = One; bit != 0; bit >>= 1)
            {
                product ^= (a & bit) == 0 ? 0 : b;
                b = (b & 1) == 0 ? b >> 1 : (b >> 1) ^ Polynomial;
            }

            return product;
        }
    }
}
