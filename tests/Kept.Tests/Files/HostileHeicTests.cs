using System.Buffers.Binary;
using System.Text;
using Kept.Files;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

/// <summary>HEIC files put together box by box, to hide things where a phone would not.</summary>
public sealed class HostileHeicTests
{
    private static readonly FileInspector Inspector = new(FileLimits.Default);
    private static readonly byte[] Picture = Encoding.ASCII.GetBytes("PICTURE-DATA-PICTURE-DATA");
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("SECRET-45.8150-15.9819-SECRET");

    [Fact]
    public void Bytes_that_no_picture_points_at_are_cleared()
    {
        var file = File([Item(1, "hvc1", 0, 0, Picture.Length), Item(2, "Exif", 0, Picture.Length, Secret.Length)], [.. Picture, .. Secret, .. Secret]);

        var clean = Clean(file);

        clean.Length.ShouldBe(file.Length);
        clean.AsSpan().IndexOf(Picture).ShouldBeGreaterThan(0);
        Encoding.Latin1.GetString(clean).ShouldNotContain("SECRET");
        Encoding.Latin1.GetString(clean).ShouldNotContain("Exif");
    }

    [Fact]
    public void Items_inside_the_description_are_cleared_too()
    {
        var file = File([Item(1, "hvc1", 0, 0, Picture.Length), Item(2, "mime", 1, 0, Secret.Length)], Picture, Box("idat", Secret));

        Encoding.Latin1.GetString(Clean(file)).ShouldNotContain("SECRET");
    }

    [Fact]
    public void Boxes_and_properties_we_do_not_know_are_blanked_and_those_at_the_end_cut_off()
    {
        var file = File([Item(1, "hvc1", 0, 0, Picture.Length)], Picture, Box("xml ", [0, 0, 0, 0, .. Secret]), Box("udes", Secret));
        byte[] longer = [.. file, .. Box("mpvd", Secret), .. Secret];

        var clean = Clean(longer);

        clean.Length.ShouldBe(file.Length);
        Encoding.Latin1.GetString(clean).ShouldNotContain("SECRET");
    }

    [Fact]
    public void A_video_before_the_picture_is_blanked_without_moving_anything()
    {
        var file = File([Item(1, "hvc1", 0, 0, Picture.Length)], Picture, before: Box("moov", Secret));

        var clean = Clean(file);

        clean.AsSpan().IndexOf(Picture).ShouldBe(file.AsSpan().IndexOf(Picture));
        Encoding.Latin1.GetString(clean).ShouldNotContain("SECRET");
    }

    [Fact]
    public void Names_of_items_are_blanked() =>
        Encoding.Latin1.GetString(Clean(File([Item(1, "hvc1", 0, 0, Picture.Length)], Picture))).ShouldNotContain("named by Ana");

    [Fact]
    public void A_picture_that_shares_bytes_with_its_position_is_refused() =>
        Why(File([Item(1, "hvc1", 0, 0, Picture.Length), Item(2, "Exif", 0, 4, 8)], Picture)).ShouldBe(FileRefusal.Damaged);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 5, 1000)]
    [InlineData(0, -500, 10)]
    [InlineData(1, 0, 10)]
    [InlineData(2, 0, 10)]
    public void Items_that_point_nowhere_are_refused(int method, int offset, int length) =>
        Why(File([Item(1, "hvc1", method, offset, length)], Picture)).ShouldBe(FileRefusal.Damaged);

    [Fact]
    public void Without_a_picture_there_is_nothing_to_take() =>
        Why(File([Item(1, "Exif", 0, 0, Picture.Length)], Picture)).ShouldBe(FileRefusal.Damaged);

    [Fact]
    public void Other_media_files_of_the_same_build_are_not_taken()
    {
        Why([.. "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom"u8, .. Box("mdat", Picture)]).ShouldBe(FileRefusal.UnknownType);
        Why([.. "\0\0\0\u001Cftypavif\0\0\0\0avifmif1miaf"u8, .. Box("mdat", Picture)]).ShouldBe(FileRefusal.UnknownType);
    }

    private static byte[] Clean(byte[] content) => Inspector.Inspect(content).ShouldBeOfType<FileInspection.Accepted>().Content.ToArray();

    private static FileRefusal Why(byte[] content) => Inspector.Inspect(content).ShouldBeOfType<FileInspection.Refused>().Why;

    private static HeicItem Item(short id, string type, int method, int offset, int length) => new(id, type, method, offset, length);

    private static byte[] File(HeicItem[] items, byte[] data, byte[]? moreMeta = null, byte[]? moreProperty = null, byte[]? before = null)
    {
        var brands = Box("ftyp", [.. "heic\0\0\0\0mif1heic"u8]);
        var meta = Meta(items, 0, moreMeta, moreProperty);
        var start = brands.Length + (before?.Length ?? 0) + meta.Length + 8;
        return [.. brands, .. before ?? [], .. Meta(items, start, moreMeta, moreProperty), .. Box("mdat", data)];
    }

    private static byte[] Meta(HeicItem[] items, int dataStart, byte[]? moreMeta, byte[]? moreProperty)
    {
        var names = items.SelectMany(item => Box("infe", [2, 0, 0, 0, 0, (byte)item.Id, 0, 0, .. Encoding.ASCII.GetBytes(item.Type), .. "named by Ana\0"u8]));
        var places = items.SelectMany(item => (byte[])[0, (byte)item.Id, 0, (byte)item.Method, 0, 0, 0, 1, .. Number(item.Offset + (item.Method == 0 ? dataStart : 0)), .. Number(item.Length)]);
        byte[] properties = [.. Box("ispe", [0, 0, 0, 0, .. Number(64), .. Number(48)]), .. moreProperty ?? []];
        return Box("meta",
        [
            0, 0, 0, 0,
            .. Box("hdlr", [.. "\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"u8]),
            .. Box("pitm", [0, 0, 0, 0, 0, 1]),
            .. Box("iinf", [0, 0, 0, 0, 0, (byte)items.Length, .. names]),
            .. Box("iloc", [1, 0, 0, 0, 0x44, 0, 0, (byte)items.Length, .. places]),
            .. Box("iprp", [.. Box("ipco", properties), .. Box("ipma", [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1])]),
            .. moreMeta ?? [],
        ]);
    }

    private static byte[] Box(string type, byte[] body) => [.. Number(body.Length + 8), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private sealed record HeicItem(short Id, string Type, int Method, int Offset, int Length);
}
