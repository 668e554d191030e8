using AngleSharp.Html.Parser;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.Letters;
using Kept.Settings;
using Kept.Texts;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class LetterTests
{
    private static readonly TextLibrary Texts = TextLibrary.Load();
    private static readonly OrganisationSettings Organisation = new();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("hr")]
    [InlineData("hu")]
    public void Text_reads_as_it_was_agreed(string language)
    {
        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mail", "Letters", $"received.{language}.txt"));
        Text(SampleLetter.In(language), language).ShouldBe(expected);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("hr")]
    [InlineData("hu")]
    public void Html_says_the_same_as_the_text(string language)
    {
        var letter = SampleLetter.In(language);
        var page = new HtmlParser().ParseDocument(Html(letter, language).Replace("<br>", " ", StringComparison.Ordinal));
        var plain = Words(Text(letter, language)).Where(word => word is not ("*" or ">" or "--") && !word.StartsWith("http", StringComparison.Ordinal));
        var shown = Words(page.QuerySelector("[role=article]")!.TextContent).ToHashSet();
        plain.Select(word => word.TrimEnd(':')).Except(shown.Select(word => word.TrimEnd(':'))).ShouldBeEmpty();
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelectorAll("table, img, script, link, iframe, form, [onclick]").ShouldBeEmpty();
        page.QuerySelector("a")!.GetAttribute("href").ShouldBe("https://report.millbrook.example/follow/abc?x=1&y=2");
    }

    [Fact]
    public void No_line_is_longer_than_72_except_one_unbroken_word()
    {
        var link = "https://report.millbrook.example/follow/" + new string('a', 100);
        var letter = new Letter(
        [
            new LetterBlock.Paragraph(string.Join(' ', Enumerable.Repeat("Bezirksschornsteinfegermeister und Nachbarn", 30))),
            new LetterBlock.Promised(string.Join(' ', Enumerable.Repeat("we will have gone to look", 30))),
            new LetterBlock.Quoted(string.Join(' ', Enumerable.Repeat("typed", 300)) + "\n" + new string('x', 200)),
            new LetterBlock.Pairs([new Pair("Where", string.Join(' ', Enumerable.Repeat("lane", 100)))]),
            new LetterBlock.Button("Open your case", link),
        ]);
        var lines = Text(letter, "en").Split('\n');
        lines.Where(line => line.Length > 72).ShouldBe(["> " + new string('x', 200), link]);
    }

    [Fact]
    public void Typed_line_ends_cannot_pass_for_another_part_of_the_text()
    {
        var typed = "a sofa\r\n\r\nYour account was locked.\u2028\rSign in here:\nhttps://evil.example";
        var text = Text(new Letter([new LetterBlock.Quoted(typed), new LetterBlock.Pairs([new Pair("What", typed)]), new LetterBlock.Listed([typed])]), "en");
        text.Split('\n').ShouldNotContain(line => line.StartsWith("Your account", StringComparison.Ordinal)
            || line.StartsWith("Sign in", StringComparison.Ordinal) || line.StartsWith("https://evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\"><a href=\"https://evil.example\">click</a>")]
    [InlineData("</blockquote></div><h1>Hello")]
    [InlineData("&lt;b&gt; {{7*7}} ${7*7} @Model.Secret")]
    public void What_was_typed_is_never_markup(string typed)
    {
        var letter = new Letter(
        [
            new LetterBlock.Heading(typed), new LetterBlock.Paragraph(typed), new LetterBlock.Promised(typed), new LetterBlock.Listed([typed]),
            new LetterBlock.Pairs([new Pair(typed, typed)]), new LetterBlock.Quoted(typed), new LetterBlock.Button(typed, "https://report.millbrook.example/"),
        ]);
        var page = new HtmlParser().ParseDocument(new LetterHtml(Organisation, Texts.In("en")).Of(typed, letter, Footer("en")));
        page.QuerySelectorAll("script, img, b").ShouldBeEmpty();
        page.QuerySelectorAll("a").Length.ShouldBe(1);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.QuerySelector("blockquote")!.TextContent.ShouldBe(typed);
        page.Title.ShouldBe(typed);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hello")]
    [InlineData("/follow/abc")]
    public void Only_web_addresses_become_links(string address)
    {
        var page = new HtmlParser().ParseDocument(Html(new Letter([new LetterBlock.Button("Open", address)]), "en"));
        page.QuerySelectorAll("a").ShouldBeEmpty();
    }

    [Fact]
    public void Line_ends_of_a_person_are_kept_and_marks_that_turn_the_direction_are_not()
    {
        var page = new HtmlParser().ParseDocument(Html(new Letter([new LetterBlock.Quoted("first\r\nsecond \u202eevil\u2066\u0007")]), "en"));
        page.QuerySelector("blockquote")!.InnerHtml.ShouldBe("first<br>second evil");
    }

    [Fact]
    public void The_preview_is_the_promise_or_else_the_first_words()
    {
        LetterHtml.Preview(SampleLetter.In("en")).ShouldBe("By Wednesday 11 March we will have gone to look.");
        LetterHtml.Preview(new Letter([new LetterBlock.Heading("H"), new LetterBlock.Paragraph("First words.")])).ShouldBe("First words.");
        LetterHtml.Preview(new Letter([])).ShouldBe("");
        LetterHtml.Preview(new Letter([new LetterBlock.Paragraph(string.Join(' ', Enumerable.Repeat("words", 100)))])).Length.ShouldBeLessThanOrEqualTo(111);
    }

    [Fact]
    public void Staff_and_others_are_told_why_they_get_it()
    {
        Lines(staffId: 7, followerId: null).ShouldContain("You get this mail because you work with Kept at Millbrook Council.");
        Lines(staffId: null, followerId: null).ShouldNotContain(line => line.Contains("To stop", StringComparison.Ordinal));
        Lines(staffId: null, followerId: 3).ShouldContain(line => line.Contains("To stop", StringComparison.Ordinal));
    }

    [Fact]
    public void A_letter_survives_the_database()
    {
        var letter = SampleLetter.In("hu");
        Letter.FromJson(letter.ToJson()).ToJson().ShouldBe(letter.ToJson());
        Text(Letter.FromJson(letter.ToJson()), "hu").ShouldBe(Text(letter, "hu"));
    }

    private static IEnumerable<string> Lines(long? staffId, long? followerId) => LetterFooter.Of(
        new Message(1, new MessageAddress("a@example.org", "en", null, followerId, staffId), "test", "s", new Letter([]), Instant.FromUtc(2026, 3, 2, 9, 0)),
        Texts.In("en"), Organisation).Lines;

    private static string Text(Letter letter, string language) => LetterText.Of(letter, Footer(language));

    private static string Html(Letter letter, string language) =>
        new LetterHtml(Organisation, Texts.In(language)).Of("Subject", letter, Footer(language));

    private static LetterFooter Footer(string language) => LetterFooter.Of(
        new Message(1, new MessageAddress("a@example.org", language, null, 3), "test", "s", new Letter([]), Instant.FromUtc(2026, 3, 2, 9, 0)),
        Texts.In(language), Organisation);

    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
