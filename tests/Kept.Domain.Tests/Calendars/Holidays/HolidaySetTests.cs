using System.Text.Json;
using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Calendars.Holidays;

public sealed class HolidaySetTests
{
    [Theory]
    [InlineData(1818, "03-22")] // the earliest Easter
    [InlineData(1943, "04-25")] // the latest
    [InlineData(1954, "04-18")]
    [InlineData(1981, "04-19")]
    [InlineData(2000, "04-23")]
    [InlineData(2015, "04-05")]
    [InlineData(2024, "03-31")]
    [InlineData(2026, "04-05")]
    [InlineData(2035, "03-25")]
    [InlineData(2076, "04-19")]
    [InlineData(2285, "03-22")]
    public void Easter(int year, string date) =>
        Domain.Calendars.Holidays.Easter.Sunday(year).ShouldBe(TestCalendars.Date($"{year}-{date}"));

    [Theory]
    [InlineData("GB-ENG", "2020-05-08", "Early May bank holiday")]
    [InlineData("GB-WLS", "2022-06-03", "Platinum Jubilee")]
    [InlineData("GB-NIR", "2022-09-19", "State Funeral of Queen Elizabeth II")]
    [InlineData("GB-SCT", "2023-05-08", "Coronation of King Charles III")]
    [InlineData("GB-SCT", "2026-06-15", "World Cup bank holiday")]
    [InlineData("GB-SCT", "2022-01-03", "2 January (substitute day)")]
    [InlineData("GB-SCT", "2022-01-04", "New Year's Day (substitute day)")]
    [InlineData("GB-ENG", "2021-12-27", "Christmas Day (substitute day)")]
    [InlineData("GB-ENG", "2021-12-28", "Boxing Day (substitute day)")]
    [InlineData("GB-ENG", "2022-12-27", "Christmas Day (substitute day)")]
    [InlineData("GB-ENG", "2026-12-28", "Boxing Day (substitute day)")]
    [InlineData("IE", "2030-02-01", "Saint Brigid's Day")] // 1 February is a Friday
    [InlineData("IE", "2026-02-02", "Saint Brigid's Day")]
    [InlineData("DE-BW", "2017-10-31", "Reformation Day")]
    [InlineData("DE-BE", "2028-06-17", "75th anniversary of the uprising of 1953")]
    [InlineData("DE-SN", "2026-11-18", "Day of Repentance and Prayer")]
    [InlineData("DE-BY+KATH", "2025-08-15", "Assumption Day")]
    [InlineData("DE-BY+KATH", "2025-12-25", "Christmas Day")]
    [InlineData("DE-BY+AUGSBURG", "2025-08-08", "Augsburg Peace Festival")]
    [InlineData("DE-BY+AUGSBURG", "2026-06-04", "Corpus Christi")]
    [InlineData("AT-2+STATE", "2026-12-25", "Christmas Day")]
    [InlineData("AT-2+STATE", "2026-10-10", "Day of the Carinthian Referendum")]
    [InlineData("HR", "2026-06-04", "Corpus Christi")]
    [InlineData("HU", "2026-08-21", "a day of rest that is worked on another day")]
    public void Holidays_by_name(string set, string date, string name) =>
        HolidaySet.Find(set).On(TestCalendars.Date(date)).ShouldNotBeNull().Name.In("en").ShouldBe(name);

    [Theory]
    [InlineData("GB-ENG", "2020-05-04")] // moved to the 8th
    [InlineData("GB-ENG", "2022-05-30")] // moved to 2 June
    [InlineData("GB-ENG", "2026-06-15")]
    [InlineData("GB-SCT", "2026-04-06")]
    [InlineData("IE", "2022-02-07")]
    [InlineData("IE", "2030-02-04")]
    [InlineData("DE-BE", "2018-03-08")]
    [InlineData("DE-BY", "2025-08-15")]
    [InlineData("DE-HH", "2016-10-31")]
    [InlineData("DE-TH", "2018-09-20")]
    [InlineData("AT-9", "2026-11-15")]
    [InlineData("HR", "2020-10-08")]
    [InlineData("HR", "2019-11-18")]
    [InlineData("HU", "2016-03-25")]
    public void Ordinary_days(string set, string date) => HolidaySet.Find(set).On(TestCalendars.Date(date)).ShouldBeNull();

