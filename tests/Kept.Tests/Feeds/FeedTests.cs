using System.Net;
using Kept.Cases;
using Kept.Cases.HandOver;
using Kept.Cases.RevisePromise;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Feeds;

/// <summary>Calendars as a calendar program fetches them, by the address that somebody made on a page.</summary>
public sealed class FeedTests
{
    [Theory, Databases]
    public async Task What_somebody_owns_is_in_the_own_calendar_without_a_word_about_residents(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var (mine, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        await TakeAsync(app, mine, mira);

        var calendar = await (await app.Client().GetAsync(await MakeAsync(app, mira, "My cases"))).Content.ReadAsStringAsync();

        calendar.ShouldStartWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kept//Kept//EN\r\n");
        calendar.ShouldEndWith("END:VEVENT\r\nEND:VCALENDAR\r\n");
        var promise = (await app.NowAsync(mine)).CurrentPromise!;
        var plain = Unfold(calendar);
        plain.ShouldContain($"UID:promise-{promise.Id}@127.0.0.1\r\nDTSTAMP:20260302T090000Z\r\n");
        plain.ShouldContain($"DTEND:{promise.Due.ToDateTimeUtc():yyyyMMdd'T'HHmmss'Z'}\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n");
        plain.ShouldContain($"SUMMARY:Due: Rubbish dumped in the street ({mine.Reference})\r\n");
        plain.ShouldNotContain(other.Reference.ToString());
        new[] { "Ada", "Eden", "07700", "Mattress", "Mill School" }.ShouldAllBe(word => !plain.Contains(word));
    }

    [Theory, Databases]
    public async Task A_date_that_was_revised_is_struck_out_and_the_new_one_stands_beside_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var mine = await app.ReceiveAsync();
        await TakeAsync(app, mine, mira);
        var old = (await app.NowAsync(mine)).CurrentPromise!;
        await app.DoAsync<RevisePromise>(revise => revise.HandleAsync(
            new RevisePromiseInput(mine.Reference, null, By.Staff(mira.Id), old.Id, new LocalDate(2026, 3, 20), "The van is broken."), default));

        var plain = Unfold(await (await app.Client().GetAsync(await MakeAsync(app, mira, "My cases"))).Content.ReadAsStringAsync());

        EntryOf(plain, $"promise-{old.Id}").ShouldContain("SEQUENCE:1\r\nSTATUS:CANCELLED\r\n");
        EntryOf(plain, $"promise-{(await app.NowAsync(mine)).CurrentPromise!.Id}").ShouldContain("STATUS:CONFIRMED");
    }

    [Theory, Databases]
    public async Task Titles_and_places_stand_in_it_where_the_settings_let_them_out(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Feeds:Details"] = "true");
        var lena = await app.AddColleagueAsync("Lena Hart", StaffRole.Lead);
        await app.ReceiveAsync("Mattress; two, or more");

        var plain = Unfold(await (await app.Client().GetAsync(await MakeAsync(app, lena, "Street care"))).Content.ReadAsStringAsync());

        plain.ShouldContain("Mattress\\; two\\, or more\r\n");
        plain.ShouldContain("LOCATION:Lane behind Mill School\r\n");
        plain.ShouldNotContain("Ada");
    }

    [Theory, Databases]
    public async Task What_did_not_change_is_not_sent_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var address = await MakeAsync(app, mira, "My cases");
        var first = await app.Client().GetAsync(address);
        await app.AdvanceAsync(Duration.FromHours(1));

