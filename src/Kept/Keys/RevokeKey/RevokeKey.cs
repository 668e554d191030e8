using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Keys.RevokeKey;

internal enum RevokeKeyOutcome
{
    Revoked,

    /// <summary>It was revoked before; who did it first stays written down.</summary>
    WasRevoked,

    /// <summary>No such key, or none that this person may revoke: which of them, nobody learns.</summary>
    NotFound,
}

/// <summary>Ends a key at once: the next request with it is refused.</summary>
internal sealed class RevokeKey(KeptDb db, StaffRecord record, IClock clock)
{
    /// <param name="by">An administrator, or the person whose key it is; null for the command line.</param>
    public async Task<RevokeKeyOutcome> HandleAsync(StaffIdentity? by, long keyId, CancellationToken cancellationToken)
    {
        var key = await db.Set<AccessKey>().SingleOrDefaultAsync(candidate => candidate.Id == keyId, cancellationToken);
        if (key is null || (by is not null && key.StaffId != by.Id && !by.MayActAs(StaffRole.Administrator)))
        {
            return RevokeKeyOutcome.NotFound;
        }

        if (!key.Revoke(by?.Id, clock.GetCurrentInstant()))
        {
            return RevokeKeyOutcome.WasRevoked;
        }

        if (key.StaffId is { } owner)
        {
            var member = await db.Set<StaffMember>().SingleAsync(candidate => candidate.Id == owner, cancellationToken);
            record.Add(member, by, StaffChangeKind.KeyRevoked, before: key.Label);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return RevokeKeyOutcome.Revoked;
        }
        catch (DbUpdateConcurrencyException)
        {
            return RevokeKeyOutcome.WasRevoked;
        }
    }
}
