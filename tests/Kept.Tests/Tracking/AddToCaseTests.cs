using System.Net;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>What residents add to their case: once, whatever the files are called, and also where they are too large.</summary>
public sealed class AddToCaseTests
{
    [Theory, Databases]
    public async Task What_is_sent_twice_is_added_once_and_other_words_are_added_too(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await SeeCaseTests.FollowAsync(app);
        ada.Fill("What else should we know?", "A second one lies there").Attach("Photos or documents", SeeCaseTests.Photo);
        HttpRequestMessage Again() => Kept.Testing.Visits.Forms.Submission.Of(ada.Page, ada.Page.Button("Add it"));
        var reloaded = Again();
        var other = new HttpRequestMessage(HttpMethod.Post, reloaded.RequestUri) { Content = Fields(ada, ("More", "And a third one")) };

        (await ada.PressTwiceAsync("Add it")).Says("Thank you. We have added it").ShouldBeTrue();
        (await ada.SendAsync(reloaded, HttpStatusCode.OK)).Says("Thank you. We have added it").ShouldBeTrue();

        Task<int> AddedAsync() => app.ReadAsync(db => db.CaseEvents.CountAsync(entry => entry.Kind == EventKind.InformationAdded));
        (await AddedAsync()).ShouldBe(1);
        (await app.ReadAsync(db => db.Cases.SingleAsync())).Contacts.ShouldBe(2, "the report and one addition");
        ada.Page.Document.QuerySelectorAll(".kept-photos img").Length.ShouldBe(1);
        await ada.SendAsync(other, HttpStatusCode.OK);
        (await AddedAsync()).ShouldBe(2, "whoever goes back and writes something else is heard");
    }

    [Fact]
    public async Task A_name_that_reads_backwards_is_shown_as_it_is()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await SeeCaseTests.FollowAsync(app);

        var form = Fields(ada);
        form.Add(new ByteArrayContent([77, 90, 0, 1]), "Photos", "evil\u202Egpj.exe");

        await ada.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(ada.Page.Address, "?handler=Add")) { Content = form }, HttpStatusCode.UnprocessableEntity);

        ada.Page.Errors.ShouldHaveSingleItem().ShouldStartWith("Error: evilgpj.exe: ");
        ada.Page.Source.ShouldNotContain("\u202E");
    }

    [Fact]
    public async Task What_is_too_large_leads_back_to_the_form_and_the_words_are_kept()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await SeeCaseTests.FollowAsync(app);
        var form = ada.Page.Address.AbsolutePath;
        ada.Fill("What else should we know?", "A second one lies there")
            .Attach("Photos or documents", new UploadedFile("big.jpg", "image/jpeg", new byte[FileLimits.Default.MaxRequestBytes + 1]));

        var refused = await ada.PressAsync("Add it", HttpStatusCode.RequestEntityTooLarge);

        refused.Link("Back to the form").GetAttribute("href").ShouldBe(form);
        refused.Says("Nothing of it was saved.").ShouldBeTrue();
        refused.Says("go back").ShouldBeFalse();
        (await ada.PressAsync("Send again")).Says("Thank you. We have added it").ShouldBeTrue();
        ada.Page.Says("A second one lies there").ShouldBeTrue();
        (await ada.GoAsync(form)).Heading.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("//evil.example/report", "same-origin")]
    [InlineData("/follow", "cross-site")]
    public async Task An_address_that_leads_elsewhere_and_words_of_another_site_are_not_offered(string path, string site)
    {
        await using var app = await KeptApp.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, app.Address.GetLeftPart(UriPartial.Authority) + path)
        {
            Content = new MultipartFormDataContent
            {
                { new StringContent("forged words"), "More" }, { new StringContent("x"), "__RequestVerificationToken" },
                { new ByteArrayContent(new byte[FileLimits.Default.MaxRequestBytes + 1]), "Photos", "big.jpg" },
            },
        };
        request.Headers.Add("Sec-Fetch-Site", site);

        var page = await app.Visitor().SendAsync(request, HttpStatusCode.RequestEntityTooLarge);

        page.Source.Contains("href=\"//evil", StringComparison.Ordinal).ShouldBeFalse();
        page.Source.Contains("forged words", StringComparison.Ordinal).ShouldBe(site == "same-origin");
    }

    [Fact]
    public async Task Photos_of_what_we_did_have_a_heading_of_their_own_and_files_that_came_together_are_one_line()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await SeeCaseTests.FollowAsync(app);
        await ada.Fill("What else should we know?", "See").Attach("Photos or documents", SeeCaseTests.Photo).PressAsync("Add it");
        var about = await app.ReadAsync(db => db.Cases.SingleAsync());
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await mira.GoAsync($"/desk/cases/{about.Reference.Value}/visit");
        await mira.Choose("Yes, it is done").Attach("Photos as proof", SeeCaseTests.Photo).PressAsync("Record it and tell them");
        (await app.WithAsync<CaseSaving, CaseOutcome>(saving => saving.ChangeAsync(about.Reference, By.System, null, file =>
        {
            file.Case.FilesAdded(file.Work, [1], isPublic: true);
            file.Case.FilesAdded(file.Work, [2], isPublic: true);
            return Task.FromResult<string?>(null);
        }, TestContext.Current.CancellationToken))).ShouldBeOfType<CaseOutcome.Done>();

        await ada.GoAsync(ada.Page.Address);

        ada.Page.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent).ShouldContain("Photos of what we did");
        ada.Page.Document.QuerySelectorAll(".kept-photos").Select(list => list.QuerySelector("img")!.GetAttribute("alt")!.Split(' ')[0]).ShouldBe(["What", "Photo"]);
        ada.Page.Says("2 files were added.").ShouldBeTrue();
        ada.Page.Text.Split("1 file was added.").Length.ShouldBe(2, "the photo of the visit");
    }

    private static MultipartFormDataContent Fields(Visitor visitor, params (string Name, string Value)[] typed)
    {
        var form = visitor.Page.Button("Add it").Closest("form")!;
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.QuerySelectorAll("input[type=hidden]").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!)).Concat(typed))
        {
            content.Add(new StringContent(value), name);
        }

        return content;
    }
}
