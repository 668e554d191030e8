using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Kept.Files;
using Kept.Files.Pictures;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

/// <summary>Pictures that are also something else, say too much or measure too much.</summary>
public sealed class HostilePictureTests
{
    private const string Page = "<html><script>alert(1)</script></html>";

    private static readonly FileInspector Inspector = new(FileLimits.Default);

    public static TheoryData<string> Pictures => [.. Sample.Pictures];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void A_second_file_behind_the_picture_is_cut_off(string name)
    {
        var clean = Clean(Sample.Bytes(name));

        Clean([.. Sample.Bytes(name), .. Archive("secret.txt", Page)]).SequenceEqual(clean).ShouldBeTrue();
        Clean([.. Sample.Bytes(name), .. Encoding.ASCII.GetBytes(Page)]).SequenceEqual(clean).ShouldBeTrue();
        Clean([.. Sample.Bytes(name), .. "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom\0\0\0\u000Cmdatabcd"u8]).SequenceEqual(clean).ShouldBeTrue("a moving photo");
    }

    [Fact]
    public void A_web_page_in_a_jpeg_comment_or_unknown_segment_goes()
    {
        var photo = Sample.Bytes("photo.jpg");
        var page = Encoding.ASCII.GetBytes(Page);
        byte[] mixed = [.. photo[..2], .. JpegSegment(0xFE, page), .. JpegSegment(0xE2, [.. "MPF\0"u8, .. page]), .. JpegSegment(0xEB, page), .. JpegSegment(0xE2, [.. "ICC_PROFILE\0\u0009\u0009"u8, .. page]), .. photo[2..]];

        var clean = Clean(mixed);

        Encoding.Latin1.GetString(clean).ShouldNotContain("script");
    }

    [Fact]
    public void The_thumbnail_of_a_jfif_header_goes()
    {
        byte[] jfif = [.. "JFIF\0"u8, 1, 2, 0, 0, 72, 0, 72, 4, 4, .. Enumerable.Repeat((byte)0x5A, 48)];
        var photo = Sample.Bytes("photo.jpg");

        var clean = Clean([.. photo[..2], .. JpegSegment(0xE0, jfif), .. JpegSegment(0xE0, [.. "JFXX\0"u8, 0x10, .. photo]), .. photo[20..]]);

        clean.AsSpan().IndexOf("ZZZZZZZZ"u8).ShouldBe(-1);
        clean.AsSpan().IndexOf("JFXX"u8).ShouldBe(-1);
        clean.AsSpan(2, 18).ToArray().ShouldBe([0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 2, 0, 0, 72, 0, 72, 0, 0]);
    }

    [Fact]
    public void A_web_page_in_a_png_chunk_goes_and_a_broken_checksum_is_noticed()
    {
        var picture = Sample.Bytes("picture.png");
        byte[] mixed = [.. picture[..33], .. PngChunk.Write("tEXt", Encoding.ASCII.GetBytes("Title\0" + Page)), .. PngChunk.Write("prVt", Encoding.ASCII.GetBytes(Page)), .. picture[33..]];

        Encoding.Latin1.GetString(Clean(mixed)).ShouldNotContain("script");
        mixed[50] ^= 1;
        Why(mixed).ShouldBe(FileRefusal.Damaged);
    }

    [Theory]
    [InlineData("pHYs")]
    [InlineData("gAMA")]
    [InlineData("cHRM")]
    [InlineData("sRGB")]
    [InlineData("cICP")]
    [InlineData("sBIT")]
    [InlineData("bKGD")]
    [InlineData("tRNS")]
    [InlineData("acTL")]
    [InlineData("fcTL")]
    public void A_second_file_in_a_png_chunk_that_has_a_length_of_its_own_goes(string chunk)
    {
        var picture = Sample.Bytes("picture.png");
        byte[] archive = [.. Archive("secret.txt", Page), .. new byte[256]];

        Clean([.. picture[..33], .. PngChunk.Write(chunk, archive), .. picture[33..]]).SequenceEqual(Clean(picture)).ShouldBeTrue();
    }

    [Fact]
    public void A_second_file_in_pieces_goes_after_the_first()
    {
        var picture = Sample.Bytes("picture.png");
        byte[] physical = [0, 0, 11, 19, 0, 0, 11, 19, 1];
        var once = PngChunk.Write("pHYs", physical);

        Clean([.. picture[..33], .. once, .. PngChunk.Write("pHYs", "<script>a"u8), .. picture[33..]])
            .SequenceEqual(Clean([.. picture[..33], .. once, .. picture[33..]])).ShouldBeTrue();
    }