        var again = await app.Client().SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "If-None-Match", first.Headers.ETag!.Tag } } });
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await TakeAsync(app, await app.ReceiveAsync(), mira);
        var changed = await app.Client().SendAsync(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "If-None-Match", first.Headers.ETag!.Tag } } });
        (changed.StatusCode, changed.Content.Headers.ContentType!.ToString()).ShouldBe((HttpStatusCode.OK, "text/calendar; charset=utf-8"));
    }

    [Theory, Databases]
    public async Task An_address_stops_working_when_it_is_revoked_or_renewed_and_when_its_maker_left_or_leads_no_more(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (mira, lena) = (await app.AddColleagueAsync("Mira Kovač"), await app.AddColleagueAsync("Lena Hart", StaffRole.Lead));
        var first = await MakeAsync(app, mira, "My cases");
        var second = await MakeAsync(app, mira, "My cases");
        (await StatusAsync(app, first), await StatusAsync(app, second)).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.OK));

        var team = await MakeAsync(app, lena, "Street care");
        (await StatusAsync(app, team)).ShouldBe(HttpStatusCode.OK);
        await ChangeAsync(app, lena, member => member.Team = "schools");
        (await StatusAsync(app, team)).ShouldBe(HttpStatusCode.NotFound);
        await ChangeAsync(app, lena, member => (member.Team, member.Role) = ("street-care", StaffRole.Agent));
        (await StatusAsync(app, team)).ShouldBe(HttpStatusCode.NotFound);
        await ChangeAsync(app, mira, member => member.LockoutEnd = (app.Now + Duration.FromHours(1)).ToDateTimeOffset());
        (await StatusAsync(app, second)).ShouldBe(HttpStatusCode.NotFound);
        await ChangeAsync(app, mira, member => (member.LockoutEnd, member.Active) = (null, false));
        (await StatusAsync(app, second)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(app, "/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics"), await StatusAsync(app, "/calendar/x.ics")).ShouldBe(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound));
    }

    [Theory, Databases]
    public async Task Somebody_revokes_only_what_is_the_own_and_makes_none_for_a_team_of_others(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (mira, lena) = (await app.AddColleagueAsync("Mira Kovač"), await app.AddColleagueAsync("Lena Hart", StaffRole.Lead));
        var foreign = await MakeAsync(app, lena, "Street care");
        var id = await app.ReadAsync(db => Task.FromResult(db.Set<Kept.Feeds.FeedLink>().Single().Id));

        await app.WithAsync<Kept.Feeds.OwnFeeds.OwnFeeds>(async feeds =>
        {
            (await feeds.RevokeAsync(mira.ToIdentity(), id, default)).ShouldBeFalse();
            (await feeds.MakeAsync(mira.ToIdentity(), "street-care", default)).ShouldBeOfType<Kept.Feeds.OwnFeeds.MakeFeedOutcome.NotAllowed>();
            (await feeds.MakeAsync(lena.ToIdentity(), "schools", default)).ShouldBeOfType<Kept.Feeds.OwnFeeds.MakeFeedOutcome.NotAllowed>();
        });
        (await StatusAsync(app, foreign)).ShouldBe(HttpStatusCode.OK);
        var desk = await app.SignInAsync(lena);
        await desk.GoAsync("/account/calendars");
        (await desk.PressAsync("Revoke: Street care")).Says("The address no longer works.").ShouldBeTrue();
        (await StatusAsync(app, foreign)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> MakeAsync(KeptApp app, StaffMember member, string whose)
    {
        var desk = await app.SignInAsync(member);
        await desk.GoAsync("/account");
        var page = await desk.FollowAsync("My calendar addresses");
        var made = await desk.PressAsync(page.Source.Contains($"Make a new address: {whose}") ? $"Make a new address: {whose}" : $"Make an address: {whose}");
        return new Uri(made.Find("code").TextContent).PathAndQuery;
    }

    private static async Task<HttpStatusCode> StatusAsync(KeptApp app, string address) => (await app.Client().GetAsync(address)).StatusCode;

    private static Task TakeAsync(KeptApp app, Domain.Cases.Case about, StaffMember who) => app.DoAsync<TakeCase>(take =>
        take.HandleAsync(new TakeCaseInput(about.Reference, null, By.Staff(who.Id)), default));

    private static Task ChangeAsync(KeptApp app, StaffMember who, Action<StaffMember> change) => app.WithAsync<KeptDb>(db =>
    {
        change(db.Set<StaffMember>().Single(member => member.Id == who.Id));
        return db.SaveChangesAsync();
    });

    private static string Unfold(string calendar) => calendar.Replace("\r\n ", "");

    private static string EntryOf(string calendar, string uid) =>
        calendar.Split("BEGIN:VEVENT").Single(entry => entry.Contains($"UID:{uid}@"));
}
