using System.Net;
using Kept.Api;
using Kept.Feeds;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk.Api;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>What everybody may do with the own account, by key.</summary>
public sealed class AccountByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Name_and_language_are_changed_and_nothing_else_can_be(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);

        await program.PutAsync("/api/v1/account", """{"name":"Mira Horvat","language":"hr"}""");
        await program.GetAsync("/api/v1/account");
        (program.Field("name"), program.Field("language"), program.Field("role")).ShouldBe(("Mira Horvat", "hr", "agent"));
        await program.PutAsync("/api/v1/account", """{"name":"Mira","language":"xx"}""", HttpStatusCode.BadRequest);
        await program.PutAsync("/api/v1/account", """{"name":"Mira","language":"hr","role":"administrator"}""", HttpStatusCode.BadRequest);

        (await app.ReadAsync(db => db.Set<StaffMember>().SingleAsync(Cancellation))).Role.ShouldBe(StaffRole.Agent);
    }

    [Theory, Databases]
    public async Task A_calendar_address_is_made_once_opens_the_calendar_and_is_ended(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Lena Hart", StaffRole.Lead));
        await program.PostAsync("/api/v1/account/calendars", """{"team":"street-care"}""", HttpStatusCode.Created, key: "k");
        var (first, id, address) = (program.Text, program.Field("id"), new Uri(program.Field("address")).AbsolutePath);
        await program.PostAsync("/api/v1/account/calendars", """{"team":"street-care"}""", HttpStatusCode.Created, key: "k");
        program.Text.ShouldBe(first);
        (await app.ReadAsync(db => db.Set<ApiAnswer>().SingleAsync(Cancellation))).Body.ShouldNotContain("/calendar/");
        using var client = app.Client();
        (await client.GetAsync(address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await program.GetAsync("/api/v1/account/calendars");
        program.Json["calendars"]!.AsArray().Select(calendar => calendar!["team"]!.GetValue<string>()).ShouldBe(["street-care"]);
        await program.DeleteAsync($"/api/v1/account/calendars/{id}");
        (await client.GetAsync(address, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Calendars_of_a_foreign_team_and_foreign_addresses_are_refused()
    {
        await using var app = await KeptApp.StartAsync();
        using var mira = await ApiProgram.OfMiraAsync(app);
        using var hanna = await app.OfHannaAsync();
        await hanna.PostAsync("/api/v1/account/calendars", """{"team":null}""", HttpStatusCode.Created);

        await mira.PostAsync("/api/v1/account/calendars", """{"team":"street-care"}""", HttpStatusCode.Forbidden);
        mira.Code.ShouldBe("no-right-to-calendar");
        await mira.DeleteAsync($"/api/v1/account/calendars/{hanna.Field("id")}", HttpStatusCode.NotFound);

        (await app.ReadAsync(db => db.Set<FeedLink>().CountAsync(Cancellation))).ShouldBe(1);
    }
}
