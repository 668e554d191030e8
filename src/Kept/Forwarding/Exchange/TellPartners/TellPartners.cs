using System.Globalization;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Outside;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding.Exchange.TellPartners;

/// <summary>
/// Tells partners what became here of cases that they have, one at a time and in order for each case. After a lost answer
/// the same goes again under the same update_id: at least once, and whoever keeps ids apart takes it once.
/// </summary>
internal sealed class TellPartners(
    KeptDb db, TheirServer server, OneInHand inHand, ForwardMails mails, TextLibrary texts, IClock clock, IOptions<ForwardingSettings> settings, IOptions<KeptSettings> kept)
    : IPeriodicWork
{
    public Duration Pause => Duration.FromSeconds(10);

    private Words Ours => texts.In(kept.Value.Organisation.Language);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken) => inHand.WorkAsync(Due, TellAsync, cancellationToken);

    /// <summary>The oldest of each case comes first, and none goes before they have the case.</summary>
    private IQueryable<OwnUpdate> Due(Instant now) => db.Set<OwnUpdate>()
        .Where(update => update.State == OwnUpdateState.Waiting && update.NextAttemptAt <= now)
        .Where(update => db.Set<Forward>().Any(forward => forward.Id == update.ForwardId && forward.TheirId != null
            && (forward.State == ForwardState.WithThem || forward.State == ForwardState.Done)))
        .Where(update => !db.Set<OwnUpdate>().Any(earlier => earlier.ForwardId == update.ForwardId && earlier.State == OwnUpdateState.Waiting && earlier.Id < update.Id))
        .OrderBy(update => update.NextAttemptAt).ThenBy(update => update.Id);

    private async Task TellAsync(OwnUpdate update, CancellationToken cancellationToken)
    {
        var forward = await db.Set<Forward>().SingleAsync(forward => forward.Id == update.ForwardId, cancellationToken);
        if (!settings.Value.Partners.TryGetValue(forward.Partner, out var partner))
        {
            update.WasRefused(update.Sent, Ours["forward.noSetting"]);
        }
        else if (await FormAsync(update, forward, partner, cancellationToken) is { Length: > 0 } fields)
        {
            var answer = await server.PostAsync(partner, "servicerequestupdates.xml", fields, $"kept-update-{update.Id}", cancellationToken);
            Take(update, forward, string.Join("\n", fields.Select(field => $"{field.Name}: {field.Value}")), answer);
        }
        else
        {
            db.Remove(update);
        }

        if (update.State == OwnUpdateState.Failed)
        {
            await mails.NotToldAsync(forward, update.LastAnswer, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<System.Collections.Immutable.ImmutableArray<(string Name, string? Value)>> FormAsync(
        OwnUpdate update, Forward forward, ForwardPartner partner, CancellationToken cancellationToken)
    {
        if (forward.State == ForwardState.Done && update.Status.Ends())
        {
            return []; // meanwhile they have said so themselves
        }

        var said = update.EventId is { } line ? await db.CaseEvents.AsNoTracking().SingleOrDefaultAsync(known => known.Id == line, cancellationToken) : null;
        var wanted = update.FileIds;
        CaseId? about = forward.CaseId;
        var files = wanted.Length == 0 ? [] : await db.Set<StoredFile>().AsNoTracking()
            .Where(file => wanted.Contains(file.Id) && file.CaseId == about && file.IsPublic).OrderBy(file => file.Id).ToListAsync(cancellationToken);
        return new UpdateForm(partner, Ours, kept.Value).Of(update, forward, said, files);
    }

    private void Take(OwnUpdate update, Forward forward, string sent, OutsideAnswer answer)
    {
        var now = clock.GetCurrentInstant();
        switch (answer)
        {
            case OutsideAnswer.Answered { Status: >= 200 and < 300 } taken when RecordsIn(taken.Body) is { } records:
                update.WasTaken(sent, records.Select(record => record.One("update_id")).FirstOrDefault(id => id is { Length: > 0 and <= 200 }), now);
                if (update.Status == WorkStatus.Reopen)
                {
                    forward.WorkGoesOn();
                }

                break;
            case OutsideAnswer.Answered { Status: >= 200 and < 300 }:
                update.WasNotTaken(sent, now, Ours["forward.notUnderstood"]);
                break;
            case OutsideAnswer.Answered { Status: >= 400 and < 500 and not (408 or 425 or 429) } refused:
                update.WasRefused(sent, TheirAnswer.ErrorIn(refused.Body) ?? Status(refused));
                break;
            case OutsideAnswer.Answered strange:
                update.WasNotTaken(sent, now, Status(strange));
                break;
            case OutsideAnswer.Nothing { Trouble: OutsideTrouble.BadAddress or OutsideTrouble.InsideNetwork }:
                update.WasRefused(sent, Ours["forward.noWay"]);
                break;
            case OutsideAnswer.Nothing:
                update.WasNotTaken(sent, now, Ours["forward.notReached"]);
                break;
        }
    }

    /// <summary>None where they say yes and no more, as some do; null for a page of a proxy that is in trouble.</summary>
    private static IReadOnlyList<TheirRecord>? RecordsIn(byte[] body) => body.Length == 0 ? [] : TheirAnswer.Records(body, "request_update");

    private string Status(OutsideAnswer.Answered answer) => Ours["forward.answered", ("status", answer.Status.ToString(CultureInfo.InvariantCulture))];
}
