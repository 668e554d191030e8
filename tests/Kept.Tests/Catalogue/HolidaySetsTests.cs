using Kept.Catalogue;
using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>The public holidays that a calendar of council.json names: a set, an addition, or several.</summary>
public sealed class HolidaySetsTests : IDisposable
{
    private readonly CatalogueFolder folder = new("fly-tipping");

    [Theory]
    [InlineData("\"DE-BY\"", false, false)]
    [InlineData("\"DE-BY+KATH\"", true, false)]
    [InlineData("[\"DE-BY\"]", false, false)]
    [InlineData("[\"DE-BY\", \"DE-BY+KATH\"]", true, false)]
    [InlineData("[\"DE-BY+KATH\", \"DE-BY+AUGSBURG\"]", true, true)]
    public void A_council_has_the_days_of_all_of_them(string holidays, bool assumption, bool peaceFestival)
    {
        var calendar = new Calendar(CouncilCalendars.Read(Written(holidays))[0]);

        IsHoliday(calendar, new LocalDate(2025, 12, 25)).ShouldBeTrue();
        IsHoliday(calendar, new LocalDate(2025, 8, 15)).ShouldBe(assumption);
        IsHoliday(calendar, new LocalDate(2025, 8, 8)).ShouldBe(peaceFestival);
    }

    [Theory]
    [InlineData("[\"DE-BY\", \"DE-BYX\"]", "there is no set of public holidays \"DE-BYX\"")]
    [InlineData("[\"DE-BY\", \"DE-BY\"]", "stands in this list twice")]
    [InlineData("[\"DE-BY\", \"bavaria\"]", "must be a set of public holidays such as \"DE-BY+AUGSBURG\"")]
    [InlineData("[]", "needs at least 1 entry")]
    [InlineData("[5]", "must be a set of public holidays")]
    [InlineData("5", "'holidays' must be a set of public holidays, or a list of them, such as \"GB-ENG\"")]
    [InlineData("\"bavaria\"", "'holidays' must be a set of public holidays, or a list of them, such as \"GB-ENG\"")]
    public void What_is_no_set_is_a_mistake_with_its_line(string holidays, string why)
    {
        var mistake = new CatalogueFiles().Read(Written(holidays)).ShouldBeOfType<CatalogueReading.Wrong>()
            .Mistakes.First(one => one.Pointer.StartsWith("/calendars/0/holidays", StringComparison.Ordinal));

        mistake.Text.ShouldContain(why);
        mistake.Line.ShouldBe(folder.LineOf("council.json", "\"holidays\""));
    }

    public void Dispose() => folder.Dispose();

    private string Written(string holidays) => folder.Change("council.json", "\"holidays\": \"GB-ENG\"", $"\"holidays\": {holidays}").Path;

    /// <summary>Whether it is closed all day, on days that are no weekend.</summary>
    private static bool IsHoliday(Calendar calendar, LocalDate day) =>
        calendar.NextOpening(day.AtStartOfDayInZone(calendar.Zone).ToInstant()) is { } opening && calendar.Local(opening).Date > day;
}
