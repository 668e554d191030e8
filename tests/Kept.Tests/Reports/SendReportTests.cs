using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Reports;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>From the first page to the confirmation, with a browser without script.</summary>
public sealed class SendReportTests
{
    [Theory, Databases]
    public async Task A_report_becomes_a_case_with_a_dated_promise_and_a_mail(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = app.Visitor();
        await ada.GoAsync("/");
        await ada.FollowAsync("Rubbish dumped in the street");

        var confirmation = await FlyTipping.SendAsync(ada, mail: "ada@example.org");

        confirmation.Heading.ShouldBe("We have your report.");
        confirmation.Says("Furniture or a mattress, Lane behind Mill School").ShouldBeTrue();
        confirmation.Says("By Wednesday 11 March we will have gone to look.").ShouldBeTrue();
        confirmation.Says("Then we clear it within 15 working days of that visit.").ShouldBeTrue();
        confirmation.Says("ada@example.org").ShouldBeTrue();
        var received = await app.ReadAsync(db => db.Cases.Include(c => c.Promises).Include(c => c.Followers).SingleAsync());
        confirmation.Says(received.Reference.ToString()).ShouldBeTrue();
        received.Title.ShouldBe("Furniture or a mattress, Lane behind Mill School");
        received.PlaceWords.ShouldBe(FlyTipping.Lane);
        received.Reporter!.Mail.ShouldBe("ada@example.org");
        received.Promises.ShouldHaveSingleItem().IsOpen.ShouldBeTrue();
        var mail = await app.ReadAsync(db => db.Messages.SingleAsync());
        mail.Recipient.ShouldBe("ada@example.org");
        mail.Subject.ShouldContain(received.Reference.ToString());
    }

    [Fact]
    public async Task A_point_on_the_map_is_shown_back_beside_the_words_before_it_is_sent()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());
        ada.Page.Find("[name='Typed.Latitude']").SetAttribute("value", "51.5");
        ada.Page.Find("[name='Typed.Longitude']").SetAttribute("value", "-0.12");
        await ada.Fill("Where is it, in your own words?", FlyTipping.Lane).PressAsync("Continue");
        await ada.Choose("No").PressAsync("Continue");
        await AnyService.ToCheckAsync(ada);

        ada.Page.Summary("Where is it?").ShouldContain("Lane behind Mill School (and a point on the map)");

        ada.Page.Find("[data-kept-map]").GetAttribute("data-latitude").ShouldBe("51.5");
        await ada.FollowAsync("Move or remove the point");
        ada.Page.Heading.ShouldBe("Where is it?");
        ada.Page.Find("[name='Typed.Latitude']").GetAttribute("value").ShouldBe("51.5");
    }

    [Theory, Databases]
    public async Task Sending_twice_at_once_makes_one_case_and_shows_it_twice(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FlyTipping.ToCheckAsync(app.Visitor(), mail: "ada@example.org");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ada.PressTwiceAsync("Send the report")));

        var only = await app.ReadAsync(db => db.Cases.SingleAsync());
        answers.ShouldAllBe(page => page.Says(only.Reference.ToString()));
        (await app.ReadAsync(db => db.Messages.CountAsync())).ShouldBe(1);
        (await app.ReadAsync(db => db.Set<Draft>().SingleAsync())).SentAsId.ShouldBe(only.Id);
    }

    [Fact]
    public async Task What_was_sent_leads_to_its_confirmation_from_every_page_of_the_draft()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToCheckAsync(app.Visitor());
        var check = ada.Page.Address;
        var sent = await ada.PressAsync("Send the report");

        foreach (var step in new[] { "what", "photos", "details", "similar", "check" })
        {
            (await ada.GoAsync(new Uri(check, step))).Address.ShouldBe(sent.Address);
        }
    }

    [Fact]
    public async Task Somebody_who_says_nothing_about_themselves_is_told_to_keep_the_reference()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToCheckAsync(app.Visitor());
        ada.Page.Says("You have not told us who you are.").ShouldBeTrue();

        var confirmation = await ada.PressAsync("Send the report");

        confirmation.Says("You gave no email address, so we cannot write to you.").ShouldBeTrue();
        (await app.ReadAsync(db => db.Messages.AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task The_confirmation_opens_only_with_its_secret()
    {
        await using var app = await KeptApp.StartAsync();
        var sent = await FlyTipping.SendAsync(app.Visitor());

        await app.Visitor().GoAsync(sent.Address);
        await app.Visitor().GoAsync(new Uri(sent.Address, new string('A', Secret.TextLength)), System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_case_is_found_by_every_answer_also_by_those_for_staff_alone()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());
        await ada.Fill("Where is it, in your own words?", FlyTipping.Lane).PressAsync("Continue");
        await ada.Choose("No").PressAsync("Continue");
        await ada.Choose("Yes").PressAsync("Continue");
        await ada.Fill("What did you see?", "A white van, plate KLM 412").PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Continue");

        var confirmation = await ada.PressAsync("Send the report");

        confirmation.Says("KLM 412").ShouldBeTrue("the one who wrote it reads it again");
        confirmation.Says("Furniture or a mattress, Lane behind Mill School").ShouldBeTrue("others see the title, and not that");
        (await app.ReadAsync(db => db.Set<CaseWords>().SingleAsync())).Words.ShouldContain("klm 412");
    }
}
