using Kept.Browser.Tests.Windows;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.Playwright;
using NodaTime;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Browser.Tests.Desk;

/// <summary>Everything an agent does to a case, through the forms of its page.</summary>
public sealed class CaseActionsTests(Chromium chromium)
{
    private static readonly FilePayload Photo = new() { Name = "lane.png", MimeType = "image/png", Buffer = Picture.Png(640, 420) };

    [Theory, MemberData(nameof(Windows))]
    public async Task From_taking_it_to_closing_it_and_back(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var (about, mira) = (await MattressAsync(app), await app.AddColleagueAsync("Mira Kovač"));
        await app.AdvanceAsync(Duration.FromHours(3));
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(mira, about.DeskAddress());
        var page = window.Page;

        await page.ClickAsync(".kept-next button");
        await DoneAsync(window, "take");
        await page.ClickAsync(".kept-done button");
        await DoneAsync(window, "handover");
        await page.ClickAsync("form[action$='/take'] .kept-act__button");
        await DoneAsync(window, "take");

        await OpenAsync(window, "note");
        await page.FillAsync("#Note_Words", "The key of the gate is with the caretaker.");
        await SendAsync(window, "note");
        await OpenAsync(window, "contact");
        await page.FillAsync("#Contact_Words", "Asked when somebody comes.");
        await page.CheckAsync("input[name='Contact.News'][value=no]");
        await SendAsync(window, "contact");
        await page.ClickAsync("form[action$='/mark'] button");
        await DoneAsync(window, "mark");
        await OpenAsync(window, "information");
        await page.FillAsync("#Information_Words", "There are three bags more.");
        await page.SetInputFilesAsync("#Information_Files", Photo);
        await SendAsync(window, "information");
        await page.FillAsync("#Write_Words", "Thank you, that helps.");
        await page.ClickAsync("#form-write button");
        await DoneAsync(window, "write");
        await PromisesAsync(window);
        await VisitAndCloseAsync(window);
        await window.CheckAsync("case-acted");

        await OpenAsync(window, "reopen");
        await page.FillAsync("#Reopen_Words", "Half of it is still there.");
        await SendAsync(window, "reopen");
        (await NowAsync(app, about)).Reopened.ShouldBe(1);
    }

