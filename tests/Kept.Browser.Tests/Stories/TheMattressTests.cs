using Kept.Browser.Tests.Reports;
using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Kept.Testing.People;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Stories;

/// <summary>
/// Story 1 as the resident sees it, on a large screen and on a phone, in every language, with and without script: from
/// the search for a service to the case that is open again.
/// </summary>
public sealed class TheMattressTests(Chromium chromium)
{
    private const string Mail = "ada@example.org";

    [Theory, Views]
    public async Task A_resident_reports_follows_and_answers(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovac");
        await using var window = await chromium.OpenAsync(app, view);
        await ReportWalk.SendAsync(window, Mail);
        await app.RunDueWorkAsync();
        await ConfirmAndAddAsync(window, app.Mailbox.OnlyTo(Mail).Links.First(IsOfCase).ToString());
        await FollowWithCodeAsync(window);

        await app.AdvanceAsync(Duration.FromDays(8));
        await app.RecordFailedVisitAsync(mira, await app.OnlyCaseAsync(), "The van was full");
        await window.Page.ReloadAsync();
        await window.CheckAsync("follow-not-done");
        await app.AdvanceAsync(Duration.FromDays(1));
        await app.RecordVisitAndCloseAsync(mira, await app.OnlyCaseAsync());
        await window.Page.ReloadAsync();
        await window.CheckAsync("follow-closed");
        await app.AdvanceAsync(Duration.FromDays(5));
        await AnswerAsync(window, app.Mailbox.LastTo(Mail).Links.First(link => link.ToString().Contains("answer=no", StringComparison.OrdinalIgnoreCase)));
        (await app.ReadAsync(db => Task.FromResult(db.Cases.Single().IsClosed))).ShouldBeFalse();
    }

    /// <summary>The page behind the link of the mail; the address is theirs, and something new is added, with a photo.</summary>
    private static async Task ConfirmAndAddAsync(Window window, string follow)
    {
        var page = window.Page;
        await window.GoAsync(follow);
        await window.CheckAsync("follow-unconfirmed");
        await page.ClickAsync(".kept-follow__confirm button");
        await window.CheckAsync("follow-confirmed");
        await page.ClickAsync("#add button.govuk-button");
        await window.CheckAsync("follow-add-error");
        await page.FillAsync("#add textarea", "There is a second mattress now.\nIt lies behind the wall.");
        await page.SetInputFilesAsync("#add input[type=file]", ReportWalk.Photo);
        await page.ClickAsync("#add button.govuk-button");
        await window.CheckAsync("follow-added");
        (await page.Locator(".kept-photos img").CountAsync()).ShouldBe(2);
        var folded = page.Locator("main details:not([open]) > summary");
        while (await folded.CountAsync() > 0)
        {
            await folded.First.ClickAsync();
        }

        await window.CheckAsync("follow-unfolded");
    }

    /// <summary>Another day, another device: reference and mail address, then the code from the mail.</summary>
    private static async Task FollowWithCodeAsync(Window window)
    {
        var (page, app) = (window.Page, window.App);
        var reference = await app.ReadAsync(db => Task.FromResult(db.Cases.Single().Reference.ToString()));
        await window.GoAsync("/follow");
        await page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("follow-find-error");
        await page.FillAsync("#ReferenceText", reference.ToLowerInvariant());
        await page.FillAsync("#Mail", Mail);
        await page.ClickAsync(ReportWalk.MainButton);
        await page.FillAsync("#Code", "000000");
        await page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("follow-code-error");
        app.Mailbox.Clear();
        await app.RunDueWorkAsync();
        var letters = app.Mailbox.OnlyTo(Mail).Text;
        await page.FillAsync("#Code", System.Text.RegularExpressions.Regex.Match(letters, @"\b\d{3} ?\d{3}\b").Value);
        await page.ClickAsync(ReportWalk.MainButton);
        (await page.ContentAsync()).ShouldContain(reference);
    }

    private static async Task AnswerAsync(Window window, Uri answerNo)
    {
        var page = window.Page;
        await window.GoAsync(answerNo.ToString());
        await window.CheckAsync("survey");
        await page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("survey-thanks");
        await page.FillAsync("#Comment", "It lies there again.");
        await page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("survey-commented");
    }

    private static bool IsOfCase(Uri link) => link.AbsolutePath.StartsWith("/follow/", StringComparison.Ordinal);
}
