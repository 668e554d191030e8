using System.Net;
using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>A report that a program writes down for somebody who rang.</summary>
public sealed class ForCallerByKeyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task It_is_received_on_the_channel_and_by_whoever_wrote_it_down(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        using var program = await ApiProgram.OfAsync(app, mira);

        await program.PostAsync("/api/v1/cases", Mattress("phone"), HttpStatusCode.Created, key: "k");
        var first = program.Text;
        await program.PostAsync("/api/v1/cases", Mattress("phone"), HttpStatusCode.Created, key: "k");

        program.Text.ShouldBe(first);
        var about = await app.ReadAsync(db => db.Cases.SingleAsync(Cancellation));
        about.Channel.ShouldBe(Channel.Phone);
        (await app.EventsAsync(about)).Single(line => line.Kind == EventKind.Received).ById.ShouldBe(mira.Id);
    }

    [Fact]
    public async Task Nobody_names_a_channel_or_a_colleague_without_a_key_for_it()
    {
        await using var app = await KeptApp.StartAsync();
        using var wrong = ApiProgram.With(app, KeyText.NewRandom().Reveal());
        using var reader = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Mira Kovač"), KeyRights.ReadCases);
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Tom Okafor"));
        using var nobody = ApiProgram.Nobody(app);

        await wrong.PostAsync("/api/v1/cases", Mattress("phone"), HttpStatusCode.Unauthorized);
        await reader.PostAsync("/api/v1/cases", Mattress("phone"), HttpStatusCode.Forbidden);
        await nobody.PostAsync("/api/v1/cases", Mattress("phone"), HttpStatusCode.BadRequest);
        nobody.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["channel"]);
        await program.PostAsync("/api/v1/cases", Mattress("api"), HttpStatusCode.BadRequest);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancellation))).ShouldBe(0);
    }

    private static string Mattress(string channel) => $$"""
        {
          "service": "fly-tipping", "language": "en", "channel": "{{channel}}",
          "answers": {"what": ["furniture"], "size": "van", "blocks": false, "where": {"words": "lane behind Mill School"} },
          "contact": {"name": "Ada", "mail": "ada@example.org"}
        }
        """;
}
