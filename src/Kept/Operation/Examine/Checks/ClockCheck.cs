using Dapper;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether this machine's clock agrees with the record, and with the server of the database.</summary>
internal sealed class ClockCheck(KeptDb db, IClock clock) : ICheck
{
    private static readonly Duration Allowed = Duration.FromSeconds(5);

    public string Name => "clock";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var newest = await db.CaseEvents.OrderByDescending(entry => entry.Id).Select(entry => (Instant?)entry.At).FirstOrDefaultAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        if (newest > now + Duration.FromMinutes(1))
        {
            return [Finding.Bad(Name, "behindRecord", ("now", now.ToString()), ("newest", newest.Value.ToString()))];
        }

        if (db.Database.IsNpgsql())
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            var server = Instant.FromDateTimeUtc(await db.Database.GetDbConnection().ExecuteScalarAsync<DateTime>("SELECT clock_timestamp()"));
            await db.Database.CloseConnectionAsync();
            var apart = server - clock.GetCurrentInstant();
            if (apart > Allowed || apart < -Allowed)
            {
                return [Finding.Attention(Name, "apart", ("seconds", (long)Math.Abs(apart.TotalSeconds)))];
            }
        }

        return [Finding.Good(Name, ("now", now.ToString()))];
    }
}
