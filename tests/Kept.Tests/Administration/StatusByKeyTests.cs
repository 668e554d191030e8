using System.Net;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Kept.Tests.Mail;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>How the program fares, for programs that watch it.</summary>
public sealed class StatusByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Messages_that_failed_are_shown_and_tried_again_one_or_all(Database database)
    {
        var mailer = new TestMailer { Answer = _ => Task.FromResult(TestMailer.Refuses) };
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        using var program = await app.OfHannaAsync();
        var about = await app.ReceiveAsync();
        await app.AddMailAsync("bob@example.org", "Alone");
        await app.RunDueWorkAsync();

        await program.GetAsync("/api/v1/admin/status");
        var lost = program.Json["undelivered"]!.AsArray();
        lost.Select(one => one!["reference"]?.GetValue<string>()).ShouldContain(about.Reference.ToString());
        program.Text.ShouldNotContain("bob@example.org");
        program.Json["vitals"]!["failed"]!.GetValue<long>().ShouldBe(lost.Count);
        var alone = lost.Single(one => one!["subject"]!.GetValue<string>() == "Alone")!["id"]!.GetValue<string>();

        mailer.Answer = _ => Task.FromResult(TestMailer.Accepts);
        await program.PostAsync($"/api/v1/admin/messages/{alone}/retry", key: "one");
        program.Json["count"]!.GetValue<int>().ShouldBe(1);
        await program.PostAsync($"/api/v1/admin/messages/{alone}/retry", key: "one");
        program.Json["count"]!.GetValue<int>().ShouldBe(1, "the first answer again");
        await program.PostAsync($"/api/v1/admin/messages/{alone}/retry");
        program.Json["count"]!.GetValue<int>().ShouldBe(0, "it waits already");
        await program.PostAsync("/api/v1/admin/messages/retry");
        program.Json["count"]!.GetValue<int>().ShouldBe(lost.Count - 1);
        await app.RunDueWorkAsync();

        (await app.ReadAsync(db => db.Messages.CountAsync(message => message.State != MessageState.Sent, Cancellation))).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_fails_is_shown_without_its_words_and_run_now()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await app.OfHannaAsync();
        app.Services.GetRequiredService<WorkJournal>().Failed(typeof(SendDueMail), new InvalidOperationException("ada@example.org"));
        await app.RunDueWorkAsync();

        await program.GetAsync("/api/v1/admin/status");
        var failing = program.Json["work"]!.AsArray().Single(work => work!["failedAt"] is not null)!;
        (failing["work"]!.GetValue<string>(), failing["problem"]!.GetValue<string>(), failing["canRun"]!.GetValue<bool>()).ShouldBe(("SendDueMail", "InvalidOperationException", true));
        program.Text.ShouldNotContain("ada@example.org");
        await program.PostAsync("/api/v1/admin/status/SendDueMail/run");
        await program.PostAsync("/api/v1/admin/status/KeepBackups/run");
        await program.PostAsync("/api/v1/admin/status/MakeCoffee/run", expected: HttpStatusCode.NotFound);
    }
}
