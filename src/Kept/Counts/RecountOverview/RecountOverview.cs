using Dapper;
using Kept.Domain.Counts;
using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Counts.RecountOverview;

internal abstract record RecountOutcome
{
    private RecountOutcome()
    {
    }

    /// <param name="Cases">How many there are.</param>
    /// <param name="Figures">How many figures they make.</param>
    /// <param name="Corrected">How many of them were not what they should have been; 0 unless rows came in past the program.</param>
    public sealed record Recounted(long Cases, int Figures, int Corrected) : RecountOutcome;

    /// <summary>Another recount finished in the meantime, and nothing was changed by this one.</summary>
    public sealed record OvertakenByAnother : RecountOutcome;
}

/// <summary>
/// Counts everything anew from the record, and corrects what differs. Record and figures are read as they were at one
/// moment; the corrections are count changes like any other. So it may run at any time while others go on working.
/// </summary>
internal sealed class RecountOverview(KeptDb db, ReadFacts record, IdSource ids, IClock clock, IOptions<KeptSettings> settings)
{
    /// <param name="counted">Hears now and then how many cases have been counted.</param>
    /// <param name="cancellationToken">Ends it; nothing has been changed then.</param>
    public async Task<RecountOutcome> HandleAsync(Action<long>? counted = null, CancellationToken cancellationToken = default)
    {
        db.ChangeTracker.Clear();
        var right = new Tally(DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone]);
        var difference = new Tally(DateTimeZone.Utc);
        long cases = 0;
        int last;
        await using (var snapshot = await Snapshot.TakeAsync(db, cancellationToken))
        {
            last = await LastNumberAsync(snapshot, cancellationToken);
            await foreach (var facts in record.AllAsync(snapshot, cancellationToken))
            {
                right.Add(facts);
                if (++cases % 10_000 == 0)
                {
                    counted?.Invoke(cases);
                }
            }

            foreach (var stored in await StoredAsync(snapshot, cancellationToken))
            {
                difference.Add(stored.Key, -stored.N);
            }
        }

        return await CorrectAsync(right, difference, cases, last + 1, cancellationToken);
    }

    private async Task<RecountOutcome> CorrectAsync(Tally right, Tally difference, long cases, int number, CancellationToken cancellationToken)
    {
        var figures = right.Figures.ToList();
        figures.ForEach(figure => difference.Add(figure.Key, figure.Value));
        // By week, as whoever folds them reads the figures of the weeks they belong to.
        var corrections = difference.Figures.OrderBy(figure => figure.Key.Week).ToList();
        db.AddRange(corrections.Select(figure => new CountChange(ids.Next(), figure.Key, figure.Value)));
        db.Add(new Recount(number, clock.GetCurrentInstant(), cases, corrections.Count));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new RecountOutcome.Recounted(cases, figures.Count, corrections.Count);
        }
        catch (DbUpdateException) when (IsTaken(number))
        {
            return new RecountOutcome.OvertakenByAnother();
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private bool IsTaken(int number) => db.Set<Recount>().AsNoTracking().Any(recount => recount.Number == number);

    private static async Task<int> LastNumberAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        await snapshot.Connection.ExecuteScalarAsync<int?>(
            new CommandDefinition("SELECT max(number) FROM recounts", transaction: snapshot.Transaction, cancellationToken: cancellationToken)) ?? 0;

    private static async Task<IEnumerable<StoredFigure>> StoredAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        await snapshot.Connection.QueryAsync<StoredFigure>(new CommandDefinition(
            """
            SELECT day, service_code, team, what, CAST(sum(n) AS bigint) AS n
            FROM (SELECT day, service_code, team, what, n FROM counts UNION ALL SELECT day, service_code, team, what, n FROM count_changes) AS figures
            GROUP BY day, service_code, team, what
            """,
            transaction: snapshot.Transaction, cancellationToken: cancellationToken));

    private sealed class StoredFigure
    {
        public int Day { get; init; }

        public string ServiceCode { get; init; } = "";

        public string Team { get; init; } = "";

        public string What { get; init; } = "";

        public long N { get; init; }

        public CountKey Key => new(Conversions.FromNumber(Day), ServiceCode, Team, What);
    }
}
