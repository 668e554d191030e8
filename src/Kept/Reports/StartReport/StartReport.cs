using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Reports.StartReport;

/// <summary>Somebody who works here writes for a person who rang or stands at the counter.</summary>
/// <param name="Caller">The follower of another case who it is, where that is known.</param>
internal sealed record Assistance(long StaffId, Channel Channel, long? Caller = null);

/// <summary>Begins a draft.</summary>
internal sealed class StartReport(KeptDb db, IdSource ids, IClock clock)
{
    public async Task<OpenDraft> HandleAsync(CataloguedService service, string language, Assistance? assistance, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var draft = new Draft(ids.Next(), service, language, assistance?.StaffId, now);
        if (assistance is not null)
        {
            var caller = await db.Set<Follower>().AsNoTracking().SingleOrDefaultAsync(follower => follower.Id == assistance.Caller, cancellationToken);
            draft.Describe(Known(caller) with { Channel = assistance.Channel }, caller?.Language ?? language, now);
        }

        db.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        return new OpenDraft(draft, service.Service);
    }

    private static DraftDetails Known(Follower? caller) =>
        caller is null ? DraftDetails.None : DraftDetails.None with { Name = caller.Name, Mail = caller.Mail, Phone = caller.Phone, Address = caller.Address };
}
