using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Forwarding;
using Kept.Forwarding.Exchange.TakeUpdate;
using Kept.Keys;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Open311.SendUpdate;

/// <summary>Updates from a partner who does the work of a case, sent to us instead of being asked for.</summary>
internal sealed class WorkUpdates(KeptDb db, TakeUpdate take, IOptions<ForwardingSettings> settings)
{
    /// <summary>What this partner was given of the case; null where it is none that they work on.</summary>
    public async Task<Forward?> FindAsync(KeyPartner partner, Reference reference, CancellationToken cancellationToken)
    {
        var names = settings.Value.Partners.Where(known => known.Value.KeyPartner == partner.Name).Select(known => known.Key).ToArray();
        return await db.Set<Forward>().AsNoTracking()
            .Where(forward => names.Contains(forward.Partner) && db.Cases.Any(about => about.Id == forward.CaseId && about.Reference == reference))
            .OrderByDescending(forward => forward.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The update as it is kept; null where others changed the case again and again at this moment.</summary>
    public async Task<ForwardUpdate?> TakeAsync(Forward forward, UpdateForm form, ImmutableArray<StoredFile> files, CancellationToken cancellationToken)
    {
        var status = settings.Value.Partners[forward.Partner].StatusOf(form.Given);
        var input = new TakeUpdateInput(forward.Id, forward.CaseId, form.UpdateId, status, form.At, form.Words)
        {
            Given = form.Given,
            Sender = form.Sender?.ToString(),
            Media = form.Media,
            Files = files,
            Content = form.Content,
        };
        await take.HandleAsync(input, cancellationToken);
        return await db.Set<ForwardUpdate>().AsNoTracking()
            .SingleOrDefaultAsync(update => update.ForwardId == forward.Id && update.UpdateId == form.UpdateId, cancellationToken);
    }
}
