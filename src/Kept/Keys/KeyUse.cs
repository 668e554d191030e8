using System.Data.Common;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Keys;

/// <summary>
/// Writes down when a key was used, to the hour: the first use in an hour costs a write, all others none. A database that
/// cannot be written to at the moment does not keep a program from reading.
/// </summary>
internal sealed partial class KeyUse(IServiceScopeFactory scopes, IClock clock, ILogger<KeyUse> log)
{
    private static readonly long TicksAnHour = Duration.FromHours(1).BclCompatibleTicks;

    public async Task NoteAsync(long keyId, Instant? noted, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToUnixTimeTicks();
        var hour = Instant.FromUnixTimeTicks(now - (now % TicksAnHour));
        if (noted >= hour)
        {
            return;
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
            var key = await db.Set<AccessKey>().SingleAsync(candidate => candidate.Id == keyId, cancellationToken);
            key.UsedIn(hour);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is DbUpdateException or DbException)
        {
            LogUnwritten(log, problem);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The last use of a key could not be written down.")]
    private static partial void LogUnwritten(ILogger log, Exception problem);
}
