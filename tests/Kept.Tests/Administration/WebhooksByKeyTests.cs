using System.Net;
using Kept.Api;
using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Kept.Tests.Desk.Api;
using Kept.Tests.Webhooks;
using Kept.Webhooks;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>Webhooks as the program of an administrator sets them up.</summary>
public sealed class WebhooksByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_webhook_is_added_tried_and_told_and_its_secret_is_kept_closed(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        using var program = await ApiProgram.OfAsync(other.App, other.Hanna);
        var wanted = $$"""{"name":"Ledger","address":"{{other.Receiver.Address}}","groups":["case"],"services":[],"personal":false}""";
        await program.PostAsync("/api/v1/admin/webhooks", wanted, HttpStatusCode.Created, key: "k");
        var (first, id, secret) = (program.Text, program.Field("id"), WebhookSecret.Parse(program.Field("secret")));
        await program.PostAsync("/api/v1/admin/webhooks", wanted, HttpStatusCode.Created, key: "k");
        program.Text.ShouldBe(first);
        (await other.App.ReadAsync(db => db.Set<ApiAnswer>().SingleAsync(Cancellation))).Body.ShouldNotContain("whsec_");

        await program.PostAsync($"/api/v1/admin/webhooks/{id}/test");
        program.Text.ShouldNotContain("whsec_");
        await other.App.RunDueWorkAsync();
        OtherSystem.IsSigned(other.Calls.ShouldHaveSingleItem(), secret).ShouldBeTrue();

        await program.PostAsync($"/api/v1/admin/webhooks/{id}/secret");
        var renewed = WebhookSecret.Parse(program.Field("secret"));
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        OtherSystem.IsSigned(other.Calls[^1], renewed).ShouldBeTrue();
        OtherSystem.IsSigned(other.Calls[^1], secret).ShouldBeTrue("for a day both sign");
        await program.GetAsync("/api/v1/admin/webhooks");
        program.Text.ShouldNotContain("whsec_");
        program.Json["webhooks"]![0]!["state"]!.GetValue<string>().ShouldBe("active");
    }

    [Theory, Databases]
    public async Task It_is_changed_against_what_was_seen_paused_and_deleted(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        using var program = await ApiProgram.OfAsync(other.App, other.Hanna);
        var (id, _) = await other.HookAsync();
        var at = $"/api/v1/admin/webhooks/{id}";
        await program.GetAsync(at);
        var seen = program.Answer.Headers.ETag!.ToString();
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        (await program.GetAsync(at)).Answer.Headers.ETag!.ToString().ShouldBe(seen, "what it was told changes no terms");
        string Terms(string name) => $$"""{"name":"{{name}}","address":"{{other.Receiver.Address}}","groups":["promise"]}""";

        await program.PutAsync(at, Terms("Finance"), ifMatch: seen);
        (program.Field("name"), program.Json["groups"]![0]!.GetValue<string>()).ShouldBe(("Finance", "promise"));
        await program.PutAsync(at, Terms("Other"), HttpStatusCode.PreconditionFailed, seen);
        program.Json["current"]!["name"]!.GetValue<string>().ShouldBe("Finance");
        await program.PostAsync($"{at}/pause");
        (await program.GetAsync(at)).Field("state").ShouldBe("paused");
        await program.PostAsync($"{at}/go-on");
        program.Field("state").ShouldBe("active");
        await program.DeleteAsync(at);
        await program.DeleteAsync(at, HttpStatusCode.NotFound);
        (await other.App.ReadAsync(db => db.Set<WebhookChange>().Where(change => change.ById == other.Hanna.Id).CountAsync(Cancellation))).ShouldBe(5);
    }

    [Theory, Databases]
    public async Task Whoever_deletes_the_last_of_a_page_still_gets_the_rest(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        using var program = await ApiProgram.OfAsync(other.App, other.Hanna);
        foreach (var name in new[] { "Delta", "Alpha", "Charlie", "Bravo" })
        {
            await other.HookAsync(name);
        }

        await program.GetAsync("/api/v1/admin/webhooks?limit=2");
        var (next, last) = (program.Field("next"), program.Json["webhooks"]![1]!["id"]!.GetValue<string>());
        await program.DeleteAsync($"/api/v1/admin/webhooks/{last}");

        await program.GetAsync($"/api/v1/admin/webhooks?limit=2&cursor={next}");
        program.Json["webhooks"]!.AsArray().Select(webhook => webhook!["name"]!.GetValue<string>()).ShouldBe(["Charlie", "Bravo"]);
    }

    [Theory, Databases]
    public async Task What_it_was_told_is_listed_page_by_page_and_told_again(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        using var program = await ApiProgram.OfAsync(other.App, other.Hanna);
        var (id, _) = await other.HookAsync(groups: ["Case"]);
        for (var i = 0; i < 3; i++)
        {
            await other.App.ReceiveAsync();
        }

        await other.App.RunDueWorkAsync();
        var at = $"/api/v1/admin/webhooks/{id}";
        await program.GetAsync($"{at}/deliveries?state=delivered&limit=2");
        var newest = program.Json["deliveries"]![0]!["id"]!.GetValue<string>();
        await program.GetAsync($"{at}/deliveries?state=delivered&limit=2&cursor={program.Field("next")}");
        (program.Json["deliveries"]!.AsArray().Count, program.Json["next"]).ShouldBe((1, null));
        await program.GetAsync($"{at}/deliveries?state=lost", HttpStatusCode.BadRequest);

        await program.PostAsync($"{at}/deliveries/{newest}/replay", key: "one");
        await program.PostAsync($"{at}/deliveries/{newest}/replay", key: "one");
        await other.App.RunDueWorkAsync();
        other.Calls.Count.ShouldBe(4);
        await program.PostAsync($"{at}/replay", """{"since":"2026-03-01T00:00:00Z"}""", key: "all");
        program.Json["count"]!.GetValue<int>().ShouldBe(3);
        await program.PostAsync($"{at}/replay", """{"since":"2026-03-01T00:00:00Z"}""", key: "all");
        program.Answer.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        await other.App.RunDueWorkAsync();
        other.Calls.Count.ShouldBe(7);
    }

    [Theory, Databases]
    public async Task Addresses_inside_our_network_and_foreign_ids_are_refused(Database database)
    {
        await using var other = await OtherSystem.StartAsync(database);
        using var program = await ApiProgram.OfAsync(other.App, other.Hanna);
        var (mine, _) = await other.HookAsync("mine");
        var (theirs, _) = await other.HookAsync("theirs");
        await other.App.ReceiveAsync();
        await other.App.RunDueWorkAsync();
        var foreign = (await other.DeliveriesAsync(theirs))[0].Id;

        foreach (var address in new[] { "http://127.0.0.2/", "http://169.254.169.254/", "javascript:alert(1)", "https://user:word@partner.example/" })
        {
            await program.PostAsync("/api/v1/admin/webhooks", $$"""{"name":"x","address":"{{address}}"}""", HttpStatusCode.BadRequest);
            program.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["address"], address);
        }

        await program.PostAsync("/api/v1/admin/webhooks", """{"name":"x","address":"https://partner.example/","groups":["moon"]}""", HttpStatusCode.BadRequest);
        await program.PostAsync($"/api/v1/admin/webhooks/{mine}/deliveries/{foreign}/replay", expected: HttpStatusCode.NotFound);
        foreach (var path in new[] { "pause", "go-on", "test", "secret" })
        {
            await program.PostAsync($"/api/v1/admin/webhooks/17/{path}", expected: HttpStatusCode.NotFound);
        }

        await program.GetAsync("/api/v1/admin/webhooks/17/deliveries", HttpStatusCode.NotFound);
        await program.PostAsync("/api/v1/admin/webhooks/17/replay", """{"since":"2026-03-01T00:00:00Z"}""", HttpStatusCode.NotFound);
    }
}
