using System.Text.Json;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Calendars.Holidays;

/// <summary>
/// Holds the shipped holidays against those of an outside source for 2015 to 2035. Every difference stands in
/// Outside/differences.json with its reason; one that is missing there, or no longer real, fails.
/// </summary>
public sealed class OutsideHolidayTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly Dictionary<string, JsonElement> Outside =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(TestFile.Read("date-holidays.json"))!;

    private static readonly Difference[] Explained =
        JsonSerializer.Deserialize<Difference[]>(TestFile.Read("differences.json"), Options)!;

    public static TheoryData<string> Codes => [.. Outside.Keys.Where(code => code != "version")];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Differences_are_explained_one_by_one(string code)
    {
        var ours = Enumerable.Range(2015, 21).SelectMany(year => HolidaySet.Find(code).In(year)).Select(day => day.Date).ToHashSet();
        var theirs = Outside[code].EnumerateObject()
            .SelectMany(year => year.Value.GetString()!.Split(' ').Select(day => $"{year.Name}-{day}"))
            .Select(text => LocalDatePattern.Iso.Parse(text).Value).ToHashSet();

        Texts(ours.Except(theirs)).ShouldBe(ExplainedFor(code, difference => difference.OnlyOurs), "days only Kept has");
        Texts(theirs.Except(ours)).ShouldBe(ExplainedFor(code, difference => difference.OnlyTheirs), "days only the outside source has");
    }

    [Fact]
    public void Every_set_that_is_no_addition_is_compared() =>
        HolidaySet.Codes.Where(code => !code.Contains('+', StringComparison.Ordinal))
            .ShouldBe(Outside.Keys.Where(code => code != "version"), ignoreOrder: true);

    [Fact]
    public void Every_difference_has_a_reason_and_a_known_set()
    {
        Explained.ShouldAllBe(difference => difference.Why.Length > 20);
        Explained.SelectMany(difference => difference.Sets).ShouldAllBe(code => HolidaySet.Exists(code));
    }

    private static string[] ExplainedFor(string code, Func<Difference, string[]?> days) =>
        [.. Explained.Where(difference => difference.Sets.Contains(code)).SelectMany(difference => days(difference) ?? []).Order(StringComparer.Ordinal)];

    private static string[] Texts(IEnumerable<LocalDate> dates) => [.. dates.Order().Select(LocalDatePattern.Iso.Format)];

    private sealed record Difference(string[] Sets, string[]? OnlyOurs, string[]? OnlyTheirs, string Why);
}
