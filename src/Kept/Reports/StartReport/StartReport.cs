using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using NodaTime;

namespace Kept.Reports.StartReport;

/// <summary>Somebody who works here writes for a person who rang or stands at the counter.</summary>
internal sealed record Assistance(long StaffId, Channel Channel);

/// <summary>Begins a draft.</summary>
internal sealed class StartReport(KeptDb db, IdSource ids, IClock clock)
{
    public async Task<OpenDraft> HandleAsync(CataloguedService service, string language, Assistance? assistance, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var draft = new Draft(ids.Next(), service, language, assistance?.StaffId, now);
        if (assistance is not null)
        {
            draft.Describe(DraftDetails.None with { Channel = assistance.Channel }, language, now);
        }

        db.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        return new OpenDraft(draft, service.Service);
    }
}
