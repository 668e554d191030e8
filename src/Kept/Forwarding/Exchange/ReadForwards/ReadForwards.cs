using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding.Exchange.ReadForwards;

/// <summary>What was given to a partner, as the page of the case shows it.</summary>
/// <param name="Sent">Field by field; empty while nothing was sent.</param>
/// <param name="Updates">What they said, the newest first.</param>
/// <param name="Told">What they were told since then, the newest first.</param>
internal sealed record ForwardView(
    long Id, string Partner, ForwardState State, string? TheirId, Instant? SentAt, Instant? NextAttemptAt, string? LastAnswer,
    ImmutableArray<string> Sent, ImmutableArray<ForwardUpdate> Updates, ImmutableArray<OwnUpdate> Told)
{
    public static string KeyOf(WorkStatus status)
    {
        var name = status.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>What was sent, field by field.</summary>
    public static ImmutableArray<string> LinesOf(string? sent) => [.. (sent ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>Reads what was given to partners: three statements, and one where a case was given to none.</summary>
internal sealed class ReadForwards(KeptDb db, IOptions<ForwardingSettings> settings)
{
    public async Task<ImmutableArray<ForwardView>> HandleAsync(CaseId about, CancellationToken cancellationToken)
    {
        var forwards = await db.Set<Forward>().AsNoTracking().Where(forward => forward.CaseId == about).OrderBy(forward => forward.Id).ToListAsync(cancellationToken);
        if (forwards.Count == 0)
        {
            return [];
        }

        var ids = forwards.Select(forward => forward.Id).ToArray();
        var updates = (await db.Set<ForwardUpdate>().AsNoTracking().Where(update => ids.Contains(update.ForwardId))
            .OrderByDescending(update => update.At).ThenByDescending(update => update.Id).ToListAsync(cancellationToken)).ToLookup(update => update.ForwardId);
        var told = (await db.Set<OwnUpdate>().AsNoTracking().Where(update => ids.Contains(update.ForwardId))
            .OrderByDescending(update => update.Id).ToListAsync(cancellationToken)).ToLookup(update => update.ForwardId);
        return [.. forwards.Select(forward => new ForwardView(
            forward.Id,
            settings.Value.NameOf(forward.Partner),
            forward.State, forward.TheirId, forward.SentAt, forward.NextAttemptAt, forward.LastAnswer,
            ForwardView.LinesOf(forward.Sent), [.. updates[forward.Id]], [.. told[forward.Id]]))];
    }
}
