using System.Net;
using Kept.Testing;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Language;

public sealed class LanguageTests : IAsyncLifetime
{
    private const string Page = "/dev/components";

    private KeptApp app = null!;

    public async ValueTask InitializeAsync() => app = await KeptApp.StartAsync(options =>
    {
        Development.Pages(options);
        options.Settings["Kept:Organisation:Language"] = "hr";
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("de-AT,de;q=0.9,en;q=0.8", "de")]
    [InlineData("hu", "hu")]
    [InlineData("ja,en;q=0.5", "en")]
    [InlineData("ja", "hr")]
    [InlineData("", "hr")]
    public async Task The_browser_is_asked_and_then_the_setting(string accept, string language) =>
        (await app.Visitor(accept).GoAsync(Page)).Find("html").GetAttribute("lang").ShouldBe(language);

    [Fact]
    public async Task The_address_decides_before_everything_else_and_what_follows_stays_in_it()
    {
        var visitor = app.Visitor("en");
        (await visitor.GoAsync(Page + "?lang=hu")).Find("html").GetAttribute("lang").ShouldBe("hu");
        (await visitor.GoAsync(Page)).Find("html").GetAttribute("lang").ShouldBe("hu");
        (await visitor.GoAsync(Page + "?lang=xx")).Find("html").GetAttribute("lang").ShouldBe("hu");
    }

    [Fact]
    public async Task Choosing_leads_back_to_the_page_and_is_remembered()
    {
        var visitor = app.Visitor("en");
        await visitor.GoAsync(Page + "?desk=false&lang=de");
        var page = await visitor.PressAsync("Hrvatski");
        page.Address.PathAndQuery.ShouldBe(Page + "?desk=false");
        page.Find("html").GetAttribute("lang").ShouldBe("hr");
        (await visitor.GoAsync(Page)).Find("[aria-current]").TextContent.ShouldBe("Hrvatski");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("")]
    public async Task Choosing_leads_to_no_other_site(string back)
    {
        using var client = app.Client();
        using var form = new FormUrlEncodedContent([new("language", "de"), new("back", back)]);
        using var answer = await client.PostAsync("/language", form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task Pages_name_themselves_in_the_other_languages() =>
        (await app.Visitor().GoAsync(Page)).Document.QuerySelectorAll("link[rel=alternate]")
            .Select(link => link.GetAttribute("hreflang")).ShouldBe(["en", "de", "hr", "hu"], ignoreOrder: true);

    [Theory]
    [InlineData("en", "Fill in this field.", "This does not fit here.")]
    [InlineData("de", "Füllen Sie dieses Feld aus.", "Das passt hier nicht.")]
    [InlineData("hr", "Ispunite ovo polje.", "Ovo ovdje ne odgovara.")]
    [InlineData("hu", "Töltse ki ezt a mezőt.", "Ez ide nem megfelelő.")]
    public async Task What_is_wrong_is_said_in_the_language_of_the_page(string language, string required, string invalid)
    {
        var visitor = app.Visitor(language);
        await visitor.GoAsync(Page);
        var page = await visitor.Fill("Amount", "many").PressAsync("Continue");
        page.Errors.ShouldContain(error => error.EndsWith(required));
        page.Errors.ShouldContain(error => error.EndsWith(invalid));
        page.Title.ShouldStartWith(TextLibrary.Load().In(language)["chrome.error"]);
        page.Find(".govuk-error-summary a[href='#Password']").TextContent.ShouldBe("Password: " + required);
        page.Find("#Amount").GetAttribute("value").ShouldBe("many");
    }

    [Theory]
    [InlineData("en", "Day Month Year")]
    [InlineData("hu", "Year Month Day")]
    public async Task A_date_is_asked_in_the_order_of_the_language(string language, string order)
    {
        var page = await app.Visitor(language).GoAsync(Page);
        string.Join(' ', page.Document.QuerySelectorAll(".govuk-date-input input").Select(input => input.GetAttribute("name")!.Split('.')[1]))
            .ShouldBe(order);
    }

    [Fact]
    public void Every_language_has_every_word_around_pages()
    {
        var library = TextLibrary.Load();
        var keys = library.In("en").Keys.Where(key => key.StartsWith("chrome.") || key.StartsWith("error.")).Order().ToList();
        foreach (var language in library.Languages)
        {
            library.In(language).Keys.Where(key => key.StartsWith("chrome.") || key.StartsWith("error.")).Order().ToList().ShouldBe(keys, customMessage: language);
        }
    }
}
