using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding.Exchange.FollowForwards;

/// <summary>
/// Looks from time to time what partners did with cases of ours. Each look goes back a day behind the last one that
/// worked, as updates are often entered late; what is known already does nothing twice. Whoever said that it is done is
/// listened to for a while, as they may have to come back.
/// </summary>
internal sealed class FollowForwards(
    KeptDb db, TheirUpdates theirs, TakeUpdate.TakeUpdate take, IClock clock, IOptions<ForwardingSettings> settings) : IPeriodicWork
{
    private static readonly Duration Overlap = Duration.FromDays(1);
    private static readonly Duration Longest = Duration.FromDays(89);
    private static readonly Duration StillHeard = Duration.FromDays(90);

    public Duration Pause => Duration.FromMinutes(1);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        foreach (var (name, partner) in settings.Value.Partners)
        {
            if (await ClaimAsync(name, cancellationToken) is { } following)
            {
                await LookAsync(following, partner, cancellationToken);
                looked++;
            }
        }

        return looked;
    }

    /// <summary>Null when it is not due, there is nothing to hear of, or another node looks already.</summary>
    private async Task<ForwardFollowing?> ClaimAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var following = await db.Set<ForwardFollowing>().SingleOrDefaultAsync(known => known.Partner == name, cancellationToken);
        if (following?.NextAt > now)
        {
            return null;
        }

        if (await OldestAsync(name, cancellationToken) is not { } since)
        {
            return null;
        }

        if (following is null)
        {
            following = new ForwardFollowing(name, since, now);
            db.Add(following);
        }

        following.Look(now + Duration.FromMinutes(settings.Value.FollowEvery));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return following;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return null;
        }
    }

    private async Task<Instant?> OldestAsync(string name, CancellationToken cancellationToken) =>
        await WithThem(name).MinAsync(forward => (Instant?)forward.CreatedAt, cancellationToken)
        ?? await Ended(name).MinAsync(forward => (Instant?)forward.CreatedAt, cancellationToken);

    private IQueryable<Forward> WithThem(string name) => db.Set<Forward>().AsNoTracking().Where(forward => forward.Partner == name && forward.State == ForwardState.WithThem);

    /// <summary>Those that they ended of late. Asked for beside the others and not with them, as each of the two has its index.</summary>
    private IQueryable<Forward> Ended(string name)
    {
        var since = clock.GetCurrentInstant() - StillHeard;
        return db.Set<Forward>().AsNoTracking().Where(forward => forward.Partner == name && forward.TheirChangeAt >= since
            && (forward.State == ForwardState.Done || forward.State == ForwardState.Returned));
    }

    /// <summary>Those that they may say something about; what is with them comes first, then what they ended last.</summary>
    private async Task<List<Forward>> FollowedAsync(string name, CancellationToken cancellationToken) =>
    [
        .. await WithThem(name).Where(forward => forward.TheirId != null).OrderBy(forward => forward.Id).ToListAsync(cancellationToken),
        .. await Ended(name).Where(forward => forward.TheirId != null).OrderByDescending(forward => forward.TheirChangeAt).ToListAsync(cancellationToken),
    ];

    private async Task LookAsync(ForwardFollowing following, ForwardPartner partner, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var name = following.Partner;
        var byId = (await FollowedAsync(name, cancellationToken)).ToLookup(forward => forward.TheirId!, StringComparer.Ordinal);
        var from = Instant.Max(following.Since - Overlap, now - Longest);
        var news = await theirs.ReadAsync(partner, byId, new Interval(from, now), cancellationToken);
        if (news is null)
        {
            return;
        }

        db.ChangeTracker.Clear();
        foreach (var update in news.Updates.OrderBy(update => update.At))
        {
            foreach (var forward in byId[update.TheirId])
            {
                await take.HandleAsync(new(forward.Id, forward.CaseId, update.UpdateId, update.Status, update.At, update.Words) { Given = update.Given, Media = update.Media }, cancellationToken);
                db.ChangeTracker.Clear();
            }
        }

        var known = await db.Set<ForwardFollowing>().SingleAsync(known => known.Partner == name, cancellationToken);
        known.Known(news.UpTo == now ? now : news.UpTo + Overlap); // the next look goes on where this one was cut short
        await db.SaveChangesAsync(cancellationToken);
    }
}