    [Fact]
    public void A_year_in_order() => HolidaySet.Find("DE-BY").In(2026).Select(day => LocalDatePattern.Iso.Format(day.Date)).ShouldBe(
    [
        "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-06-04",
        "2026-10-03", "2026-11-01", "2026-12-25", "2026-12-26",
    ]);

    [Fact]
    public void An_addition_has_all_that_the_part_has_and_more()
    {
        foreach (var addition in HolidaySet.Codes.Where(code => code.Contains('+', StringComparison.Ordinal)))
        {
            var (whole, part) = (HolidaySet.Find(addition).In(2026), HolidaySet.Find(addition.Split('+')[0]).In(2026));
            part.Except(whole).ShouldBeEmpty(addition);
            whole.Count.ShouldBeGreaterThan(part.Count, addition);
        }
    }

    [Fact]
    public void Hungarian_working_days_were_moved_to_saturdays()
    {
        var set = HolidaySet.Find("HU");
        set.MovedDaysKnownUntil.ShouldBe(2026);
        set.MovedWorkingDaysIn(2026).ShouldBe([new(2026, 1, 10), new(2026, 8, 8), new(2026, 12, 12)]);
        set.MovedWorkingDaysIn(2023).ShouldBeEmpty();
        for (var year = 2015; year <= 2026; year++)
        {
            set.MovedWorkingDaysIn(year).ShouldAllBe(date => date.DayOfWeek == IsoDayOfWeek.Saturday && set.On(date) == null);
            set.In(year).Count(day => day.Name.Code == "moved-rest-day").ShouldBe(set.MovedWorkingDaysIn(year).Count);
            set.In(year).Where(day => day.Name.Code == "moved-rest-day").ShouldAllBe(day => day.Date.DayOfWeek < IsoDayOfWeek.Saturday);
        }

        HolidaySet.Find("HR").MovedDaysKnownUntil.ShouldBeNull();
    }

    [Fact]
    public void Every_name_is_there_in_four_languages()
    {
        var names = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(HolidayData.Read("names.json"))!;
        foreach (var (code, texts) in names)
        {
            texts.Keys.Order().ShouldBe(["de", "en", "hr", "hu"], ignoreOrder: false, code);
            texts.Values.ShouldAllBe(text => text.Trim().Length > 2);
        }

        var used = HolidayData.Countries.SelectMany(country => country.Rules).Select(rule => rule.Name).Distinct();
        var forCatalogues = new[] { "christmas-eve", "new-years-eve" }; // part days, which no country's rules name
        names.Keys.Except(["substitute", "moved-rest-day", .. forCatalogues]).ShouldBe(used, ignoreOrder: true);
        NameTable.Codes.ShouldBe(names.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Every_country_names_its_sources() =>
        HolidayData.Countries.ShouldAllBe(country => country.Sources.Length > 0 && country.Sources.All(source => source.Length > 20));

    [Fact]
    public void Names_in_the_readers_language()
    {
        var boxing = new HolidayName("boxing-day", IsSubstitute: true);
        new[] { "en", "de", "hr", "hu", "fr" }.Select(boxing.In).ShouldBe(
        [
            "Boxing Day (substitute day)", "Zweiter Weihnachtstag (Ersatztag)", "Drugi dan Božića (zamjenski dan)",
            "Karácsony másnapja (pótnap)", "Boxing Day (substitute day)",
        ]);
        HolidayName.Of("Town fair").In("de").ShouldBe("Town fair");
        new HolidayName("gone", "Old name").In("en").ShouldBe("Old name");
        new HolidayName("gone").In("en").ShouldBe("gone");
        new HolidayName(null).In("en").ShouldBe("");
    }

    [Fact]
    public void Unknown_codes_are_refused_with_the_known_ones()
    {
        HolidaySet.Exists("DE-XX").ShouldBeFalse();
        HolidaySet.Exists("DE-BY").ShouldBeTrue();
        Should.Throw<CalendarException>(() => HolidaySet.Find("DE-XX")).Message.ShouldContain("DE-BY, DE-BY+AUGSBURG");
        HolidaySet.Find("DE-BY").Name.ShouldBe("Bavaria");
        HolidaySet.Find("DE-BY").Code.ShouldBe("DE-BY");
        HolidaySet.Find("HU").Zone.ShouldBe("Europe/Budapest");
    }

    [Fact]
    public void A_rule_that_is_not_understood_says_so() => Should.Throw<CalendarException>(
        () => new HolidayRule("x", "some day of 05").InYear(2026)).Message.ShouldContain("some day of 05");
}
