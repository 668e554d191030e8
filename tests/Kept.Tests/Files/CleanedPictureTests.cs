using Kept.Files;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.Formats.Icc;
using MetadataExtractor.Formats.Iptc;
using MetadataExtractor.Formats.Xmp;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

/// <summary>Position and camera data go, orientation, colours and the picture itself stay; judged by a metadata reader that is not ours.</summary>
public sealed class CleanedPictureTests
{
    private static readonly FileInspector Inspector = new(FileLimits.Default);

    public static TheoryData<string> Pictures => [.. Sample.Pictures];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Nothing_private_is_left(string name)
    {
        var original = Sample.Bytes(name);
        Sample.PrivateWordsIn(original).Count().ShouldBeGreaterThan(2, "the sample must have something to lose");

        var cleaned = Clean(original);

        Sample.PrivateWordsIn(cleaned).ShouldBeEmpty();
        var found = Read(cleaned);
        found.OfType<GpsDirectory>().ShouldBeEmpty();
        found.OfType<ExifSubIfdDirectory>().ShouldBeEmpty();
        found.OfType<ExifThumbnailDirectory>().ShouldBeEmpty();
        found.OfType<XmpDirectory>().ShouldBeEmpty();
        found.OfType<IptcDirectory>().ShouldBeEmpty();
        found.OfType<ExifIfd0Directory>().SelectMany(directory => directory.Tags).ShouldAllBe(tag => tag.Type == ExifDirectoryBase.TagOrientation);
        found.ShouldNotContain(directory => directory.Name.Contains("Comment") || directory.Name.Contains("Photoshop") || directory.Name.Contains("Makernote") || directory.Name.Contains("tEXt") || directory.Name.Contains("iTXt"));
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("picture.png")]
    public void The_reader_sees_the_private_data_in_the_original(string name)
    {
        var found = Read(Sample.Bytes(name));

        found.OfType<GpsDirectory>().ShouldNotBeEmpty();
        found.OfType<ExifIfd0Directory>().Single().GetString(ExifDirectoryBase.TagMake).ShouldBe("Kamerawerk");
        found.OfType<ExifSubIfdDirectory>().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("photo.jpg", 6)]
    [InlineData("progressive.jpg", 6)]
    [InlineData("picture.png", 8)]
    [InlineData("picture.webp", 3)]
    public void Orientation_stays(string name, int orientation) =>
        Read(Clean(Sample.Bytes(name))).OfType<ExifIfd0Directory>().Single().GetInt32(ExifDirectoryBase.TagOrientation).ShouldBe(orientation);

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("picture.png")]
    [InlineData("picture.webp")]
    public void The_colour_profile_stays(string name)
    {
        var before = Read(Sample.Bytes(name)).OfType<IccDirectory>().Single();
        var after = Read(Clean(Sample.Bytes(name))).OfType<IccDirectory>().Single();

        after.Tags.Select(tag => tag.Description).ShouldBe(before.Tags.Select(tag => tag.Description));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void The_compressed_picture_is_the_same_bit_for_bit(string name)
    {
        var original = Sample.Bytes(name);

        var picture = PictureData.Of(name, original);

        picture.ShouldNotBeEmpty();
        PictureData.Of(name, Clean(original).ToArray()).SequenceEqual(picture).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Cleaning_twice_changes_nothing_more(string name)
    {
        var once = Clean(Sample.Bytes(name));

        Clean(once).Span.SequenceEqual(once.Span).ShouldBeTrue();
    }

    [Theory]
    [InlineData("photo.jpg", nameof(FileKind.Jpeg), 160, 120)]
    [InlineData("progressive.jpg", nameof(FileKind.Jpeg), 160, 120)]
    [InlineData("picture.png", nameof(FileKind.Png), 96, 72)]
    [InlineData("picture.webp", nameof(FileKind.WebP), 160, 120)]
    [InlineData("moving.webp", nameof(FileKind.WebP), 48, 32)]
    [InlineData("moving.gif", nameof(FileKind.Gif), 48, 32)]
    [InlineData("phone.heic", nameof(FileKind.Heic), 160, 120)]
    public void Kind_and_size_come_from_the_content(string name, string kind, int width, int height)
    {
        var accepted = Inspector.Inspect(Sample.Bytes(name)).ShouldBeOfType<FileInspection.Accepted>();

        accepted.Kind.ToString().ShouldBe(kind);
        (accepted.Size!.Value.Width, accepted.Size.Value.Height).ShouldBe((width, height));
    }

    private static ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> original) =>
        Inspector.Inspect(original).ShouldBeOfType<FileInspection.Accepted>().Content;

    private static IReadOnlyList<MetadataExtractor.Directory> Read(ReadOnlyMemory<byte> content) =>
        ImageMetadataReader.ReadMetadata(new MemoryStream(content.ToArray()));
}
