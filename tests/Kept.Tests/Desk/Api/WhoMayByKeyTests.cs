using System.Net;
using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Keys.RevokeKey;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>The interface as an attacker meets it: other keys, keys that ended, ids of other things.</summary>
public sealed class WhoMayByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_asks_for_a_key_but_those_that_residents_use()
    {
        await using var app = await KeptApp.StartAsync();
        var open = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<NeedsKey>() is null or { Else: not WithoutKey.Refused })
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{endpoint.RoutePattern.RawText!.TrimStart('/')}");

        open.ShouldBe(
            [
                "GET /api/v1/services", "GET /api/v1/services/{code}", "POST /api/v1/cases", "GET /api/v1/cases/{reference}",
                "POST /api/v1/cases/{reference}/resident/information", "POST /api/v1/cases/{reference}/resident/withdraw",
                "POST /api/v1/cases/{reference}/resident/not-fixed", "POST /api/v1/cases/{reference}/resident/stop",
                "PUT /api/v1/cases/{reference}/resident/confirmation", "POST /api/v1/surveys/{secret}",
                "GET /api/v1/surveys/{secret}", "POST /api/v1/follow/codes", "POST /api/v1/follow/codes/{request}",
                "GET /api/v1/services/{code}/slots", "GET /api/v1/services/{code}/similar", "POST /api/v1/services/{code}/similar/{reference}/follow",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/cases", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/mcp", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/moon", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v2/cases", HttpStatusCode.NotFound)]
    public async Task Whatever_is_wrong_the_answer_is_problem_details(string method, string address, HttpStatusCode status)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);

        await program.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), status);
    }

    [Fact]
    public async Task A_wrong_method_at_the_desk_still_leads_to_signing_in()
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        (await client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/desk/live"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_partner_and_a_key_for_reading_change_nothing()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        using var partner = ApiProgram.With(app, await app.AddPartnerAsync("Neighbourly"));
        using var reader = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Mira Kovač"), KeyRights.ReadCases);

        await partner.GetAsync("/api/v1/cases", HttpStatusCode.Forbidden);
        partner.Code.ShouldBe("key-right");
        await partner.GetAsync($"/api/v1/cases/{about.Reference}", HttpStatusCode.Forbidden);
        await partner.GetAsync($"/api/v1/cases/{about.Reference}?token={about.Secret.Text}", HttpStatusCode.Forbidden);
        await partner.PostAsync($"/api/v1/cases/{about.Reference}/take", expected: HttpStatusCode.Forbidden);
        await reader.GetAsync($"/api/v1/cases/{about.Reference}");
        foreach (var path in new[] { "take", "notes", "messages", "close", "merge", "people" })
        {
            await reader.PostAsync($"/api/v1/cases/{about.Reference}/{path}", "{}", HttpStatusCode.Forbidden);
        }

        (await app.NowAsync(about)).Version.ShouldBe(about.Version);
    }

    [Theory, Databases]
    public async Task A_key_that_was_revoked_or_whose_holder_left_opens_nothing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (mira, tom) = (await app.AddColleagueAsync("Mira Kovač"), await app.AddColleagueAsync("Tom Okafor"));
        using var gone = await ApiProgram.OfAsync(app, tom);
        using var revoked = await ApiProgram.OfAsync(app, mira);
        var about = await app.ReceiveAsync();
        await revoked.GetAsync("/api/v1/cases");
        await gone.GetAsync("/api/v1/cases");
        var id = await app.ReadAsync(db => db.Set<AccessKey>().Where(key => key.StaffId == mira.Id).Select(key => key.Id).SingleAsync(Cancellation));
        await app.WithAsync<RevokeKey>(revoke => revoke.HandleAsync(mira.ToIdentity(), id, Cancellation));
        await app.WithAsync<KeptDb>(async db =>
        {
            (await db.Set<StaffMember>().SingleAsync(member => member.Id == tom.Id, Cancellation)).Active = false;
            await db.SaveChangesAsync(Cancellation);
        });

        foreach (var (program, code) in new[] { (revoked, "key-revoked"), (gone, "key-holder-gone") })
        {
            await program.GetAsync("/api/v1/cases", HttpStatusCode.Unauthorized);
            program.Code.ShouldBe(code);
            await program.PostAsync($"/api/v1/cases/{about.Reference}/take", expected: HttpStatusCode.Unauthorized);
        }
    }

    [Theory, Databases]
    public async Task Ids_of_another_case_are_strangers_here(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync(details: new ContactDetails("Bea", "bea@example.org")));
        var theirs = await app.NowAsync(other);
        var (promise, person, contact) = (theirs.Promises[0].Id, theirs.Followers[0].Id, theirs.ContactLog[0].Id);
        var message = await app.ReadAsync(db => db.Messages.Where(known => known.CaseId == other.Id).Select(known => known.Id).FirstAsync(Cancellation));
        var cases = $"/api/v1/cases/{mine.Reference}";

        foreach (var (path, body, reason) in new[]
        {
            ($"promises/{promise}/revise", """{"date":"2026-04-01","reason":"x"}""", "noPromise"),
            ($"promises/{promise}/keep", null, "noPromise"),
            ($"people/{person}", """{"name":"x"}""", "followerUnknown"),
            ("contacts", $$"""{"channel":"phone","person":"{{person}}"}""", "followerUnknown"),
            ($"contacts/{contact}/mark", """{"chaser":true}""", "contactUnknown"),
            ($"messages/{message}/retry", null, "messageUnknown"),
            ("hand-over", """{"team":"waste","owner":"17"}""", "notInTeam"),
            ("promises/'%20OR%201=1/keep", null, "noPromise"),
            ("promises/-1/keep", null, "noPromise"),
        })
        {
            await program.PostAsync($"{cases}/{path}", body, HttpStatusCode.UnprocessableEntity);
            program.Json["reason"]!.GetValue<string>().ShouldBe(reason, path);
        }

        (await app.NowAsync(other)).Version.ShouldBe(theirs.Version);
        await program.GetAsync($"{cases}/files/17", HttpStatusCode.NotFound);
        await program.GetAsync("/api/v1/cases/2222-2222", HttpStatusCode.NotFound);
        await program.PostAsync("/api/v1/cases/2222-2222/take", expected: HttpStatusCode.NotFound);
        await program.PostAsync("/api/v1/cases/..%2Fstaff/take", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_file_is_read_through_its_own_case_only()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        using var form = new MultipartFormDataContent
        {
            { new StringContent("phone"), "channel" },
            { new ByteArrayContent(Kept.Tests.Files.Sample.Bytes("picture.png")), "files", "a\u202egnp.exe.png" },
        };
        await program.PostFormAsync($"/api/v1/cases/{mine.Reference}/information", form);
        var file = (await program.GetAsync($"/api/v1/cases/{mine.Reference}")).Json["files"]![0]!;
        file["name"]!.GetValue<string>().ShouldNotContain('\u202e');

        await program.GetAsync($"/api/v1/cases/{mine.Reference}/files/{file["id"]}");
        await program.GetAsync($"/api/v1/cases/{other.Reference}/files/{file["id"]}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_a_notice_needs_approval_an_agent_who_does_not_own_the_case_cannot_send_it_by_key_either()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync(service: "school-place");
        using var agent = await ApiProgram.OfMiraAsync(app);
        using var lead = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Rosa Pereira", StaffRole.Lead, "schools"));
        await app.AdvanceAsync(Duration.FromDays(120));
        var broken = (await app.NowAsync(about)).Promises.First(promise => promise.State == Kept.Domain.Promises.PromiseState.Broken).Id;
        var revise = $"/api/v1/cases/{about.Reference}/promises/{broken}/revise";

        await agent.PostAsync(revise, """{"date":"2026-09-01","reason":"Many applications."}""", HttpStatusCode.UnprocessableEntity);
        agent.Json["reason"]!.GetValue<string>().ShouldBe("notYoursToSend");
        await lead.PostAsync(revise, """{"date":"2026-09-01","reason":"Many applications."}""");
    }

    [Fact]
    public async Task The_answer_hides_links_that_open_a_case_in_the_residents_name()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        var secrets = (await app.NowAsync(about)).Followers.Select(follower => follower.Secret.Text).Append(about.Secret.Text).ToList();

        await program.GetAsync($"/api/v1/cases/{about.Reference}");

        program.Json["messages"]!.AsArray().Count.ShouldBe(1);
        secrets.ShouldAllBe(secret => !program.Text.Contains(secret, StringComparison.Ordinal));
        program.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
