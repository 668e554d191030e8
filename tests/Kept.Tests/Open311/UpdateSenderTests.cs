using System.Net;
using Kept.Domain.Cases;
using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Forwarding;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

/// <summary>Somebody else may add to a report than whoever made it.</summary>
public sealed class UpdateSenderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Who_wrote_an_update_stands_on_the_case_for_staff_alone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app, name: "Report a street");
        using var anybody = new PartnerClient(app, null);
        var id = await partner.SendAsync(PartnerClient.Mattress());
        await app.RunDueWorkAsync();

        await SendAsync(partner, By(UpdatesTests.Update(id, "u1", "OPEN", "It blocks my door"), "Grace", "Hopper", "grace@example.org"));

        var note = await app.ReadAsync(db => db.CaseEvents.SingleAsync(line => line.Kind == EventKind.Noted, Cancel));
        (note.IsPublic, note.Words).ShouldBe((false, "Written by Grace Hopper, grace@example.org. Sent by Report a street."));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("Grace Hopper, grace@example.org");
        var ada = app.Visitor();
        await ada.GoAsync(app.Mailbox.OnlyTo("ada@example.org").Link("Follow, add or withdraw"));
        ada.Page.Text.ShouldContain("It blocks my door");
        ada.Page.Source.ShouldNotContain("Grace");
        ada.Page.Source.ShouldNotContain("grace@");
        (await (await anybody.GetAsync($"requests/{id}.xml?extensions=true")).Content.ReadAsStringAsync(Cancel)).ShouldNotContain("Grace");
        (await (await partner.GetAsync("servicerequestupdates.xml")).Content.ReadAsStringAsync(Cancel)).ShouldNotContain("Grace");
    }

    [Theory]
    [InlineData("Ada", "Lovelace", "ADA@example.org")]
    [InlineData("Ada", "Lovelace", "")]
    [InlineData("", "", "")]
    public async Task Nothing_is_said_of_whoever_reported_it(string first, string last, string mail)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        await SendAsync(partner, By(UpdatesTests.Update(id, "u1", "OPEN", "It smells now"), first, last, mail));

        (await app.ReadAsync(db => db.CaseEvents.CountAsync(line => line.Kind == EventKind.Noted, Cancel))).ShouldBe(0);
    }

    [Fact]
    public async Task A_name_without_end_is_refused()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        var answer = await partner.PostAsync("servicerequestupdates.xml", By(UpdatesTests.Update(id, "u1", "OPEN", "x"), new string('x', 301), "", ""));

        await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.BadRequest);
    }

    [Theory, Databases]
    public async Task Who_of_a_partner_wrote_about_the_work_stands_beside_the_words(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:KeyPartner"] = "County Highways";
        });
        using var county = await PartnerClient.OfAsync(app, name: "County Highways");
        var reference = await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();

        await SendAsync(county, By(UpdatesTests.Update(reference, "w1", "IN_PROGRESS", "We are there"), "Joan", "Clarke", "joan@county.example"));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().SingleAsync(Cancel))).Sender.ShouldBe("Joan Clarke, joan@county.example");
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("Joan Clarke, joan@county.example");
    }

    private static (string Name, string Value)[] By((string Name, string Value)[] update, string first, string last, string mail) =>
    [
        .. update.Where(field => field.Name is not ("first_name" or "last_name" or "email")), ("first_name", first), ("last_name", last), ("email", mail),
    ];

    private static async Task SendAsync(PartnerClient partner, (string Name, string Value)[] update) =>
        await PartnerClient.ReadXmlAsync(await partner.PostAsync("servicerequestupdates.xml", update), HttpStatusCode.OK);
}
