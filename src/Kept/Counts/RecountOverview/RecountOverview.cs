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
        var found = await CountAsync(counted, cancellationToken);
        return await CorrectAsync(found, cancellationToken);
    }

    /// <summary>Counts and changes nothing: how many figures are not what they should be.</summary>
    public async Task<int> FindWrongAsync(CancellationToken cancellationToken) =>
        (await CountAsync(null, cancellationToken)).Difference.Figures.Count();

    private async Task<Finding> CountAsync(Action<long>? counted, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var right = new Tally(DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone]);
        var difference = new Tally(DateTimeZone.Utc);
        long cases = 0;
        await using var snapshot = await Snapshot.TakeAsync(db, cancellationToken);
        var last = await LastNumberAsync(snapshot, cancellationToken);
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

        var figures = right.Figures.ToList();
        figures.ForEach(figure => difference.Add(figure.Key, figure.Value));
        return new Finding(figures.Count, difference, cases, last + 1);
    }

    private async Task<RecountOutcome> CorrectAsync(Finding found, CancellationToken cancellationToken)
    {
        // By week, as whoever folds them reads the figures of the weeks they belong to.
        var corrections = found.Difference.Figures.OrderBy(figure => figure.Key.Week).ToList();
        db.AddRange(corrections.Select(figure => new CountChange(ids.Next(), figure.Key, figure.Value)));
        db.Add(new Recount(found.Number, clock.GetCurrentInstant(), found.Cases, corrections.Count));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new RecountOutcome.Recounted(found.Cases, found.Figures, corrections.Count);
        }
        catch (DbUpdateException) when (IsTaken(found.Number))
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

    /// <param name="Figures">How many there are.</param>
    /// <param name="Difference">What has to be added to those that are kept.</param>
    /// <param name="Number">Of this recount.</param>
    private sealed record Finding(int Figures, Tally Difference, long Cases, int Number);

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
