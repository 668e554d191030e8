using Dapper;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Desk.Queue;

/// <summary>Reads a page of the queue: one statement for the rows, one for their promises, however many rows there are.</summary>
internal sealed class ReadQueue(KeptDb db, CatalogueInUse catalogue, DeskTime time, TextLibrary texts, Words words)
{
    private static readonly Target SoonTarget = new(2, TargetUnit.WorkingDays);

    public async Task<QueuePage> HandleAsync(QueueFilter filter, StaffIdentity reader, CancellationToken cancellationToken)
    {
        var sql = QueueSql.For(filter, reader.Id, Soon(reader.Team), time.Zone);
        var records = (await db.Database.GetDbConnection().QueryAsync<QueueRecord>(
            new CommandDefinition(sql.Text, sql.Values, cancellationToken: cancellationToken))).AsList();
        var shown = records.Take(filter.Size).ToList();
        var rows = await RowsAsync(shown, cancellationToken);
        return new QueuePage(rows, records.Count > filter.Size ? CursorAt(shown[^1], filter) : null);
    }

    /// <summary>Up to when something counts as due next: the end of the second working day from now, where the reader works.</summary>
    public Instant Soon(string? team)
    {
        var council = catalogue.Current.Council;
        var code = council.Teams.FirstOrDefault(known => known.Code == team)?.Calendar ?? council.Calendars[0].Code;
        return catalogue.CalendarOf(code).DueAt(time.Now, SoonTarget);
    }

    public async Task<IReadOnlyList<QueueRow>> RowsAsync(IReadOnlyList<QueueRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return [];
        }

        var services = await catalogue.ServicesOfAsync(records.Select(record => record.ServiceVersionId), cancellationToken);
        var left = await TimeLeftAsync([.. records.Select(record => record.Id)], cancellationToken);
        return [.. records.Select(record => new QueueRow(
            record,
            CaseTitle.In(new TitledCase(record.Title, record.Language, record.Answers, record.Place), services[record.ServiceVersionId], texts, words),
            services[record.ServiceVersionId].Name.In(words.Language),
            record.Place.IsKnown ? AnswerWords.Of(record.Place, words) : "",
            PlaceBeside.Where(services[record.ServiceVersionId], record.Place, record.Home, words),
            left.GetValueOrDefault(record.Id, TimeLeft.Nothing),
            TeamNames.Of(catalogue, record.Team, words)))];
    }

    private async Task<Dictionary<CaseId, TimeLeft>> TimeLeftAsync(CaseId[] ids, CancellationToken cancellationToken)
    {
        var promises = await db.Promises.AsNoTracking()
            .Where(promise => ids.Contains(promise.CaseId) && (promise.State == PromiseState.Open || promise.State == PromiseState.Broken))
            .Select(promise => new
            {
                promise.CaseId,
                promise.Calendar,
                Replaced = promise.ReplacedById != null,
                Clock = new { promise.State, promise.ClockFrom, promise.Due, promise.SuspendedAt },
            })
            .ToListAsync(cancellationToken);
        return promises.GroupBy(promise => promise.CaseId).ToDictionary(group => group.Key, group =>
        {
            var first = group.Where(promise => promise.Clock.State == PromiseState.Open).MinBy(promise => promise.Clock.Due)
                ?? group.MaxBy(promise => promise.Clock.Due)!;
            var clock = new PromiseClock(first.Clock.State, first.Clock.ClockFrom, first.Clock.Due, first.Clock.SuspendedAt);
            return TimeLeft.Of(clock, catalogue.CalendarOf(first.Calendar), time.Now);
        });
    }

    private static QueueCursor CursorAt(QueueRecord last, QueueFilter filter)
    {
        var column = QueueOrder.Of(filter).Single(segment => segment.Number == last.Segment).Column;
        long? key = column switch
        {
            null => null,
            "c.next_due" => Microseconds(last.NextDue),
            "c.paused_at" => Microseconds(last.PausedAt),
            "c.closed_at" => Microseconds(last.ClosedAt),
            "c.received_at" => Microseconds(last.ReceivedAt),
            "c.last_contact_at" => Microseconds(last.LastContactAt),
            "c.chasers" => last.Chasers,
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };
        return new QueueCursor(last.Segment, key, last.Id.Value);
    }

    private static long? Microseconds(Instant? instant) => instant is { } value ? Conversions.ToMicroseconds(value) : null;
}
