using Dapper;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.ReadVitals;

/// <summary>Reads the <see cref="Vitals"/> as they are now.</summary>
internal sealed class ReadVitals(KeptDb db, DataFolder folder, IClock clock)
{
    private static readonly Duration Ahead = Duration.FromDays(1);

    private const string Counts =
        """
        SELECT
          (SELECT count(*) FROM messages WHERE state = 'Waiting') AS waiting,
          (SELECT count(*) FROM messages WHERE state = 'Draft') AS drafts,
          (SELECT count(*) FROM messages WHERE state = 'Failed') AS failed,
          (SELECT count(*) FROM messages WHERE state = 'Expired') AS expired,
          (SELECT min(created_at) FROM messages WHERE state = 'Waiting' AND next_attempt_at <= @now) AS oldest_due,
          (SELECT count(*) FROM promises WHERE state = 'Open' AND suspended_at IS NULL AND due > @now AND due <= @tomorrow) AS promises_due,
          (SELECT count(*) FROM promises WHERE state = 'Open' AND suspended_at IS NULL AND due <= @now) AS promises_behind,
          (SELECT min(due) FROM promises WHERE state = 'Open' AND suspended_at IS NULL AND due <= @now) AS oldest_behind,
          (SELECT count(*) FROM cases WHERE broken_promises > 0 AND state <> 'Closed') AS cases_broken
        """;

    public async Task<Vitals> HandleAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            var connection = db.Database.GetDbConnection();
            var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(Counts, new { now, tomorrow = now + Ahead }, cancellationToken: cancellationToken));
            var bytes = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                db.Database.IsNpgsql() ? "SELECT pg_database_size(current_database())" : "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
                cancellationToken: cancellationToken));
            return new Vitals(
                now, row.Waiting, row.Drafts, row.Failed, row.Expired, row.OldestDue, row.PromisesDue, row.PromisesBehind, row.OldestBehind, row.CasesBroken,
                bytes, folder.FreeBytes);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private sealed class Row
    {
        public long Waiting { get; init; }

        public long Drafts { get; init; }

        public long Failed { get; init; }

        public long Expired { get; init; }

        public Instant? OldestDue { get; init; }

        public long PromisesDue { get; init; }

        public long PromisesBehind { get; init; }

        public Instant? OldestBehind { get; init; }

        public long CasesBroken { get; init; }
    }
}
