using Kept.Texts;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Texts;

public sealed class DateTests
{
    private static readonly TextLibrary Library = TextLibrary.Load();

    [Theory]
    [InlineData("en", "Wednesday 11 March 2026")]
    [InlineData("de", "Mittwoch, 11. März 2026")]
    [InlineData("hr", "srijeda, 11. ožujka 2026.")]
    [InlineData("hu", "2026. március 11., szerda")]
    public void A_date_is_written_as_people_write_it(string language, string expected) =>
        Library.In(language).Date(new LocalDate(2026, 3, 11)).ShouldBe(expected);

    [Theory]
    [InlineData("en", "Wednesday 11 March")]
    [InlineData("de", "Mittwoch, 11. März")]
    [InlineData("hr", "srijeda, 11. ožujka")]
    [InlineData("hu", "március 11., szerda")]
    public void A_day_leaves_out_the_year(string language, string expected) =>
        Library.In(language).Day(new LocalDate(2026, 3, 11)).ShouldBe(expected);

    [Theory]
    [InlineData("en", "Thursday 7 January 2027")]
    [InlineData("de", "Donnerstag, 7. Januar 2027")]
    [InlineData("hr", "četvrtak, 7. siječnja 2027.")]
    [InlineData("hu", "2027. január 7., csütörtök")]
    public void A_day_of_another_year_names_it(string language, string expected) =>
        Library.In(language).Day(new LocalDate(2027, 1, 7), today: new LocalDate(2026, 12, 30)).ShouldBe(expected);

    [Theory]
    [InlineData("en", "11 March 2026, 06:05")]
    [InlineData("de", "11. März 2026, 06:05")]
    [InlineData("hr", "11. ožujka 2026., 06:05")]
    [InlineData("hu", "2026. március 11. 06:05")]
    public void A_moment_has_the_time_of_day(string language, string expected) =>
        Library.In(language).Moment(new LocalDateTime(2026, 3, 11, 6, 5)).ShouldBe(expected);

    [Fact]
    public void English_is_read_where_a_language_is_not_there() => Library.In("xx").Language.ShouldBe("en");

    [Fact]
    public void English_is_offered_first_then_the_others_by_their_own_name() => Library.Languages.ShouldBe(["en", "de", "hr", "hu"]);
}
