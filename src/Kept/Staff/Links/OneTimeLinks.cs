using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Staff.Links;

/// <summary>Makes and finds one-time links. Saving is the operation's business.</summary>
internal sealed class OneTimeLinks(KeptDb db, IClock clock)
{
    /// <summary>Adds a link beside those given before.</summary>
    public Secret Add(LinkPurpose purpose, long? staffId)
    {
        var secret = Secret.NewRandom();
        db.Add(new OneTimeLink(secret, purpose, staffId, clock.GetCurrentInstant()));
        return secret;
    }

    /// <summary>Takes back what was given before, at once: also when the save that follows is refused, no old link works.</summary>
    public Task TakeBackAsync(LinkPurpose purpose, long? staffId, CancellationToken cancellationToken) => db.Set<OneTimeLink>()
        .Where(link => link.Purpose == purpose && link.StaffId == staffId && link.UsedAt == null)
        .ExecuteDeleteAsync(cancellationToken);

    /// <summary>The link if it still works. Unknown, used and expired are one answer.</summary>
    public async Task<OneTimeLink?> FindAsync(string? secret, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        if (!Secret.TryParse(secret, out var parsed))
        {
            return null;
        }

        var hash = OneTimeLink.HashOf(parsed);
        var link = await db.Set<OneTimeLink>().SingleOrDefaultAsync(
            candidate => candidate.SecretHash == hash && candidate.Purpose == purpose, cancellationToken);
        return link?.WorksAt(clock.GetCurrentInstant()) == true ? link : null;
    }
}