    [Theory]
    [InlineData("NotOurs", "The railway owns this ground.")]
    [InlineData("NotFound", "")]
    [InlineData("NoAction", "It is private ground.")]
    public async Task Closed_with_each_other_outcome(string outcome, string words)
    {
        await using var app = await KeptApp.StartAsync();
        var about = await MattressAsync(app);
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await window.SignInAsync(await app.AddColleagueAsync("Mira Kovač"), about.DeskAddress() + "/close");

        await window.Page.CheckAsync($"input[name='Close.Outcome'][value={outcome}]");
        await window.Page.FillAsync("#Close_Words", words);
        await SendAsync(window, "close");

        (await NowAsync(app, about)).Outcome.ToString().ShouldBe(outcome);
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task What_is_missing_is_said_where_it_is_missing(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var about = await MattressAsync(app);
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(await app.AddColleagueAsync("Mira Kovač"), about.DeskAddress());

        await OpenAsync(window, "visit");
        await window.Page.ClickAsync("#form-visit form button.govuk-button");
        await Assertions.Expect(window.Page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("#form-visit[open]")).ToBeVisibleAsync();
        await window.CheckAsync("case-visit-error");
        foreach (var panel in new[] { "handover", "promise", "pause", "merge", "close", "contact" })
        {
            await window.GoAsync(about.DeskAddress() + "/" + panel);
            await window.Page.ClickAsync($"#form-{panel} form button.govuk-button");
            (await window.Page.Locator("h1").InnerTextAsync()).ShouldContain(about.Reference.ToString());
        }

        await window.GoAsync(about.DeskAddress() + "/revise");
        await window.Page.ClickAsync("#form-revise button.govuk-button");
        await window.CheckAsync("case-revise-error");
    }

    [Fact]
    public async Task A_duplicate_becomes_one_with_the_other_and_one_of_its_own_again()
    {
        await using var app = await KeptApp.StartAsync();
        var (first, second) = (await MattressAsync(app), await app.DumpedAsync("Mill School"));
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await window.SignInAsync(await app.AddColleagueAsync("Mira Kovač"), second.DeskAddress());

        await OpenAsync(window, "merge");
        await window.Page.FillAsync("#Merge_Into", first.Reference.ToString());
        await SendAsync(window, "merge");
        (await NowAsync(app, second)).MergedInto.ShouldBe(first.Id);
        await window.CheckAsync("case-merged-done");
        await window.Page.ClickAsync(".kept-done button");
        await DoneAsync(window, "unmerge");

        (await NowAsync(app, second)).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task The_honest_notice_is_approved_by_the_lead()
    {
        await using var app = await KeptApp.StartAsync();
        var lena = await app.AddColleagueAsync("Lena Hartmann", StaffRole.Lead, "schools");
        var about = await app.ReceiveAsync("school-place", "{}", new("Farid Nasser", "farid@example.org", null), "School place for September");
        await app.AdvanceToAsync(about.CurrentPromise!.Due + Duration.FromMinutes(1));
        await using var window = await chromium.OpenAsync(app, View.Phone);
        await window.SignInAsync(lena, about.DeskAddress());
        await window.CheckAsync("case-approve");

        await window.Page.ClickAsync(".kept-next a");
        await window.Page.FillAsync("#Approve_Reason", "Two colleagues are ill. We are sorry.");
        await window.Page.ClickAsync("#form-approve button.govuk-button");
        await DoneAsync(window, "approve");

        (await NowAsync(app, about)).Promises.ShouldContain(promise => promise.State == PromiseState.Open);
    }

    public static TheoryData<View> Windows => [View.Desktop, View.Phone, new View(Screen.Phone, HasScript: false)];

    private static async Task PromisesAsync(Window window)
    {
        var page = window.Page;
        await OpenAsync(window, "promise");
        await page.FillAsync("#Promise_Words", "I ring you on Friday.");
        await page.FillAsync("#Promise_Date", "2026-03-06");
        await SendAsync(window, "promise");
        await page.ClickAsync(".kept-promise form[action$='/keep'] button");
        await DoneAsync(window, "keep");
        await page.Locator(".kept-promise details:has(form[action$='/revise']) > summary").First.ClickAsync();
        await page.Locator("[name='Revise.Date']").First.FillAsync("2026-03-19");
        await page.Locator("[name='Revise.Reason']").First.FillAsync("The road is closed.");
        await page.Locator("form[action$='/revise'] button.govuk-button").First.ClickAsync();
        await DoneAsync(window, "revise");
        await OpenAsync(window, "pause");
        await page.FillAsync("#Pause_Reason", "Is the gate open?");
        await SendAsync(window, "pause");
        await page.ClickAsync("form[action$='/resume'] button");
        await DoneAsync(window, "resume");
        await page.Locator(".kept-person summary").First.ClickAsync();
        await page.Locator("[name='Person.Notes']").First.FillAsync("Hard of hearing, please write.");
        await page.Locator("form[action$='/person'] button").First.ClickAsync();
        await DoneAsync(window, "person");
    }

    private static async Task VisitAndCloseAsync(Window window)
    {
        var page = window.Page;
        await OpenAsync(window, "visit");
        await page.CheckAsync("input[name='Visit.Done'][value=no]");
        await page.SelectOptionAsync("#Visit_Reason", "van-full");
        await page.FillAsync("#Visit_Words", "We come back with a bigger van.");
        await SendAsync(window, "visit");
        await OpenAsync(window, "visit");
        await page.CheckAsync("input[name='Visit.Done'][value=yes]");
        await page.SetInputFilesAsync("#Visit_Photos", Photo);
        await SendAsync(window, "visit");
        await OpenAsync(window, "close");
        await page.CheckAsync("input[name='Close.Outcome'][value=Fixed]");
        await page.FillAsync("#Close_Words", "Cleared this morning.");
        await SendAsync(window, "close");
    }

    private static Task<Case> MattressAsync(KeptApp app) => app.ReceiveAsync(
        "fly-tipping",
        """{"what":["furniture"],"size":"van","where":{"address":"Lane behind Mill School"},"blocks":true}""",
        new ContactDetails("Ada Eden", "ada@example.org", "07700 900123"));

    private static Task<Case> NowAsync(KeptApp app, Case about) =>
        app.WithAsync<CaseFiles, Case>(async files => (await files.ReadAsync(about.Reference, By.System, default))!.Case);

    private static Task OpenAsync(Window window, string panel) => window.Page.ClickAsync($"#form-{panel} > summary");

    private static async Task SendAsync(Window window, string panel)
    {
        await window.Page.ClickAsync($"#form-{panel} form button.govuk-button");
        await DoneAsync(window, panel);
    }

    private static async Task DoneAsync(Window window, string panel)
    {
        await window.Page.WaitForURLAsync($"**?done={panel}");
        await Assertions.Expect(window.Page.Locator(".kept-done")).ToBeVisibleAsync();
        window.Errors.ShouldBeEmpty();
    }
}
