using CsCheck;
using SinoRussia.Web.PageCache;

namespace SinoRussia.Web.Tests.PageCache;

/// <summary>Pieces that are compressed separately and together form one gzip file.</summary>
public sealed class GzipPieceTests
{
    [Fact]
    public void Any_pieces_joined_are_one_gzip_file_with_their_content() =>
        Gen.OneOf(Gen.Byte.Array[0, 40], Gen.Byte[97, 99].Array[0, 70_000], Gen.Byte.Array[0, 70_000]).Array[0, 12].Sample(
            texts =>
            {
                var file = GzipPiece.Join([.. texts.Select(text => GzipPiece.Of(text))]);

                Assert.Equal(texts.SelectMany(text => text), GzipPiece.Unpack(file)); // Unpack verifies length and checksum, see below
            },
            iter: 60);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_wrong_length_or_checksum_is_noticed(int fromTheEnd)
    {
        var file = GzipPiece.Join([GzipPiece.Of("one"u8), GzipPiece.Of("two"u8)]);
        file[^fromTheEnd] ^= 1;

        Assert.Throws<InvalidDataException>(() => GzipPiece.Unpack(file));
    }

    [Fact]
    public void The_same_piece_can_be_used_twice()
    {
        var piece = GzipPiece.Of("again and again and again, "u8);

        Assert.Equal("again and again and again, again and again and again, "u8.ToArray(), GzipPiece.Unpack(GzipPiece.Join([piece, piece])));
    }
}
