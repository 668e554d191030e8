using System.Globalization;
using Kept.Domain.Counts;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Overview;

/// <summary>What the overview is about: exactly what the address of the page says.</summary>
/// <param name="Weeks">How many weeks up to this one; null for days that somebody chose.</param>
/// <param name="From">The Monday of the first week.</param>
/// <param name="To">The Monday of the last week.</param>
internal sealed record OverviewFilter(int? Weeks, LocalDate From, LocalDate To, string? Team, string? Service)
{
    public const string Path = "/desk/overview";
    private const string Chosen = "custom";
    private const int UsualWeeks = 13;
    private const int MostWeeks = 260;
    public static readonly IReadOnlyList<int> Periods = [4, 13, 52];

    public LocalDate LastDay => To.PlusDays(6);

    /// <summary>Whatever makes no sense is as if it was not there.</summary>
    public static OverviewFilter Read(IQueryCollection query, LocalDate today)
    {
        var (team, service) = (Code(query["team"]), Code(query["service"]));
        var now = CountWeek.Of(today);
        if (query["period"] == Chosen && Day(query["from"]) is { } from && Day(query["to"]) is { } to && from <= to)
        {
            var last = LocalDate.Min(CountWeek.Of(to), now);
            return new OverviewFilter(null, LocalDate.Max(LocalDate.Min(CountWeek.Of(from), last), last.PlusWeeks(1 - MostWeeks)), last, team, service);
        }

        var weeks = int.TryParse(query["period"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && Periods.Contains(asked) ? asked : UsualWeeks;
        return new OverviewFilter(weeks, now.PlusWeeks(1 - weeks), now, team, service);
    }

    public string Address(string path = Path)
    {
        var query = new QueryString().Add("period", Weeks?.ToString(CultureInfo.InvariantCulture) ?? Chosen);
        if (Weeks is null)
        {
            query = query.Add("from", LocalDatePattern.Iso.Format(From)).Add("to", LocalDatePattern.Iso.Format(LastDay));
        }

        query = Team is null ? query : query.Add("team", Team);
        query = Service is null ? query : query.Add("service", Service);
        return path + query;
    }

    private static string? Code(string? text) => string.IsNullOrEmpty(text) || text.Length > 80 || text.Any(char.IsControl) ? null : text;

    private static LocalDate? Day(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 1990 and <= 2200 } day } ? day : null;
}
