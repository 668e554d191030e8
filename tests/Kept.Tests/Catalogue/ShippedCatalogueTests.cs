using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Catalogue.Reading;
using Kept.Domain.Calendars;
using Kept.Domain.Catalogue;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>The services that come with Kept.</summary>
public sealed class ShippedCatalogueTests
{
    private static readonly Lazy<CatalogueReading> Reading = new(() => new CatalogueFiles().Read(CatalogueFiles.ShippedFolder));

    private static ImmutableArray<Service> Services =>
        [.. Reading.Value.ShouldBeOfType<CatalogueReading.Right>().Services.Select(file => file.Service)];

    [Fact]
    public void Has_no_mistake()
    {
        if (Reading.Value is CatalogueReading.Wrong wrong)
        {
            Assert.Fail(string.Join('\n', wrong.Mistakes));
        }
    }

    [Fact]
    public void Office_hours_end_at_noon_on_Christmas_Eve()
    {
        var council = Reading.Value.ShouldBeOfType<CatalogueReading.Right>().Council.Council;
        var office = new Calendar(council.Calendars.Single(calendar => calendar.Code == "office"));

        office.IsOpenAt(Instant.FromUtc(2026, 12, 24, 11, 59)).ShouldBeTrue();
        office.IsOpenAt(Instant.FromUtc(2026, 12, 24, 12, 0)).ShouldBeFalse();
        office.DueAt(Instant.FromUtc(2026, 3, 2, 16, 40), Target.Parse("7 working days")).ShouldBe(Instant.FromUtc(2026, 3, 11, 17, 0));
    }

    [Fact]
    public void Fly_tipping_is_looked_at_in_7_working_days_and_cleared_in_15_from_the_first_visit()
    {
        var service = Services.Single(service => service.Code == "fly-tipping");

        service.Stages.Select(stage => (stage.Code, stage.Target, stage.Starts, stage.Ends)).ShouldBe(
        [
            ("inspect", "7 working days", ClockStart.Received, StageEnd.FirstVisit),
            ("clear", "15 working days", ClockStart.FirstVisit, StageEnd.VisitDone),
        ]);
        service.VisitReasons.ShouldContain(reason => reason.Code == "van-full");
        service.Details.MayBeAnonymous.ShouldBeTrue();
        service.Stages[0].Promise.In("de").ShouldBe("Bis {date} sehen wir uns die Stelle an.");
    }

    [Fact]
    public void Covers_report_apply_book_ask_and_complain_with_fourteen_services_or_more()
    {
        Services.Length.ShouldBeGreaterThanOrEqualTo(14);
        Services.Select(service => service.Kind).Distinct().Order().ShouldBe(Enum.GetValues<ServiceKind>());
    }

    [Fact]
    public void Counts_on_office_hours_on_crews_and_around_the_clock()
    {
        Services.SelectMany(service => service.Stages.Select(stage => stage.Calendar ?? service.Calendar)).Distinct().Order()
            .ShouldBe(["always", "crews", "office"]);
        Services.SelectMany(service => service.Stages.Select(stage => stage.Target).Append(service.WhenBroken.Extension))
            .Where(target => target != Stage.SlotTarget).Select(target => Target.Parse(target).Unit).Distinct().Order()
            .ShouldBe([TargetUnit.WorkingDays, TargetUnit.WorkingHours, TargetUnit.CalendarDays, TargetUnit.Hours]);
    }

    [Theory]
    [InlineData("en", 8, 17)]
    [InlineData("de", 7, 16)]
    [InlineData("hr", 7, 16)]
    [InlineData("hu", 6, 14)]
    public void Texts_are_short_sentences(string language, double mostOnAverage, int mostInOne)
    {
        var texts = TextsOf(language).Select(text => (text.Where, text.Words, Counts: WordsBySentence(text.Words))).ToList();
        var worst = texts.OrderByDescending(text => text.Counts.Max()).Take(5)
            .Select(text => $"{text.Counts.Max()} words in one sentence, {text.Where}: {text.Words}").ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', worst));

        texts.SelectMany(text => text.Counts).Average().ShouldBeLessThan(mostOnAverage);
        texts.Where(text => text.Counts.Max() > mostInOne)
            .Select(text => $"{text.Where}: {text.Words}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("de", "(?i)\\b(du|dir|dich|dein|deine|deinem|deinen)\\b")]
    [InlineData("hr", "\\b(ti|tebe|tvoj|tvoja|tvoje|možeš|želiš|imaš)\\b")]
    [InlineData("hu", "(?i)\\b(te|neked|téged|tiéd|szeretnéd|tudod|kérlek)\\b")]
    public void People_are_spoken_to_politely(string language, string familiar) =>
        TextsOf(language).Where(text => System.Text.RegularExpressions.Regex.IsMatch(text.Words, familiar)).ShouldBeEmpty();

    /// <summary>Every sentence people read, with the place it stands at; not the words to search by.</summary>
    private static IEnumerable<(string Where, string Words)> TextsOf(string language)
    {
        var folder = Path.Combine(CatalogueFiles.ShippedFolder, CatalogueFiles.ServicesFolder);
        return Directory.EnumerateFiles(folder).SelectMany(file => Texts(
            SourceReader.Read(Path.GetFileName(file), File.ReadAllBytes(file), []).ShouldNotBeNull(), language));
    }

    private static IEnumerable<(string Where, string Words)> Texts(SourceNode node, string language) => node switch
    {
        SourceArray list => list.Items.SelectMany(item => Texts(item, language)),
        SourceObject text when text[language] is SourceText words => [($"{text.File} {text.Pointer}", words.Value)],
        SourceObject other => other.Properties.SelectMany(property => Texts(property.Value, language)),
        _ => [],
    };

    /// <summary>A colon ends a sentence here too: what follows it is read as one of its own.</summary>
    private static int[] WordsBySentence(string text) =>
        [.. text.Replace(Stage.DatePlace, "Wednesday 11 March", StringComparison.Ordinal)
            .Split(['.', '!', '?', ':', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(sentence => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)
            .Where(count => count > 0).DefaultIfEmpty(0)];
}
