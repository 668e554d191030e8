using System.Globalization;
using System.Net;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Desk.Api;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>What the pages of a report show beside their questions, for programs.</summary>
public sealed class ReportsApiTests
{
    private const string There = "lat=51.5&lon=-0.12";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_free_day_is_listed_booked_as_it_stands_and_gone_when_it_is_full(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        await program.GetAsync("/api/v1/services/bulky-waste/slots");
        program.Json["question"]!.GetValue<string>().ShouldBe("day");
        var (slot, count) = (program.Json["slots"]![0]!.ToJsonString(), program.Json["slots"]!.AsArray().Count);

        for (var i = 0; i < 12; i++)
        {
            await program.PostAsync("/api/v1/cases", Booking(slot), HttpStatusCode.Created);
        }

        await program.GetAsync("/api/v1/services/bulky-waste/slots");
        program.Json["slots"]!.AsArray().Count.ShouldBe(count - 1);
        program.Text.ShouldNotContain(slot);
        await program.PostAsync("/api/v1/cases", Booking(slot), HttpStatusCode.Conflict);
        program.Code.ShouldBe("slot-taken");
    }

    [Theory, Databases]
    public async Task When_many_book_at_once_as_many_get_a_place_as_there_are(Database database)
    {
        const int places = 12;
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        await program.GetAsync("/api/v1/services/bulky-waste/slots");
        var booking = Booking(program.Json["slots"]![0]!.ToJsonString());

        var answers = await Task.WhenAll(Enumerable.Range(0, places + 4).Select(i => program.SendRawAsync("/api/v1/cases", booking, $"booking-{i}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(places);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(4);
    }

    [Fact]
    public async Task A_service_that_books_nothing_has_no_days_and_one_that_there_is_not_is_not_found()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);

        (await program.GetAsync("/api/v1/services/fly-tipping/slots")).Text.ShouldBe("""{"question":null,"slots":[]}""");
        await program.GetAsync("/api/v1/services/moon/slots", HttpStatusCode.NotFound);
        await program.GetAsync($"/api/v1/services/moon/similar?{There}", HttpStatusCode.NotFound);
    }

    [Theory, Databases]
    public async Task What_neighbours_reported_is_shown_without_a_word_about_them_and_can_be_followed(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        await SendAsync(program, 51.5001);
        await SendAsync(program, 51.51);

        await program.GetAsync($"/api/v1/services/fly-tipping/similar?{There}");
        var found = program.Json["cases"]!.AsArray().ShouldHaveSingleItem()!;
        program.Text.ShouldNotContain("Ada", Shouldly.Case.Insensitive);
        var reference = found["reference"]!.GetValue<string>();
        var (follow, body) = ($"/api/v1/services/fly-tipping/similar/{reference}/follow", """{"lat":51.5,"lon":-0.12,"mail":"bea@example.org","language":"hr"}""");
        await program.PostAsync(follow, body, key: "a key of Bea's, by chance");
        program.Json["reference"]!.GetValue<string>().ShouldBe(reference);
        var about = await app.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Followers).SingleAsync(c => c.Latitude == 51.5001, Cancellation));
        about.Followers.Where(follower => follower.Mail == "bea@example.org").ShouldHaveSingleItem().Language.ShouldBe("hr");
        program.Text.ShouldNotContain(about.Followers.Single(follower => !follower.Reporter).Secret.Text);
        program.Text.ShouldNotContain(about.Secret.Text);

        await program.PostAsync(follow, body, key: "a key of Bea's, by chance");
        program.Answer.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Fact]
    public async Task Only_what_is_shown_at_this_place_and_for_this_service_can_be_followed()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);
        var (near, far) = (await SendAsync(program, 51.5001), await SendAsync(program, 51.51));

        await NotAsync("fly-tipping", far, "51.5");
        await NotAsync("graffiti", near, "51.5");
        await NotAsync("fly-tipping", near, "51.6");
        await NotAsync("fly-tipping", "2222-2222", "51.5");
        await NotAsync("fly-tipping", "?", "51.5");

        (await app.ReadAsync(db => db.Set<Follower>().CountAsync(Cancellation))).ShouldBe(2);

        Task NotAsync(string service, string reference, string lat) => program.PostAsync(
            $"/api/v1/services/{service}/similar/{Uri.EscapeDataString(reference)}/follow", $$"""{"lat":{{lat}},"lon":-0.12,"mail":"eve@example.org"}""", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("lat=x&lon=1", "lat")]
    [InlineData("lat=91&lon=1", "lat")]
    [InlineData("lat=51.5", "lat")]
    [InlineData("lat=51.5&lon=NaN", "lat")]
    [InlineData("", "lat")]
    public async Task A_place_that_is_none_is_an_error(string place, string field)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);

        await program.GetAsync($"/api/v1/services/fly-tipping/similar?{place}", HttpStatusCode.BadRequest);

        program.Json["errors"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(field);
    }

    private static async Task<string> SendAsync(ApiProgram program, double latitude)
    {
        await program.PostAsync(
            "/api/v1/cases",
            $$$"""{"service":"fly-tipping","answers":{"what":["furniture"],"size":"van","blocks":false,"where":{"lat":{{{latitude.ToString(CultureInfo.InvariantCulture)}}},"lon":-0.12}},"contact":{"name":"Ada","mail":"ada@example.org"}}""",
            HttpStatusCode.Created);
        return program.Json["reference"]!.GetValue<string>();
    }

    private static string Booking(string slot) =>
        $$$"""{"service":"bulky-waste","answers":{"items":["sofa"],"count":1,"day":{{{slot}}},"help":false},"contact":{"name":"Ada","phone":"07700 900123","address":"12 Mill Lane"}}""";
}
