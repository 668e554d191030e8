using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Kept.Files;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

public sealed class DocumentTests
{
    private const string WordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static readonly FileInspector Inspector = new(FileLimits.Default);

    [Theory]
    [InlineData("letter.pdf", nameof(FileKind.Pdf))]
    [InlineData("letter.docx", nameof(FileKind.Docx))]
    [InlineData("letter.odt", nameof(FileKind.Odt))]
    public void Documents_are_taken_as_they_are(string name, string kind)
    {
        var accepted = Inspector.Inspect(Sample.Bytes(name)).ShouldBeOfType<FileInspection.Accepted>();

        accepted.Kind.ToString().ShouldBe(kind);
        accepted.Kind.IsShownInPage.ShouldBeFalse();
        accepted.Content.Span.SequenceEqual(Sample.Bytes(name)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Liebe Leute,\r\ndie Mülltonne ist übervoll.\n")]
    [InlineData("Šta je s kontejnerom? <3 1 < 2")]
    public void Text_is_taken_in_old_and_new_encodings(string text)
    {
        Inspector.Inspect(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<FileInspection.Accepted>().Kind.ShouldBe(FileKind.Text);
        Inspector.Inspect(Encoding.Latin1.GetBytes(text)).ShouldBeOfType<FileInspection.Accepted>().Kind.ShouldBe(FileKind.Text);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("\uFEFF  <!DOCTYPE html><p>")]
    [InlineData("harmless at first, then <ScRiPt>alert(1)</script>")]
    [InlineData("<?xml version='1.0'?><svg/>")]
    [InlineData("<?php system('id'); ?>")]
    public void Web_pages_and_drawings_with_script_are_refused(string text) => Why(Encoding.UTF8.GetBytes(text)).ShouldBe(FileRefusal.ActiveContent);

    [Theory]
    [InlineData("4D5A900003000000")] // a Windows program
    [InlineData("7F454C46020101000000")] // a Linux program
    [InlineData("D0CF11E0A1B11AE1")] // old Word, or a new one with a password
    [InlineData("526172211A0700")] // RAR
    [InlineData("49492A0008000000")] // TIFF
    [InlineData("000000")]
    [InlineData("FEFF")]
    [InlineData("7B5C72746631")] // RTF
    public void Everything_else_is_refused(string hex) => Why(Convert.FromHexString(hex)).ShouldBe(FileRefusal.UnknownType);

    [Fact]
    public void Nothing_and_too_much_are_refused()
    {
        Why([]).ShouldBe(FileRefusal.Empty);
        Why(new byte[FileLimits.Default.MaxBytes + 1]).ShouldBe(FileRefusal.TooBig);
    }

    [Fact]
    public void An_archive_behind_a_document_is_refused()
    {
        var zip = Sample.Bytes("letter.odt");

        Why([.. Sample.Bytes("letter.pdf"), .. zip]).ShouldBe(FileRefusal.SecondFileInside);
        Why([.. Sample.Bytes("letter.docx"), .. zip]).ShouldBe(FileRefusal.SecondFileInside);
        Why([.. zip, .. Encoding.ASCII.GetBytes("<html>")]).ShouldBe(FileRefusal.SecondFileInside);
        Why([.. Sample.Bytes("letter.pdf"), .. new byte[5000]]).ShouldBe(FileRefusal.SecondFileInside);
    }

    [Fact]
    public void A_file_between_the_entries_of_an_archive_is_refused()
    {
        var zip = Sample.Bytes("letter.docx");
        var directory = (int)BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        byte[] mixed = [.. zip[..directory], .. Sample.Bytes("letter.pdf"), .. zip[directory..]];
        BinaryPrimitives.WriteInt32LittleEndian(mixed.AsSpan(mixed.Length - 6), directory + Sample.Bytes("letter.pdf").Length);

        Why(mixed).ShouldBe(FileRefusal.SecondFileInside);
    }

    [Fact]
    public void An_archive_that_is_no_letter_is_refused() => Why(Archive(("a.txt", "hello"u8.ToArray()))).ShouldBe(FileRefusal.UnknownType);

    [Theory]
    [InlineData("word/vbaProject.bin")]
    [InlineData("word/activeX/activeX1.xml")]
    public void Macros_are_refused(string entry) => Why(Word((entry, "x"u8.ToArray()))).ShouldBe(FileRefusal.MacrosInside);

    [Fact]
    public void A_path_out_of_the_archive_is_refused() => Why(Word(("../../etc/passwd", "x"u8.ToArray()))).ShouldBe(FileRefusal.Damaged);

    [Fact]
    public void An_archive_that_unpacks_without_end_is_refused() =>
        Why(Word(("word/media/bomb.bin", new byte[200 * 1024 * 1024]))).ShouldBe(FileRefusal.UnpacksTooBig);

    [Fact]
    public void An_archive_that_lies_about_its_size_is_refused()
    {
        var zip = Word(("word/media/bomb.bin", new byte[1024 * 1024]));
        var record = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(record + 24), 1000);

        Why(zip).ShouldBe(FileRefusal.Damaged);
    }

    [Fact]
    public void Entries_that_share_their_bytes_are_refused()
    {
        var zip = Word(("word/a.bin", new byte[1000]), ("word/b.bin", new byte[1000]));
        var last = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        var first = zip.AsSpan(0, last).LastIndexOf("PK\u0001\u0002"u8);
        zip.AsSpan(first + 42, 4).CopyTo(zip.AsSpan(last + 42));

        Why(zip).ShouldBe(FileRefusal.Damaged);
    }

    [Fact]
    public void Too_many_entries_are_refused() =>
        Why(Word([.. Enumerable.Range(0, 2001).Select(i => ($"word/{i}", Array.Empty<byte>()))])).ShouldBe(FileRefusal.UnpacksTooBig);

    private static FileRefusal Why(byte[] content) => Inspector.Inspect(content).ShouldBeOfType<FileInspection.Refused>().Why;

    private static byte[] Word(params (string Name, byte[] Content)[] more) =>
        Archive([("[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types><Override PartName='/word/document.xml' ContentType='{WordType}'/></Types>")), ("word/document.xml", "<w/>"u8.ToArray()), .. more]);

    private static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return archive.ToArray();
    }
}
