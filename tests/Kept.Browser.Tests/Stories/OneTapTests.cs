using Kept.Browser.Tests.Reports;
using Kept.Browser.Tests.Windows;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Stories;

/// <summary>The answer that was tapped in the mail is the answer: nothing more has to be pressed.</summary>
public sealed class OneTapTests(Chromium chromium)
{
    private const string Mail = "ada@example.org";

    [Fact]
    public async Task Somebody_who_looks_has_answered_and_a_program_that_looks_through_mail_has_not()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovac");
        await using var window = await chromium.OpenAsync(app, View.Phone);
        await ReportWalk.SendAsync(window, Mail);
        await app.RecordVisitAndCloseAsync(mira, await app.OnlyCaseAsync());
        await app.AdvanceAsync(Duration.FromDays(5));
        var yes = app.Mailbox.LastTo(Mail).Links.First(link => link.ToString().Contains("answer=yes", StringComparison.Ordinal)).ToString();

        await window.GoAsync(yes);
        await window.CheckAsync("survey-one-button");
        (await AnswerAsync(app)).ShouldBeNull("a driven browser says so of itself");

        // What people use says nothing of the kind.
        await window.Page.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false });");
        await window.GoAsync(yes);
        await window.Page.WaitForSelectorAsync(".govuk-panel");
        await window.CheckAsync("survey-answered-by-tap");
        (await AnswerAsync(app)).ShouldBe(SurveyAnswer.Yes);
    }

    private static Task<SurveyAnswer?> AnswerAsync(KeptApp app) =>
        app.ReadAsync(db => db.Set<Survey>().Select(survey => survey.Answer).SingleAsync());
}
