using Kept.Domain.Partners;
using System.Collections.Immutable;
using System.Globalization;
using Kept.Domain.Cases;
using Kept.Open311.Formats;
using Kept.Texts;
using NodaTime;

namespace Kept.Open311.FindRequests;

/// <summary>Which page of a list is asked for.</summary>
internal readonly record struct ListPage(int Number, int Size)
{
    public const int Largest = 1000;

    /// <summary>Beyond this nobody pages by hand; a database would count for nothing.</summary>
    private const int LastNumber = 100_000;

    public int Skipped => (Number - 1) * Size;

    public static ListPage Read(GeoFields query, Words words, List<string> problems)
    {
        int Whole(string field, int otherwise, int most)
        {
            if (query.One(field) is not { } typed)
            {
                return otherwise;
            }

            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            {
                return number;
            }

            problems.Add(words["open311.problem.whole", ("field", field), ("most", most)]);
            return otherwise;
        }

        return new ListPage(Whole("page", 1, LastNumber), Whole("page_size", Largest, Largest));
    }
}

/// <summary>What is looked for in the list of requests.</summary>
/// <param name="References">Null where none is asked for; then the rest counts.</param>
/// <param name="Codes">Empty for all services.</param>
/// <param name="Open">True for open ones, false for closed ones, null for both.</param>
internal sealed record RequestFilter(
    ImmutableArray<Reference>? References, ImmutableArray<string> Codes, bool? Open, Instant? From, Instant? To,
    Instant? ChangedFrom, Instant? ChangedTo, bool Extensions, ListPage Page)
{
    /// <summary>The specification's longest span.</summary>
    private static readonly Duration Longest = Duration.FromDays(90);

    public static (RequestFilter? Filter, IReadOnlyList<string> Problems) Read(GeoFields query, DateTimeZone zone, Instant now, Words words)
    {
        var problems = new List<string>();
        var dates = new DateFields(query, zone, words, problems);
        var (from, to) = (dates.Read("start_date"), dates.Read("end_date"));
        var (changedFrom, changedTo) = (dates.Read("updated_after"), dates.Read("updated_before"));
        if (to - from > Longest)
        {
            problems.Add(words["open311.problem.span"]);
        }

        var byChange = (changedFrom ?? changedTo) is not null && (from ?? to) is null;
        var statuses = query.Listed("status").Select(status => status.ToLowerInvariant()).ToHashSet();
        if (statuses.Any(status => status is not ("open" or "closed")))
        {
            problems.Add(words["open311.problem.status"]);
        }

        var filter = new RequestFilter(
            query.One("service_request_id") is null ? null : ReferencesIn(query),
            query.Listed("service_code"),
            statuses.Count == 1 ? statuses.Contains("open") : null,
            byChange ? null : from ?? (to ?? now) - Longest,
            byChange ? null : to ?? (from is { } start && start + Longest < now ? start + Longest : null),
            byChange ? changedFrom ?? changedTo - Longest : changedFrom,
            changedTo,
            query.One("extensions") is "true" or "1",
            ListPage.Read(query, words, problems));
        return problems.Count > 0 ? (null, problems) : (filter, []);
    }

    /// <summary>What is no reference of ours names nothing, and so finds nothing.</summary>
    public static ImmutableArray<Reference> ReferencesIn(GeoFields query) =>
    [
        .. query.Listed("service_request_id").Take(ListPage.Largest)
            .Select(text => Reference.TryParse(text, out var reference) ? reference : (Reference?)null)
            .OfType<Reference>().Distinct(),
    ];
}

/// <summary>Reads moments of a query, and says of those that are none which they are.</summary>
internal sealed class DateFields(GeoFields query, DateTimeZone zone, Words words, List<string> problems)
{
    public Instant? Read(string field)
    {
        if (query.One(field) is not { } typed)
        {
            return null;
        }

        var read = GeoDate.Read(typed, zone);
        if (read is null)
        {
            problems.Add(words["open311.problem.date", ("field", field)]);
            return null;
        }

        return read;
    }
}
