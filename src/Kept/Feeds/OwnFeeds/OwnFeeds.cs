using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Feeds.OwnFeeds;

internal abstract record MakeFeedOutcome
{
    /// <param name="Secret">Stands in the address; shown this once.</param>
    public sealed record Made(FeedLink Link, Secret Secret) : MakeFeedOutcome;

    /// <summary>This person does not lead that team.</summary>
    public sealed record NotAllowed : MakeFeedOutcome;
}

/// <summary>Somebody makes and revokes secret addresses for the own dates, or for those of the team.</summary>
internal sealed class OwnFeeds(KeptDb db, IdSource ids, IClock clock)
{
    public async Task<IReadOnlyList<FeedLink>> ListAsync(StaffIdentity who, CancellationToken cancellationToken) =>
        await db.Set<FeedLink>().AsNoTracking().Where(link => link.StaffId == who.Id).OrderBy(link => link.Id).ToListAsync(cancellationToken);

    /// <summary>A new address; the one for the same dates that this person had before no longer works.</summary>
    /// <param name="who">Whose it is.</param>
    /// <param name="team">Null for the person's own dates.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="secret">For a caller that has to know it beforehand; a new one where none is given.</param>
    public async Task<MakeFeedOutcome> MakeAsync(StaffIdentity who, string? team, CancellationToken cancellationToken, Secret? secret = null)
    {
        if (!FeedRights.MayHave(who, team))
        {
            return new MakeFeedOutcome.NotAllowed();
        }

        var inAddress = secret ?? Secret.NewRandom();
        db.RemoveRange(await db.Set<FeedLink>().Where(link => link.StaffId == who.Id && link.Team == team).ToListAsync(cancellationToken));
        var link = new FeedLink(ids.Next(), inAddress, who.Id, team, clock.GetCurrentInstant());
        db.Add(link);
        await db.SaveChangesAsync(cancellationToken);
        return new MakeFeedOutcome.Made(link, inAddress);
    }

    /// <summary>False where there is no such address of this person.</summary>
    public async Task<bool> RevokeAsync(StaffIdentity who, long id, CancellationToken cancellationToken)
    {
        if (await db.Set<FeedLink>().SingleOrDefaultAsync(link => link.Id == id && link.StaffId == who.Id, cancellationToken) is not { } link)
        {
            return false;
        }

        db.Remove(link);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
