using Kept.Catalogue;
using Kept.Storage;
using NodaTime;

namespace Kept.Reports.StartReport;

/// <summary>Begins a draft.</summary>
internal sealed class StartReport(KeptDb db, IdSource ids, IClock clock)
{
    public async Task<OpenDraft> HandleAsync(CataloguedService service, string language, CancellationToken cancellationToken)
    {
        var draft = new Draft(ids.Next(), service, language, assistedById: null, clock.GetCurrentInstant());
        db.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        return new OpenDraft(draft, service.Service);
    }
}
