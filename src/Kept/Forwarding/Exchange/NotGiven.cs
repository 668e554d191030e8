using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding.Exchange;

/// <summary>A case, or an update of one, that a partner did not take and that nothing tries any more.</summary>
/// <param name="Id">Of what was given to them, or of what they were told later.</param>
/// <param name="IsUpdate">They have the case, and not this word about it.</param>
/// <param name="At">When it was to be given.</param>
/// <param name="Answer">What the last attempt came to.</param>
internal sealed record NotGiven(long Id, Reference Reference, string Partner, bool IsUpdate, Instant At, string? Answer);

/// <summary>
/// Finds what did not reach partners. A case that is closed needs nobody's work any more, and a word of more than thirty days
/// ago no telling; both stay on the page of the case.
/// </summary>
internal sealed class NotGivenList(KeptDb db, IClock clock, IOptions<ForwardingSettings> settings)
{
    private static readonly Duration Old = Duration.FromDays(30);

    private IQueryable<Forward> Cases => db.Set<Forward>().AsNoTracking()
        .Where(forward => forward.State == ForwardState.Failed && db.Cases.Any(about => about.Id == forward.CaseId && about.State != CaseState.Closed));

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await Cases.CountAsync(cancellationToken) + await Updates().CountAsync(cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="id">Only this one, where it is among them.</param>
    public async Task<IReadOnlyList<NotGiven>> ReadAsync(int most, long? id, CancellationToken cancellationToken)
    {
        var cases = await (from forward in Cases
                           where id == null || forward.Id == id
                           join about in db.Cases on forward.CaseId equals about.Id
                           orderby forward.Id descending
                           select new NotGiven(forward.Id, about.Reference, forward.Partner, false, forward.CreatedAt, forward.LastAnswer)).Take(most).ToListAsync(cancellationToken);
        var updates = await (from update in Updates()
                             where id == null || update.Id == id
                             join forward in db.Set<Forward>() on update.ForwardId equals forward.Id
                             join about in db.Cases on forward.CaseId equals about.Id
                             orderby update.Id descending
                             select new NotGiven(update.Id, about.Reference, forward.Partner, true, update.At, update.LastAnswer)).Take(most).ToListAsync(cancellationToken);
        return [.. cases.Concat(updates).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(most)
            .Select(one => one with { Partner = settings.Value.NameOf(one.Partner) })];
    }

    private IQueryable<OwnUpdate> Updates()
    {
        var since = clock.GetCurrentInstant() - Old;
        return db.Set<OwnUpdate>().AsNoTracking().Where(update => update.State == OwnUpdateState.Failed && update.At >= since);
    }
}
