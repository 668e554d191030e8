using Kept.Catalogue;
using Kept.Catalogue.TakeIntoUse;
using Kept.Testing;
using Kept.Testing.Databases;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>iCalendar files that a calendar of council.json names.</summary>
public sealed class HolidayFilesTests
{
    private const string File = "holidays.ics";

    [Theory, Databases]
    public async Task The_days_of_the_file_are_closed_and_outlast_it(Database database)
    {
        using var folder = WithFile("""
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20260305
            SUMMARY:Town fair
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:20260306T130000
            DTEND:20260306T170000
            SUMMARY:Staff meeting
            END:VEVENT
            END:VCALENDAR
            """);
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Kept:CatalogueFolder"] = folder.Path);
        await IsClosedForTheFairAsync(app);

        // A process that has only the database knows them too.
        folder.Delete(File);
        (await app.WithAsync<TakeCatalogueIntoUse, CatalogueTaking>(take => take.RunAsync(folder.Path, TestContext.Current.CancellationToken)))
            .ShouldBeOfType<CatalogueTaking.Wrong>().Mistakes.ShouldHaveSingleItem().Text.ShouldStartWith("there is no file \"holidays.ics\"; put it into ");
        await app.RestartAsync();
        await IsClosedForTheFairAsync(app);
    }

    [Fact]
    public void A_mistake_in_the_file_names_both_files_and_the_line()
    {
        using var folder = WithFile("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261332\nEND:VEVENT\nEND:VCALENDAR\n");

        var mistake = new CatalogueFiles().Read(folder.Path).ShouldBeOfType<CatalogueReading.Wrong>().Mistakes.ShouldHaveSingleItem();

        mistake.File.ShouldBe("council.json");
        mistake.Line.ShouldBe(folder.LineOf("council.json", "\"holidays.ics\""));
        mistake.Text.ShouldContain("holidays.ics");
        mistake.Text.ShouldContain("line 3");
    }

    [Theory]
    [InlineData("../holidays.ics")]
    [InlineData("/etc/holidays.ics")]
    [InlineData("a/../../holidays.ics")]
    [InlineData("council.json")]
    public void A_path_that_leaves_the_folder_is_refused(string path)
    {
        using var folder = WithFile("BEGIN:VCALENDAR\nEND:VCALENDAR\n", path);

        new CatalogueFiles().Read(folder.Path).ShouldBeOfType<CatalogueReading.Wrong>().Mistakes.ShouldHaveSingleItem()
            .Text.ShouldContain("must be the path of an iCalendar file such as \"holidays/school.ics\"");
    }

    private static CatalogueFolder WithFile(string text, string path = File)
    {
        var folder = new CatalogueFolder("fly-tipping");
        folder.Change("council.json", "\"holidays\": \"GB-ENG\",", $"\"holidays\": \"GB-ENG\",\n      \"holidayFiles\": [\"{path}\"],");
        folder.Change("council.json", "\"popular\": [\"fly-tipping\", \"missed-bin\", \"pothole\", \"street-light\", \"bulky-waste\", \"council-tax\"]", "\"popular\": [\"fly-tipping\"]");
        folder.Write(File, text.ReplaceLineEndings("\r\n"));
        return folder;
    }

    private static async Task IsClosedForTheFairAsync(KeptApp app)
    {
        var office = await app.WithAsync<CatalogueInUse, Domain.Calendars.Calendar>(inUse => Task.FromResult(inUse.CalendarOf("office")));
        office.IsOpenAt(Instant.FromUtc(2026, 3, 4, 14, 0)).ShouldBeTrue();
        office.IsOpenAt(Instant.FromUtc(2026, 3, 5, 14, 0)).ShouldBeFalse();
        office.IsOpenAt(Instant.FromUtc(2026, 3, 6, 12, 0)).ShouldBeTrue();
        office.IsOpenAt(Instant.FromUtc(2026, 3, 6, 14, 0)).ShouldBeFalse();
    }
}
