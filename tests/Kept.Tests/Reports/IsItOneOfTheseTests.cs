using System.Globalization;
using System.Net;
using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Domain.Cases;
using Kept.Reports.IsItOneOfThese;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>What neighbours reported is offered before the same is sent again, and nothing else of it is told.</summary>
public sealed class IsItOneOfTheseTests
{
    private const double Latitude = 51.5;
    private const double Longitude = -0.12;
    private const double MetresPerDegree = 111_195;

    [Theory, Databases]
    public async Task What_lies_within_the_radius_is_offered_nearest_first(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await SendAsync(app, metresNorth: 40);
        await SendAsync(app, metresNorth: 15);
        await SendAsync(app, metresNorth: 75);
        await SendAsync(app, metresNorth: 10, service: "graffiti");

        var ada = await ToSimilarAsync(app, metresNorth: 0);

        ada.Page.Heading.ShouldBe("Is it one of these?");
        ada.Page.Document.QuerySelectorAll(".kept-card p:first-of-type").Select(Page.Words)
            .ShouldBe(["15 m from the place you named", "40 m from the place you named"]);
        ada.Page.Says("By Wednesday 11 March we will have gone to look.").ShouldBeTrue();
    }

    [Fact]
    public async Task None_of_these_goes_on_and_is_not_asked_again_for_that_place()
    {
        await using var app = await KeptApp.StartAsync();
        await SendAsync(app, metresNorth: 10);
        var ada = await ToSimilarAsync(app, metresNorth: 0);

        (await ada.PressAsync("None of these")).Heading.ShouldContain("Check your answers");
        await ada.FollowAsync("Change How much is it?");
        (await ada.PressAsync("Continue")).Heading.ShouldContain("Check your answers");
        await ada.PressAsync("Send the report");

        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task A_closed_case_is_not_offered()
    {
        await using var app = await KeptApp.StartAsync();
        var near = await SendAsync(app, metresNorth: 10);
        await app.WithAsync<CloseCase>(close => close.HandleAsync(
            new CloseCaseInput(near, SeenVersion: null, By.System, Outcome.Fixed, Words: null), TestContext.Current.CancellationToken));

        (await ToSimilarAsync(app, metresNorth: 0)).Page.Heading.ShouldContain("Check your answers");
    }

    [Theory, Databases]
    public async Task The_same_address_is_enough_where_nobody_used_the_map(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await FlyTipping.ToPlaceAsync(app.Visitor());
        var first = await ToPlaceWithAddressAsync(app, "12 Mill Lane");
        await first.PressAsync("Send the report");

        var ada = await ToPlaceWithAddressAsync(app, "mill ln. 12");

        ada.Page.Heading.ShouldBe("Is it one of these?");
        ada.Page.Says("At the same address: 12 Mill Lane").ShouldBeTrue();
    }

    [Fact]
    public async Task A_card_shows_the_photo_and_what_was_chosen_and_nothing_that_was_written_or_who_wrote_it()
    {
        await using var app = await KeptApp.StartAsync();
        var ben = await FlyTipping.ToPlaceAsync(app.Visitor());
        Mark(ben.Page, metresNorth: 10);
        await ben.Fill("Where is it, in your own words?", "Behind the Quills, number 7").PressAsync("Continue");
        await ben.Choose("No").PressAsync("Continue");
        await ben.Choose("Yes").PressAsync("Continue");
        await ben.Fill("What did you see?", "My neighbour Zoltan").PressAsync("Continue");
        await ben.Attach("Choose files", new UploadedFile("a.jpg", "image/jpeg", Sample.Bytes("photo.jpg"))).PressAsync("Continue");
        await ben.Fill("Is there anything else we should know?", "It smells badly").PressAsync("Continue");
        await ben.Fill("Name", "Ben Quill").Fill("Email address", "ben@example.org").PressAsync("Continue");
        await ben.PressAsync("Send the report");

        var page = (await ToSimilarAsync(app, metresNorth: 0)).Page;

        page.Says("Furniture or a mattress. As much as a small van holds").ShouldBeTrue();
        var photo = page.Find(".kept-card img").GetAttribute("src")!;
        (await app.Visitor().GoAsync(photo)).Type.ShouldBe("image/jpeg");
        foreach (var secret in new[] { "Zoltan", "smells", "Quill", "number 7", "ben@example.org" })
        {
            page.Source.ShouldNotContain(secret);
        }
    }

    [Theory, Databases]
    public async Task Who_says_this_is_it_follows_and_makes_no_second_case(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await SendAsync(app, metresNorth: 10);
        var ada = await ToSimilarAsync(app, metresNorth: 0);
        await ada.FollowAsync("This is it, keep me informed");
        (await ada.PressAsync("Keep me informed")).Errors.ShouldHaveSingleItem().ShouldContain("Write your email address.");

        var page = await ada.Fill("Email address", "ada@example.org").PressAsync("Keep me informed");

        page.Heading.ShouldBe("We keep you informed.");
        page.Says(reference.ToString()).ShouldBeTrue();
        var only = await app.ReadAsync(db => db.Cases.Include(c => c.Followers).SingleAsync());
        only.Followers.Single(follower => !follower.Reporter).Mail.ShouldBe("ada@example.org");
        (await app.ReadAsync(db => db.Messages.SingleAsync(message => message.Recipient == "ada@example.org"))).Subject.ShouldContain(reference.ToString());
        (await ada.GoAsync(new Uri(page.Address, "check"))).Heading.ShouldBe("We keep you informed.");
    }

    [Fact]
    public async Task A_case_that_was_not_offered_cannot_be_followed_by_its_reference()
    {
        await using var app = await KeptApp.StartAsync();
        await SendAsync(app, metresNorth: 10);
        var far = await SendAsync(app, metresNorth: 900);
        var ada = await ToSimilarAsync(app, metresNorth: 0);

        var page = await ada.GoAsync(new Uri(ada.Page.Address, $"similar/{far.Value}"));

        page.Heading.ShouldBe("Is it one of these?");
        await app.Visitor().GoAsync($"/report/fly-tipping/{Secret.NewRandom().Text}/similar/{far.Value}", HttpStatusCode.NotFound);
        SimilarCases.Most.ShouldBe(5);
    }

    private static async Task<Reference> SendAsync(KeptApp app, double metresNorth, string service = "fly-tipping")
    {
        var visitor = app.Visitor();
        if (service == "fly-tipping")
        {
            visitor = await ToSimilarAsync(app, metresNorth);
        }
        else
        {
            await AnyService.StartAsync(visitor, service);
            await AnyService.ToCheckAsync(visitor, page => Mark(page, metresNorth));
        }

        if (visitor.Page.HasButton("None of these"))
        {
            await visitor.PressAsync("None of these");
        }

        await visitor.PressAsync("Send the report");
        return await app.ReadAsync(db => db.Cases.OrderByDescending(c => c.Id).Select(c => c.Reference).FirstAsync());
    }

    private static async Task<Visitor> ToPointAsync(KeptApp app, double metresNorth)
    {
        var visitor = await FlyTipping.ToPlaceAsync(app.Visitor());
        Mark(visitor.Page, metresNorth);
        await visitor.PressAsync("Continue");
        return visitor;
    }

    private static async Task<Visitor> ToSimilarAsync(KeptApp app, double metresNorth) => await FinishAsync(await ToPointAsync(app, metresNorth));

    private static async Task<Visitor> ToPlaceWithAddressAsync(KeptApp app, string address)
    {
        var visitor = await FlyTipping.ToPlaceAsync(app.Visitor());
        await visitor.Fill("Address", address).PressAsync("Continue");
        return await FinishAsync(visitor);
    }

    private static async Task<Visitor> FinishAsync(Visitor visitor)
    {
        await visitor.Choose("No").PressAsync("Continue");
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await visitor.PressAsync("Continue");
        }

        return visitor;
    }

    private static void Mark(Page page, double metresNorth)
    {
        if (page.Document.QuerySelector("[name='Typed.Latitude']") is { } latitude)
        {
            latitude.SetAttribute("value", (Latitude + (metresNorth / MetresPerDegree)).ToString("0.0000000", CultureInfo.InvariantCulture));
            page.Find("[name='Typed.Longitude']").SetAttribute("value", Longitude.ToString(CultureInfo.InvariantCulture));
        }
    }
}
