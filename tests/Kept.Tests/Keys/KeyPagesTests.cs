using System.Net;
using Kept.Keys;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Keys;

/// <summary>Making, seeing and revoking keys in the browser, and who may.</summary>
public sealed class KeyPagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task An_administrator_makes_a_partner_a_key_that_is_shown_once_and_revokes_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));

        await hanna.GoAsync("/admin/keys");
        await hanna.FollowAsync("Add a partner");
        await hanna.Fill("Name of the organisation", "Neighbourly").Fill("E-mail address of a contact", "it@neighbourly.example").PressAsync("Save and make a key");
        hanna.Page.Heading.ShouldBe("Make a key for Neighbourly");
        await hanna.Fill("What it is for", "Reports from the app").Tick("Open311: send requests").Fill("Requests a minute", "30").PressAsync("Make the key");
        var key = ShownKey(hanna);
        var holder = (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder;
        holder.Rights.ShouldBe(KeyRights.Open311Send);
        holder.Rate.PerMinute.ShouldBe(30);

        await hanna.GoAsync("/admin/keys");
        hanna.Page.Says(key[..13]).ShouldBeTrue();
        hanna.Page.Says(key[14..]).ShouldBeFalse();
        await hanna.FollowAsync("Reports from the app");
        hanna.Page.Says("by Hanna Lindqvist").ShouldBeTrue();
        hanna.Page.Says(key[14..]).ShouldBeFalse();
        await hanna.PressAsync("Revoke");
        hanna.Page.Says("The key \"Reports from the app\" is revoked").ShouldBeTrue();
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.Revoked));
    }

    [Fact]
    public async Task Somebody_makes_an_own_key_hears_of_it_by_mail_and_revokes_it()
    {
        await using var app = await KeptApp.StartAsync();
        var hannasRow = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var miraRow = await app.AddColleagueAsync("Mira Kovač");
        var mira = await app.SignInAsync(miraRow);

        await mira.GoAsync("/account");
        await mira.FollowAsync("See and make your keys");
        await mira.Fill("What it is for", "My notes").Tick("Read cases").PressAsync("Make the key");
        var key = ShownKey(mira);
        (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder.Staff.ShouldNotBeNull().Id.ShouldBe(miraRow.Id);
        (await app.ReadAsync(db => db.Messages.SingleAsync(message => message.Kind == "staff-changed", Cancellation))).Recipient.ShouldBe(miraRow.Mail);

        var hanna = await app.SignInAsync(hannasRow);
        await hanna.GoAsync("/admin/keys");
        hanna.Page.Says("My notes, Mira Kovač").ShouldBeTrue();

        await mira.GoAsync("/account/keys");
        mira.Page.Says(key[14..]).ShouldBeFalse();
        await mira.PressAsync("Revoke the key My notes");
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.Revoked));
        await hanna.GoAsync($"/admin/staff/{miraRow.Id}");
        hanna.Page.Says("Key \"My notes\" made, by Mira Kovač").ShouldBeTrue();
        hanna.Page.Says("Key \"My notes\" revoked, by Mira Kovač").ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await mira.GoAsync("/account/keys");

        await mira.PressAsync("Make the key", HttpStatusCode.UnprocessableEntity);
        mira.Page.Errors.ShouldContain(error => error.Contains("what the key is for", StringComparison.Ordinal));
        mira.Page.Errors.ShouldContain(error => error.Contains("what the key may do", StringComparison.Ordinal));
        await mira.Fill("What it is for", "x").Tick("Read cases").Fill("Requests a minute", "0").PressAsync("Make the key", HttpStatusCode.UnprocessableEntity);
        mira.Page.Errors.Single().ShouldContain("1 to 6000");
        await mira.Fill("Requests a minute", "60").Fill("Day", "1").Fill("Month", "3").Fill("Year", "2026").PressAsync("Make the key", HttpStatusCode.UnprocessableEntity);
        mira.Page.Errors.Single().ShouldContain("a day that is not over");
        (await app.ReadAsync(db => db.Set<AccessKey>().CountAsync(Cancellation))).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_reaches_the_keys_of_others()
    {
        await using var app = await KeptApp.StartAsync();
        var tomRow = await app.AddColleagueAsync("Tom Okafor", StaffRole.Lead);
        var toms = await app.MakeKeyAsync(tomRow);
        var partners = await app.AddPartnerAsync("Neighbourly");
        var ids = await app.ReadAsync(db => db.Set<AccessKey>().Select(key => key.Id).ToListAsync(Cancellation));
        var partner = await app.ReadAsync(db => db.Set<Partner>().SingleAsync(Cancellation));
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač", StaffRole.Lead));
        await app.MakeKeyAsync((await app.ReadAsync(db => db.Set<StaffMember>().SingleAsync(member => member.Name == "Mira Kovač", Cancellation))));

        await mira.GoAsync("/admin/keys", HttpStatusCode.Forbidden);
        await mira.GoAsync("/admin/keys/partner", HttpStatusCode.Forbidden);
        await mira.GoAsync($"/admin/keys/make?partner={partner.Id}", HttpStatusCode.Forbidden);
        foreach (var id in ids)
        {
            await mira.GoAsync($"/admin/keys/{id}", HttpStatusCode.Forbidden);
            await mira.GoAsync("/account/keys");
            mira.Page.Find("input[name=KeyId]").SetAttribute("value", id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await mira.PressAsync("Revoke the key Test", HttpStatusCode.NotFound);
        }

        (await AskAsync(app, toms)).ShouldBeOfType<KeyAnswer.Accepted>();
        (await AskAsync(app, partners)).ShouldBeOfType<KeyAnswer.Accepted>();
    }

    [Fact]
    public async Task A_right_that_was_not_offered_is_not_given()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await mira.GoAsync("/account/keys");

        mira.Page.Find("input[name=Rights]").SetAttribute("value", nameof(KeyRights.Open311Send));
        await mira.Fill("What it is for", "x").Tick("Read cases").PressAsync("Make the key", HttpStatusCode.UnprocessableEntity);
        mira.Page.Errors.Single().ShouldContain("what the key may do");
    }

    private static string ShownKey(Visitor visitor) => visitor.Page.Find("#made-key").TextContent.Trim();

    private static Task<KeyAnswer> AskAsync(KeptApp app, string? key) =>
        app.WithAsync<KeyCheck, KeyAnswer>(check => check.CheckAsync(key, Cancellation));
}
