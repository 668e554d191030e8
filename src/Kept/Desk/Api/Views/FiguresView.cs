using Kept.Desk.Overview;
using Kept.Desk.Queue;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Api.Views;

/// <summary>Up to 1,000 of each: counting ends there.</summary>
internal sealed record ViewCounts(int Mine, int Team, int Nobody, int Due, int Broken, int Waiting)
{
    public static ViewCounts Of(QueueCounts counts) => new(counts.Mine, counts.Team, counts.Nobody, counts.Due, counts.Broken, counts.Waiting);
}

/// <param name="From">Monday of the first week.</param>
/// <param name="To">Sunday of the last week.</param>
internal sealed record OverviewView(string From, string To, SumsView All, IReadOnlyList<WeekView> Weeks, IReadOnlyList<ServiceSumsView> Services)
{
    public static OverviewView Of(OverviewFigures figures, OverviewFilter filter) => new(
        Day(filter.From), Day(filter.LastDay), SumsView.Of(figures.All),
        [.. figures.Weeks.Select(week => new WeekView(Day(week.Week), SumsView.Of(week.Sums)))],
        [.. figures.Services.Select(service => new ServiceSumsView(service.Code, service.Name, SumsView.Of(service.Sums)))]);

    private static string Day(LocalDate day) => LocalDatePattern.Iso.Format(day);
}

/// <param name="Week">Its Monday.</param>
internal sealed record WeekView(string Week, SumsView Figures);

internal sealed record ServiceSumsView(string Service, string Name, SumsView Figures);

/// <param name="Kept">Promises that were kept.</param>
/// <param name="Broken">Promises that were broken.</param>
/// <param name="Revised">Promises that were replaced in time by another.</param>
/// <param name="Chasers">Contacts that would not have been needed.</param>
/// <param name="Yes">Residents who said that it is really done.</param>
internal sealed record SumsView(
    long Kept, long Broken, long Revised, long Received, long Closed, long Open, long Contacts, long Chasers, long Yes, long No, long Unsure)
{
    public static SumsView Of(Sums sums) => new(
        sums.Kept, sums.Broken, sums.Revised, sums.Received, sums.Closed, sums.Open, sums.Contacts, sums.Chasers, sums.Yes, sums.No, sums.Unsure);
}
