using System.Text;
using Kept.Files;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("garden.jpg", "garden.jpg")]
    [InlineData("IMG_0815.JPEG", "IMG_0815.jpg")]
    [InlineData("Ärger mit Müll.png", "Ärger mit Müll.jpg")]
    [InlineData("krš i lom č ć ž š đ.jpg", "krš i lom č ć ž š đ.jpg")]
    [InlineData("C:\\Users\\ana\\Desktop\\a.jpg", "a.jpg")]
    [InlineData("../../../etc/passwd", "passwd.jpg")]
    [InlineData("..\\..\\web.config", "web.config.jpg")]
    [InlineData("....//....//a.jpg", "a.jpg")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.jpg")]
    [InlineData("in\u200Bvo\uFEFFice\u00AD.jpg", "invoice.jpg")]
    [InlineData("\u200B.htaccess", "htaccess.jpg")]
    [InlineData("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie_ x=1.jpg")]
    [InlineData("a\0.php.jpg", "a.php.jpg")]
    [InlineData("page.html", "page.jpg")]
    [InlineData("a.txt:evil.exe", "a.txt_evil.jpg")]
    [InlineData("CON", "_CON.jpg")]
    [InlineData("nul.tar.gz", "_nul.tar.jpg")]
    [InlineData("COM¹.txt", "_COM¹.jpg")]
    [InlineData("  . name . ", "name.jpg")]
    [InlineData("Report 1.2", "Report 1.2.jpg")]
    [InlineData("a\u3000\u00A0 b.jpg", "a b.jpg")]
    [InlineData("\u3164\u115F.jpg", "photo.jpg")]
    [InlineData("", "photo.jpg")]
    [InlineData(null, "photo.jpg")]
    [InlineData("...", "photo.jpg")]
    [InlineData("/", "photo.jpg")]
    [InlineData("e\u0301te\u0301.jpg", "été.jpg")]
    public void What_people_see_is_plain(string? given, string shown) => FileName.From(given, FileKind.Jpeg, "photo").Value.ShouldBe(shown);

    [Fact]
    public void A_half_character_does_no_harm() => FileName.From("a\uD83Db.jpg", FileKind.Jpeg, "photo").Value.ShouldBe("ab.jpg");

    [Fact]
    public void Long_names_are_cut_between_characters()
    {
        FileName.From(new string('x', 5000) + ".pdf", FileKind.Pdf, "photo").Value.Length.ShouldBe(FileName.LongestStem + 4);
        Encoding.UTF8.GetByteCount(FileName.From(string.Concat(Enumerable.Repeat("🚮", 90)), FileKind.Pdf, "photo").Value).ShouldBeLessThanOrEqualTo(204);
        FileName.From("a" + new string('\u0301', 9000), FileKind.Pdf, "photo").Value.Length.ShouldBeLessThan(110);
    }

    [Theory]
    [InlineData("plan.pdf", "attachment; filename=plan.pdf; filename*=UTF-8''plan.pdf")]
    [InlineData("Straße \"5\".pdf", "attachment; filename=\"Stra_e _5_.pdf\"; filename*=UTF-8''Stra%C3%9Fe%20_5_.pdf")]
    public void The_header_carries_both_forms(string given, string header) =>
        FileName.From(given, FileKind.Pdf, "document").ToContentDisposition(isShownInPage: false).ShouldBe(header);
}
