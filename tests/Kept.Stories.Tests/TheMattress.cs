using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Microsoft.Extensions.Logging;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Stories.Tests;

/// <summary>Story 1: a resident reports a dumped mattress, and hears of every turn before having to ask.</summary>
public sealed class TheMattress
{
    private const string Promised = "By Wednesday 11 March we will have gone to look.";

    [Theory, Databases]
    public async Task The_council_keeps_its_word(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovac");
        await app.AddColleagueAsync("Tom Okafor", StaffRole.Lead);

        // Monday: a report online. Page and mail say the same, in plain words.
        var ada = app.Visitor();
        var confirmation = await ReportAsync(ada);
        confirmation.Heading.ShouldBe("We have your report.");
        confirmation.Says(Promised).ShouldBeTrue();
        confirmation.Says("Then we clear it within 15 working days of that visit.").ShouldBeTrue();
        await app.RunDueWorkAsync();
        var received = app.Mailbox.OnlyTo("ada@example.org");
        received.Text.ShouldContain(Promised);
        received.Text.ShouldNotContain("Mill School", Case.Insensitive, "nobody has shown to read this address yet");
        await ada.GoAsync(received.Link("Follow, add or withdraw"));
        ada.Page.Says(Promised).ShouldBeTrue();
        await ada.PressAsync("Yes, this is my address");

        // Friday: they ring. One search, the same words, one click for the chaser.
        await app.AdvanceToAsync(At(6, 10, 12));
        var desk = await app.SignInAsync(mira);
        await desk.GoAsync("/desk/rang?q=ada");
        await desk.PressAsync("Wants news");
        desk.Page.Says(Promised).ShouldBeTrue();
        desk.Page.Says("The call is logged.").ShouldBeTrue();
        var caseAddress = desk.Page.Link("Open ").GetAttribute("href")!;
        (await desk.GoAsync(caseAddress)).Says("chaser").ShouldBeTrue();

        // The day before: owner and lead are warned. Day 8: the van was full, and the resident hears it the same day.
        await app.AdvanceToAsync(At(9, 11, 0));
        app.Mailbox.Clear();
        await app.RecordFailedVisitAsync(mira, caseAddress, "The van was full");
        var notDone = app.Mailbox.LastTo("ada@example.org");
        notDone.Text.ShouldContain("The van was full.");
        notDone.Text.ShouldContain("By Monday 30 March we will have cleared it.");

        // It is cleared and closed; five days later one question asks whether it is really gone.
        await app.AdvanceToAsync(At(12, 14, 0));
        await app.RecordVisitAndCloseAsync(mira, caseAddress);
        app.Mailbox.LastTo("ada@example.org").Text.ShouldContain("It is done.");
        await app.AdvanceToAsync(At(17, 15, 0));
        var question = app.Mailbox.LastTo("ada@example.org");
        question.Subject.ShouldContain("Is it really done?");

        // "No" reopens it with a new promise; looking at the link alone changed nothing.
        await ada.GoAsync(question.Link("No, it is not done"));
        desk = await app.SignInAsync(mira);
        (await desk.GoAsync(caseAddress)).Says("opened again").ShouldBeFalse();
        await ada.PressAsync("No, it is not done");
        ada.Page.Says("We have opened the case again").ShouldBeTrue();
        await app.RunDueWorkAsync();
        app.Mailbox.LastTo("ada@example.org").Text.ShouldContain("By Friday 20 March we will have gone to look again.");
        app.Log.Problems.Where(problem => problem.Level >= LogLevel.Error).ShouldBeEmpty();
    }

    private static async Task<Page> ReportAsync(Visitor ada)
    {
        await ada.GoAsync("/search?q=" + Uri.EscapeDataString("mattress in the lane"));
        await ada.FollowAsync("Rubbish dumped in the street");
        await ada.PressAsync("Start now");
        await ada.Tick("Furniture or a mattress").PressAsync("Continue");
        await ada.Choose("As much as a small van holds").PressAsync("Continue");
        await ada.Fill("Where is it, in your own words?", "Lane behind Mill School").PressAsync("Continue");
        await ada.Choose("No").PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.Fill("Email address", "ada@example.org").PressAsync("Continue");
        return await ada.PressAsync("Send the report");
    }

    private static Instant At(int day, int hour, int minute) =>
        new LocalDateTime(2026, 3, day, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant();
}
