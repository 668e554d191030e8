using Kept.Cases;
using Kept.Cases.LogContact;
using Kept.Cases.RecordVisit;
using Kept.Cases.Timeline;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Tests.Desk;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Cases;

public sealed class EventWordsTests
{
    [Fact]
    public async Task The_timeline_reads_as_what_happened()
    {
        await using var app = await KeptApp.StartAsync();
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        await app.AdvanceAsync(Duration.FromMinutes(30));
        await app.DoAsync<LogContact>(log => log.HandleAsync(
            new LogContactInput(about.Reference, DeskBench.Mira.ById(), Channel.Phone, Incoming: true, BringsNews: false, "Any news?"), default));
        await app.DoAsync<RecordVisit>(visit => visit.HandleAsync(
            new RecordVisitInput(about.Reference, null, DeskBench.Mira.ById(), app.Now, Done: false, "van-full", "Tomorrow with the big one."), default));

        var lines = await LinesAsync(app, about.Reference, "en", id => id == DeskBench.Mira.Id ? "Mira K." : null);

        lines.Select(line => line.Sentence).ShouldBe(
        [
            "Received online.", "A promise was given.", "The resident rang.",
            "Somebody was there, but it is not done yet. " + Reason(app, "en"),
            "This step is done: " + Stage(app, "en"), "The promise was kept.", "A promise was given.",
        ]);
        lines[1].Promise.ShouldNotBeNull().ShouldContain("Wednesday 11 March");
        (lines[2].Chaser, lines[2].Said, lines[2].By, lines[2].IsPublic).ShouldBe((true, "Any news?", "Mira K.", false));
        (lines[3].Said, lines[3].By).ShouldBe(("Tomorrow with the big one.", "Mira K."));
        lines[0].By.ShouldBe("Resident");
    }

    [Theory, InlineData("de"), InlineData("hr"), InlineData("hu")]
    public async Task It_reads_in_any_language_and_without_names(string language)
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();

        var lines = await LinesAsync(app, about.Reference, language, nameOf: null);

        lines[1].Promise.ShouldNotBeNull().ShouldNotContain("Wednesday");
        lines.ShouldAllBe(line => line.By == null);
    }

    [Fact]
    public async Task Every_kind_of_event_has_words_in_every_language()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        foreach (var language in new[] { "en", "de", "hr", "hu" })
        {
            await WithWordsAsync(app, about.Reference, language, _ => "Mira", words =>
            {
                foreach (var kind in Enum.GetValues<EventKind>())
                {
                    var entry = new CaseEvent(1, about.Id, app.Now, kind, true, Actor.Staff, 5, "words", "{}");
                    words.Of(entry).Sentence.ShouldNotBeNullOrWhiteSpace();
                }

                return Task.FromResult(0);
            });
        }
    }

    private static string Reason(KeptApp app, string language) => ServiceOf(app).VisitReasons.Single(reason => reason.Code == "van-full").Label.In(language);

    private static string Stage(KeptApp app, string language) => ServiceOf(app).Stages[0].Name.In(language);

    private static Domain.Catalogue.Service ServiceOf(KeptApp app) => app.Services.GetRequiredService<CatalogueInUse>().Find("fly-tipping")!.Service;

    private static Task<List<EventLine>> LinesAsync(KeptApp app, Reference reference, string language, Func<long, string?>? nameOf) =>
        WithWordsAsync(app, reference, language, nameOf, async words => await app.ReadAsync(async db =>
            (await db.CaseEvents.AsNoTracking().OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync()).Select(words.Of).ToList()));

    private static async Task<T> WithWordsAsync<T>(
        KeptApp app, Reference reference, string language, Func<long, string?>? nameOf, Func<EventWords, Task<T>> use)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var file = await scope.ServiceProvider.GetRequiredService<CaseFiles>().TakeAsync(reference, By.Resident, default);
        var council = scope.ServiceProvider.GetRequiredService<CatalogueInUse>().Current.Council;
        var texts = scope.ServiceProvider.GetRequiredService<TextLibrary>();
        return await use(new EventWords(file!, council, DateTimeZoneProviders.Tzdb["Europe/London"], texts.In(language), nameOf));
    }
}
