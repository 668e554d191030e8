using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.HandOver;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Forwarding;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>The owner of a case hears when nobody else does it after all.</summary>
public sealed class ForwardMailsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task The_owner_hears_once_and_in_their_language_that_it_was_refused(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        (other.Takes, other.Post) = (false, context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync("<errors><error><code>400</code><description>DEPTH is wrong</description></error></errors>");
        });
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, mira) = await OwnedAsync(app, "hr");

        await app.AdvanceAsync(Duration.FromHours(5));

        var mail = app.Mailbox.OnlyTo(mira.Mail);
        mail.Subject.ShouldBe($"Nije predano: {reference}");
        mail.Text.ShouldContain("County Highways");
        mail.Text.ShouldContain("DEPTH is wrong");
        mail.Text.ShouldContain($"/desk/cases/{reference.Value}");
    }

    [Theory, Databases]
    public async Task The_head_of_the_team_hears_that_nobody_could_be_reached_for_three_days_where_nobody_owns_it(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        (other.Takes, other.Post) = (false, context => SendForwardsTests.TroubleAsync(context, "500"));
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        var lead = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Lead, "highways");

        await app.AdvanceAsync(Duration.FromHours(70));
        app.Mailbox.To(lead.Mail).ShouldNotContain(mail => mail.Subject.StartsWith("Not handed on", StringComparison.Ordinal));
        await app.AdvanceAsync(Duration.FromHours(6));

        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Failed);
        app.Mailbox.To(lead.Mail).Count(mail => mail.Subject.StartsWith("Not handed on", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, Databases]
    public async Task The_owner_hears_once_that_it_came_back_with_what_they_said(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, mira) = await OwnedAsync(app, "en");
        await app.RunDueWorkAsync();
        other.Updates = $"<updates>{Update("1", "NOT_COUNCILS_RESPONSIBILITY", "A private road.")}{Update("2", "NO_FURTHER_ACTION", "Still a private road.")}</updates>";
        await app.AdvanceAsync(Duration.FromMinutes(40));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().CountAsync(Cancel))).ShouldBe(2);
        var mail = app.Mailbox.OnlyTo(mira.Mail);
        mail.Subject.ShouldBe($"Given back: {reference}");
        mail.Text.ShouldContain("A private road.");
        mail.Text.ShouldMatch(@"By\s+\w+day\s+\d+\s+March", "our promise stands");
    }

    [Theory, Databases]
    public async Task The_owner_hears_that_whoever_said_it_is_done_has_to_come_back(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var (reference, mira) = await OwnedAsync(app, "de");
        await app.RunDueWorkAsync();
        other.Updates = $"<updates>{Update("1", "FIXED", "Filled.")}</updates>";
        await app.AdvanceAsync(Duration.FromMinutes(40));
        await app.WithAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(reference, null, By.Staff(mira.Id), Outcome.Fixed, "Filled"), Cancel));

        other.Updates = $"<updates>{Update("1", "FIXED", "Filled.")}{Update("2", "REOPEN", "We have to come back.")}{Update("3", "REOPEN", "On Monday.")}</updates>";
        await app.AdvanceAsync(Duration.FromMinutes(40));

        var forward = await ForwardCases.ForwardAsync(app);
        (forward.State, forward.TheirStatus).ShouldBe((ForwardState.WithThem, WorkStatus.Reopen));
        (await app.ReadAsync(db => db.Set<ForwardUpdate>().OrderBy(update => update.Id).Select(update => update.Words).ToListAsync(Cancel)))
            .ShouldBe(["Filled.", "We have to come back.", "On Monday."]);
        var mail = app.Mailbox.To(mira.Mail).Where(mail => mail.Subject == $"Noch nicht vorbei: {reference}").ShouldHaveSingleItem();
        mail.Text.ShouldContain("We have to come back.");
        (await ForwardCases.OnlyAsync(app)).State.ShouldBe(CaseState.Closed, "whether it is opened again is for our people");
    }

    private static async Task<(Reference Reference, StaffMember Mira)> OwnedAsync(KeptApp app, string language)
    {
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        var mira = await app.AddColleagueAsync("Mira Kovač", language: language);
        await app.WithAsync<TakeCase>(take => take.HandleAsync(new TakeCaseInput(reference, null, By.Staff(mira.Id)), Cancel));
        return (reference, mira);
    }

    private static string Update(string id, string status, string words) => $"""
        <request_update><update_id>{id}</update_id><service_request_id>101</service_request_id><status>{status}</status>
        <updated_datetime>2026-03-02T09:1{id}:00Z</updated_datetime><description>{words}</description></request_update>
        """;
}
