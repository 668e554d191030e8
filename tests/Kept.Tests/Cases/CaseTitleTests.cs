using Kept.Desk.Queue;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Cases;

/// <summary>The line a case stands under reads as the reader would have chosen it.</summary>
public sealed class CaseTitleTests
{
    [Theory, Databases]
    public async Task Readers_see_the_choices_in_their_language_and_the_words_as_they_were_written(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await FlyTipping.SendAsync(app.Visitor(), mail: "ada@example.org");
        var about = await app.ReadAsync(db => db.Cases.SingleAsync());
        await app.RunDueWorkAsync();

        (await TitlesAsync(app, "en")).ShouldBe(["Furniture or a mattress, " + FlyTipping.Lane]);
        var croatian = (await TitlesAsync(app, "hr")).ShouldHaveSingleItem();
        croatian.ShouldEndWith(", " + FlyTipping.Lane);
        croatian.ShouldNotContain("Furniture");
        var ada = app.Visitor("hr");
        (await ada.GoAsync(app.Mailbox.OnlyTo("ada@example.org").Link("Follow, add or withdraw"))).Says(croatian).ShouldBeTrue();
        var marija = await app.SignInAsync(await app.AddColleagueAsync("Marija Horvat", language: "hr"));
        (await marija.GoAsync(about.DeskAddress())).Says(croatian).ShouldBeTrue();
    }

    [Fact]
    public async Task A_title_from_elsewhere_stays_what_it_is()
    {
        await using var app = await KeptApp.StartAsync();
        await app.ReceiveAsync("Taken over from the old system");

        (await TitlesAsync(app, "hr")).ShouldBe(["Taken over from the old system"]);
    }

    private static async Task<IEnumerable<string>> TitlesAsync(KeptApp app, string language) =>
        (await app.AsReaderAsync<ReadQueue, QueuePage>(queue => queue.HandleAsync(new QueueFilter(QueueView.All), DeskBench.Mira, default), language))
            .Rows.Select(row => row.Title);
}
