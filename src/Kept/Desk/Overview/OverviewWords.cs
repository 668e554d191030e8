using System.Globalization;
using Kept.Catalogue;
using Kept.Domain.Counts;
using Kept.Texts;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Overview;

/// <summary>Figures as people read them.</summary>
internal static class OverviewWords
{
    /// <summary>"2 Mar".</summary>
    public static string Week(LocalDate monday, Words words) => LocalDatePattern.Create(words["overview.week.short"], words.Culture).Format(monday);

    /// <summary>"2 Mar 2026".</summary>
    public static string WithYear(LocalDate day, Words words) => LocalDatePattern.Create(words["dates.shortYear"], words.Culture).Format(day);

    /// <summary>"93%". A hundred is all and nothing is none: what is only near to them is rounded to the other side.</summary>
    public static string Percent(double? share, Words words) => share is not { } value
        ? words["overview.none"]
        : words["overview.percent", ("n", (value switch
        {
            > 99 and < 100 => 99,
            > 0 and < 1 => 1,
            _ => Math.Round(value, MidpointRounding.AwayFromZero),
        }).ToString("0", CultureInfo.InvariantCulture))];

    /// <summary>"1,204" in the way of the language.</summary>
    public static string Number(long n, Words words) => n.ToString("N0", words.Culture);

    /// <summary>"7.4"; whole from ten on.</summary>
    public static string Rate(double? rate, Words words) => rate is not { } value
        ? words["overview.none"]
        : value.ToString(value >= 10 ? "0" : "0.#", words.Culture);

    /// <summary>"half closed within 6.5 days".</summary>
    public static string Half(SurvivalCurve curve, Words words) => curve.Median is { } days
        ? words["overview.closing.half", ("n", Rate(days, words))]
        : words["overview.closing.notHalf", ("n", curve.Points[^1].Days)];

    public static string HalfOfAll(SurvivalCurve curve, Words words) => curve switch
    {
        { IsEmpty: true } => "",
        { Median: { } days } => words["overview.closing.allHalf", ("n", Rate(days, words))],
        _ => words["overview.closing.allNotHalf", ("n", curve.Points[^1].Days)],
    };

    /// <summary>"1 Dec 2025 to 8 Mar 2026 · Potholes · Highways".</summary>
    public static string About(LocalDate from, LocalDate to, OverviewFilter filter, CatalogueInUse catalogue, Words words) => string.Join(" · ", new[]
    {
        words["overview.behind.days", ("from", WithYear(from, words)), ("to", WithYear(to, words))],
        filter.Service is { } service ? catalogue.Find(service)?.Service.Name.In(words.Language) ?? service : null,
        filter.Team is { } team ? TeamNames.Of(catalogue, team, words) : null,
    }.OfType<string>());
}
