using Kept.Domain.Cases;
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
    /// <summary>Our name for the update; null where the case is none that this partner works on.</summary>
    public async Task<long?> TakeAsync(KeyPartner partner, Reference reference, UpdateForm form, CancellationToken cancellationToken)
    {
        var names = settings.Value.Partners.Where(known => known.Value.KeyPartner == partner.Name).Select(known => known.Key).ToArray();
        var forward = await db.Set<Forward>().AsNoTracking()
            .Where(forward => names.Contains(forward.Partner) && db.Cases.Any(about => about.Id == forward.CaseId && about.Reference == reference))
            .OrderByDescending(forward => forward.Id).FirstOrDefaultAsync(cancellationToken);
        if (forward is null)
        {
            return null;
        }

        await take.HandleAsync(new TakeUpdateInput(forward.Id, forward.CaseId, form.UpdateId, form.Status, form.At, form.Words), cancellationToken);
        return await db.Set<ForwardUpdate>().AsNoTracking().Where(update => update.ForwardId == forward.Id && update.UpdateId == form.UpdateId)
            .Select(update => (long?)update.Id).SingleOrDefaultAsync(cancellationToken);
    }
}
