using Kept.Desk.Queue;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Overview;

/// <summary>What is behind a figure: cases with something that was counted.</summary>
public enum CountedCases
{
    Kept,
    Broken,
    Revised,
    Received,
    Closed,
    Chasers,
    Yes,
    No,
    Unsure,
}

/// <summary>The way from a figure to the cases behind it.</summary>
internal static class BehindAddress
{
    public const string Path = OverviewFilter.Path + "/cases";

    /// <param name="filter">The overview on which the figure stands.</param>
    /// <param name="what">What it counts.</param>
    /// <param name="week">Its week; null for the whole period.</param>
    /// <param name="service">Its service; null for those of the overview.</param>
    /// <param name="after">Where the page before ended.</param>
    public static string Of(OverviewFilter filter, CountedCases what, LocalDate? week = null, string? service = null, long? after = null)
    {
        var narrowed = filter with { Service = service ?? filter.Service };
        var query = new QueryString(narrowed.Address("")).Add("what", what.ToString().ToLowerInvariant());
        query = week is { } monday ? query.Add("week", LocalDatePattern.Iso.Format(monday)) : query;
        query = after is { } last ? query.Add("after", last.ToString(System.Globalization.CultureInfo.InvariantCulture)) : query;
        return Path + query;
    }

    /// <summary>What is open now is a list of the desk.</summary>
    public static string OfOpen(OverviewFilter filter, string service) => QueueAddress.Path
        + new QueryString().Add("view", "all").Add("team", filter.Team ?? "any").Add("service", service);
}
