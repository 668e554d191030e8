using System.Net;
using Kept.Backups.KeepBackups;
using Kept.Mail.Outgoing;
using Kept.Operation;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Mail;
using Kept.Tests.Reports;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Operation;

public sealed class StatusPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases("en"), Databases("de"), Databases("hr"), Databases("hu")]
    public async Task An_administrator_reads_how_it_goes_and_what_to_do(Database database, string language)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.RunDueWorkAsync();
        var words = app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In(language);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null, language: language));

        var page = await desk.GoAsync("/desk/status");

        page.Says(words["doctor.mail.noRelay"]).ShouldBeTrue();
        page.Says(words["doctor.backup.never"]).ShouldBeTrue();
        page.Says(words["status.behindMeaning"]).ShouldBeTrue();
        page.Says(words["status.noneUndelivered"]).ShouldBeTrue();
        page.Says(Kept.Storage.SchemaScripts.NewestFor(database == Database.PostgreSql).ToString(System.Globalization.CultureInfo.InvariantCulture)).ShouldBeTrue();
    }

    [Fact]
    public async Task Others_may_neither_look_nor_act()
    {
        await using var app = await KeptApp.StartAsync();
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač", StaffRole.Lead));
        await desk.GoAsync("/desk/status", HttpStatusCode.Forbidden);
        var admin = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        await admin.GoAsync("/desk/status");

        await app.WithAsync<Kept.Operation.SendAgain.SendAgain>(async send => (await send.HandleAsync(
            new StaffIdentity(1, "Mira", StaffRole.Lead, null, "en"), null, Cancel)).ShouldBeOfType<Kept.Operation.SendAgain.SendAgainOutcome.MayNot>());
        (await app.Visitor().GoAsync("/desk/status")).Address.AbsolutePath.ShouldBe("/sign-in");
    }

    [Theory, Databases]
    public async Task Messages_that_failed_are_tried_again_one_or_all_and_the_case_says_so(Database database)
    {
        var mailer = new TestMailer { Answer = _ => Task.FromResult(TestMailer.Refuses) };
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        await (await FlyTipping.ToCheckAsync(app.Visitor(), mail: "ada@example.org")).PressAsync("Send the report");
        await app.AddMailAsync("bob@example.org", "Alone");
        await app.RunDueWorkAsync();
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        var page = await desk.GoAsync("/desk/status");
        page.Says("2 mails were not delivered").ShouldBeTrue();
        page.Says("Alone").ShouldBeTrue();

        mailer.Answer = _ => Task.FromResult(TestMailer.Accepts);
        (await desk.PressAsync("Try all again")).Says("2 messages are tried again.").ShouldBeTrue();
        await app.RunDueWorkAsync();

        (await app.ReadAsync(db => db.Messages.CountAsync(message => message.State == MessageState.Sent, Cancel))).ShouldBe(2);
        (await desk.GoAsync("/desk/status")).Says("Every message was delivered").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Work_that_fails_is_shown_with_its_process(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        app.Services.GetRequiredService<Kept.Workers.WorkJournal>().Failed(typeof(Kept.Mail.Outgoing.SendDueMail.SendDueMail), new InvalidOperationException("ada@example.org"));
        await app.RunDueWorkAsync();
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));

        var page = await desk.GoAsync("/desk/status");

        page.Says("This work fails and is tried again and again: SendDueMail (InvalidOperationException)").ShouldBeTrue();
        page.Says("ada@example.org").ShouldBeFalse("words of an exception may hold anything");
        (await desk.PressAsync("Try now")).Says("SendDueMail runs now.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task What_fails_on_another_node_can_be_tried_from_here_scheduled_work_too(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await SayAsync(app, "worker-1/7", nameof(KeepBackups), problem: nameof(DirectoryNotFoundException));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        await desk.GoAsync("/desk/status");

        (await desk.PressAsync("Try now")).Says("KeepBackups runs now.").ShouldBeTrue();

        // The clock stands still, so only a ring can end this pause.
        await app.Services.GetRequiredService<WorkBell<KeepBackups>>()
            .WaitAsync(TimeSpan.FromDays(1), app.Services.GetRequiredService<TimeProvider>(), Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);
    }

    [Theory, Databases]
    public async Task A_process_that_fell_silent_is_shown_as_gone_and_not_as_good(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await SayAsync(app, "gone/1", WorkReport.Itself);
        await SayAsync(app, "gone/1", "LongAgo");
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        var page = await desk.GoAsync("/desk/status");
        page.Says("LongAgo").ShouldBeTrue();
        page.Says("Processes that have fallen silent").ShouldBeFalse();

        await app.AdvanceAsync(NodaTime.Duration.FromMinutes(3));

        page = await desk.GoAsync("/desk/status");
        page.Says("LongAgo").ShouldBeFalse();
        page.Says("Processes that have fallen silent").ShouldBeTrue();
        page.Says("gone/1, last heard of: 2 March 2026, 09:00").ShouldBeTrue(page.Text);
    }

    [Theory, Databases]
    public async Task A_process_that_is_ended_takes_away_what_it_said(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.RunDueWorkAsync();
        await SayAsync(app, "another/1", WorkReport.Itself);
        (await NodesAsync(app)).ShouldContain(Kept.Operation.ReportWork.ReportWork.ThisNode);

        await app.RestartAsync();

        (await NodesAsync(app)).ShouldBe(["another/1"]);
    }

    [Fact]
    public async Task What_a_process_said_more_than_a_day_ago_is_forgotten()
    {
        await using var app = await KeptApp.StartAsync();
        await SayAsync(app, "gone/1", WorkReport.Itself);

        await app.AdvanceAsync(NodaTime.Duration.FromHours(26));

        (await NodesAsync(app)).ShouldNotContain("gone/1");
    }

    private static Task SayAsync(KeptApp app, string node, string work, string? problem = null) => app.ReadAsync(async db =>
    {
        var report = new WorkReport(node, work);
        report.Say(app.Now, app.Now, problem is null ? null : app.Now, problem is null ? 0 : 1, problem);
        db.Add(report);
        return await db.SaveChangesAsync(Cancel);
    });

    private static Task<List<string>> NodesAsync(KeptApp app) =>
        app.ReadAsync(db => db.Set<WorkReport>().Select(report => report.Node).Distinct().ToListAsync(Cancel));
}
