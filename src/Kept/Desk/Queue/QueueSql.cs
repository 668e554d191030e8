using Dapper;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Desk.Queue;

/// <summary>
/// The statement behind a page of the queue. Values are parameters; conditions that an index is partial by stand in it
/// word for word, as else neither database would use the index.
/// </summary>
internal sealed class QueueSql
{
    public const string Columns =
        "c.id, c.reference, c.service_code, c.service_version_id, c.team, c.owner_id, c.state, c.title, c.language, c.answers, c.place_address, c.place_words, "
        + "c.latitude, c.longitude, c.received_at, c.closed_at, c.paused_at, c.next_due, c.broken_promises, c.contacts, c.chasers, "
        + "c.last_contact_at, c.last_contact_chaser, (SELECT s.name FROM staff s WHERE s.id = c.owner_id) AS owner, "
        + "(SELECT f.address FROM followers f WHERE f.case_id = c.id AND f.reporter LIMIT 1) AS home";

    private readonly List<string> conditions = [];

    private QueueSql()
    {
    }

    public DynamicParameters Values { get; } = new();

    public string Text { get; private set; } = "";

    /// <param name="me">Whose list "mine" is.</param>
    /// <param name="soon">Up to when something is due next.</param>
    /// <param name="zone">In which the days of the filter are meant.</param>
    public static QueueSql For(QueueFilter filter, long me, Instant soon, DateTimeZone zone)
    {
        var sql = new QueueSql();
        sql.Narrow(filter, me, soon);
        sql.NarrowByChips(filter, zone);
        sql.Values.Add("take", filter.Size + 1);
        sql.Text = sql.Statement(filter);
        return sql;
    }

    private void Narrow(QueueFilter filter, long me, Instant soon)
    {
        conditions.Add(filter.IsOfClosed ? "c.state = 'Closed'" : "c.state <> 'Closed'");
        switch (filter.View)
        {
            case QueueView.Mine:
                Where("c.owner_id = @me", "me", me);
                break;
            case QueueView.Nobody:
                conditions.Add("c.owner_id IS NULL");
                break;
            case QueueView.Due:
                Where("c.next_due <= @soon", "soon", soon);
                break;
            case QueueView.Broken:
                conditions.Add("c.broken_promises > 0");
                break;
            case QueueView.Waiting:
                conditions.Add("c.state = 'Waiting'");
                break;
        }
    }

    private void NarrowByChips(QueueFilter filter, DateTimeZone zone)
    {
        WhereGiven("c.team = @team", "team", filter.Team);
        WhereGiven("c.service_code = @service", "service", filter.Service);
        WhereGiven("c.channel = @channel", "channel", filter.Channel?.ToString());
        if (filter.Owner == QueueFilter.NobodysId)
        {
            conditions.Add("c.owner_id IS NULL");
        }
        else
        {
            WhereGiven("c.owner_id = @owner", "owner", filter.Owner);
        }

        if (filter.State is CaseState.Open or CaseState.Waiting)
        {
            Where("c.state = @state", "state", filter.State.ToString()!);
        }

        if (filter.Chasers is { } chasers)
        {
            conditions.Add(chasers ? "c.chasers > 0" : "c.chasers = 0");
        }

        WhereGiven("c.received_at >= @from", "from", filter.From is { } from ? zone.AtStartOfDay(from).ToInstant() : null);
        WhereGiven("c.received_at < @to", "to", filter.To is { } to ? zone.AtStartOfDay(to.PlusDays(1)).ToInstant() : null);
        if (filter is { IsOfClosed: true, From: not null })
        {
            conditions.Add("c.closed_at >= @from"); // follows from the other, and lets the index of closed cases end there
        }
    }

    private string Statement(QueueFilter filter)
    {
        var segments = QueueOrder.Of(filter);
        if (filter.After is { } after)
        {
            var begun = segments.ToList().FindIndex(segment => segment.Number == after.Segment);
            segments = [.. segments.Skip(Math.Max(begun, 0))];
            Values.Add("afterId", after.Id);
            if (segments[0].Column is not null)
            {
                Values.Add("afterKey", segments[0].KeyOf(after.Key ?? 0));
            }
        }

        var parts = segments.Select((segment, index) => Part(segment, index, behind: index == 0 && filter.After is not null)).ToList();
        // Each part has its order from an index; what is sorted here are at most two pages.
        return parts.Count == 1
            ? parts[0]
            : $"SELECT * FROM ({string.Join(" UNION ALL ", parts.Select((part, index) => $"SELECT * FROM ({part}) AS part{index}"))}) AS rows_of_page "
                + $"ORDER BY part, {segments[0].OrderBy.Replace("c.", "", StringComparison.Ordinal)} LIMIT @take";
    }

    private string Part(QueueSegment segment, int index, bool behind)
    {
        IEnumerable<string?> all = [.. conditions, segment.Condition, behind ? segment.Behind : null];
        return $"SELECT {index} AS part, {segment.Number} AS segment, {Columns} FROM cases c "
            + $"WHERE {string.Join(" AND ", all.Where(condition => condition is not null))} ORDER BY {segment.OrderBy} LIMIT @take";
    }

    private void Where(string condition, string name, object value)
    {
        conditions.Add(condition);
        Values.Add(name, value);
    }

    private void WhereGiven(string condition, string name, object? value)
    {
        if (value is not null)
        {
            Where(condition, name, value);
        }
    }
}
