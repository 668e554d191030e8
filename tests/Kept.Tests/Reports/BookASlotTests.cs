using Kept.Catalogue;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Catalogue;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>Days that can be booked, and what happens when somebody else was quicker.</summary>
public sealed class BookASlotTests
{
    private static readonly string[] Services =
        [.. Directory.GetFiles(Path.Combine(CatalogueFiles.ShippedFolder, CatalogueFiles.ServicesFolder)).Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory, Databases]
    public async Task Who_comes_too_late_chooses_another_day_and_keeps_everything_else(Database database)
    {
        using var files = new CatalogueFolder(Services).Change("services/bulky-waste.json", "\"capacity\": 12", "\"capacity\": 1");
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Kept:CatalogueFolder"] = files.Path);
        var (ada, ben) = (app.Visitor(), app.Visitor());
        foreach (var visitor in new[] { ada, ben })
        {
            await AnyService.StartAsync(visitor, "bulky-waste");
            await AnyService.ToCheckAsync(visitor);
        }

        var day = ada.Page.Summary("On which day shall we come?");
        ben.Page.Summary("On which day shall we come?").ShouldBe(day);
        await ada.PressAsync("Book it");
        var page = await ben.PressAsync("Book it");

        page.Errors.ShouldHaveSingleItem().ShouldContain("Somebody else has just taken this day.");
        page.Says(day).ShouldBeFalse();
        await AnyService.ToCheckAsync(ben);
        ben.Page.Summary("On which day shall we come?").ShouldNotBe(day);
        (await ben.PressAsync("Book it")).Address.AbsolutePath.ShouldStartWith("/report/sent/");
        var slots = await app.ReadAsync(db => db.Cases.Select(c => c.SlotStart).ToListAsync());
        slots.Distinct().Count().ShouldBe(2);
    }

    [Theory, Databases]
    public async Task Of_two_who_book_the_last_place_at_once_one_gets_it(Database database)
    {
        using var files = new CatalogueFolder(Services).Change("services/bulky-waste.json", "\"capacity\": 12", "\"capacity\": 1");
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Kept:CatalogueFolder"] = files.Path);
        var visitors = Enumerable.Range(0, 3).Select(_ => app.Visitor()).ToArray();
        foreach (var visitor in visitors)
        {
            await AnyService.StartAsync(visitor, "bulky-waste");
            await AnyService.ToCheckAsync(visitor);
        }

        var answers = await Task.WhenAll(visitors.Select(visitor => visitor.PressAsync("Book it")));

        answers.Count(page => page.Address.AbsolutePath.StartsWith("/report/sent/", StringComparison.Ordinal)).ShouldBe(1);
        answers.Count(page => page.Errors.Count == 1).ShouldBe(2);
    }

    [Fact]
    public async Task Page_and_mail_say_between_when_we_come_and_what_to_do_by_then()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();
        await AnyService.StartAsync(ada, "bulky-waste");
        await AnyService.ToCheckAsync(ada);

        var page = await ada.PressAsync("Book it");

        await app.RunDueWorkAsync();
        foreach (var said in new[] { "Time: between 07:00 and 12:00.", "in front of your house by 7 in the morning", "40 pounds, paid on the day" })
        {
            page.Says(said).ShouldBeTrue(said);
            app.Mailbox.OnlyTo("ada@example.org").Text.ShouldContain(said);
        }
    }

    [Fact]
    public async Task A_draft_keeps_the_version_of_the_service_under_which_it_was_begun()
    {
        using var files = new CatalogueFolder(Services);
        await using var app = await KeptApp.StartAsync(options => options.Settings["Kept:CatalogueFolder"] = files.Path);
        var ada = await FlyTipping.ToPlaceAsync(app.Visitor());
        files.Change("services/fly-tipping.json", "\"Where is it?\"", "\"At which place is it?\"");
        await app.AdvanceAsync(Duration.FromMinutes(1));
        await app.RestartAsync();

        (await ada.GoAsync(ada.Page.Address)).Heading.ShouldBe("Where is it?");
        (await FlyTipping.ToPlaceAsync(app.Visitor())).Page.Heading.ShouldBe("At which place is it?");
    }
}