    [Fact]
    public void A_palette_that_can_be_none_makes_no_picture()
    {
        var picture = Sample.Bytes("picture.png");
        foreach (var palette in new[] { [], Encoding.ASCII.GetBytes(Page[..37]), new byte[771] })
        {
            Why([.. picture[..33], .. PngChunk.Write("PLTE", palette), .. picture[33..]]).ShouldBe(FileRefusal.Damaged);
        }

        var black = PngChunk.Write("PLTE", [0, 0, 0]);
        Why([.. picture[..33], .. black, .. black, .. picture[33..]]).ShouldBe(FileRefusal.Damaged);
    }

    [Fact]
    public void A_colour_profile_that_is_none_or_unpacks_without_end_is_dropped()
    {
        using var bomb = new MemoryStream();
        bomb.Write("icc\0\0"u8);
        using (var packed = new ZLibStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            packed.Write(new byte[8 * 1024 * 1024]);
        }
        var picture = Sample.Bytes("picture.png");

        var clean = Clean([.. picture[..33], .. PngChunk.Write("iCCP", bomb.ToArray()), .. picture[33..]]);

        clean.SequenceEqual(Clean(picture)).ShouldBeTrue();
    }

    [Fact]
    public void Unknown_chunks_inside_a_webp_frame_go()
    {
        var moving = Sample.Bytes("moving.webp");
        var at = moving.AsSpan().IndexOf("ANMF"u8);
        var length = BinaryPrimitives.ReadInt32LittleEndian(moving.AsSpan(at + 4));
        byte[] frame = [.. moving[(at + 8)..(at + 8 + length)], .. WebPChunk.Write("EVIL", Encoding.ASCII.GetBytes(Page))];
        byte[] mixed = [.. moving[..at], .. WebPChunk.Write("ANMF", frame), .. moving[(at + 8 + length + (length & 1))..]];
        BinaryPrimitives.WriteInt32LittleEndian(mixed.AsSpan(4), mixed.Length - 8);

        Clean(mixed).SequenceEqual(Clean(moving)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Too_many_pixels_are_told_from_the_header(string name)
    {
        var strict = new FileInspector(FileLimits.Default with { MaxPixels = 48 * 32 - 1 });

        strict.Inspect(Sample.Bytes(name)).ShouldBe(new FileInspection.Refused(FileRefusal.TooManyPixels));
    }

    [Fact]
    public void A_small_file_that_claims_a_huge_picture_is_refused()
    {
        var picture = Sample.Bytes("picture.png");
        var header = picture[16..29];
        BinaryPrimitives.WriteInt32BigEndian(header, 100_000);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 100_000);

        Why([.. picture[..8], .. PngChunk.Write("IHDR", header), .. picture[33..]]).ShouldBe(FileRefusal.TooManyPixels);
    }

    [Fact]
    public void Moving_pictures_are_measured_with_all_their_frames()
    {
        var strict = new FileInspector(FileLimits.Default with { MaxPixelsInAllFrames = 48 * 32 * 2 - 1 });

        strict.Inspect(Sample.Bytes("moving.gif")).ShouldBe(new FileInspection.Refused(FileRefusal.TooManyPixels));
        strict.Inspect(Sample.Bytes("moving.webp")).ShouldBe(new FileInspection.Refused(FileRefusal.TooManyPixels));
    }

    [Theory]
    [InlineData("RIFF\u0004\0\0\0WEBP")]
    [InlineData("GIF89a")]
    [InlineData("\u0089PNG\r\n\u001A\n")]
    [InlineData("ÿØÿ")]
    [InlineData("ÿØÿÙ")]
    public void A_beginning_alone_is_damaged(string start) => Why(Encoding.Latin1.GetBytes(start)).ShouldBe(FileRefusal.Damaged);

    private static byte[] Clean(byte[] content) => Inspector.Inspect(content).ShouldBeOfType<FileInspection.Accepted>().Content.ToArray();

    private static FileRefusal Why(byte[] content) => Inspector.Inspect(content).ShouldBeOfType<FileInspection.Refused>().Why;

    private static byte[] JpegSegment(byte marker, byte[] payload) => [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    private static byte[] Archive(string name, string text)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(name).Open()))
        {
            writer.Write(text);
        }
        return archive.ToArray();
    }
}
