using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Storage;

namespace Kept.Open311;

/// <summary>Which cases whoever asks may see: those of listed services, and a partner all that came from it.</summary>
internal sealed class SeenCases(KeptDb db, PartnerServices services)
{
    public IQueryable<Case> By(KeyPartner? partner)
    {
        var listed = services.ListedCodes.ToArray();
        return partner is { Id: var id }
            ? db.Cases.Where(about => listed.Contains(about.ServiceCode)
                || db.Set<PartnerRequest>().Any(request => request.CaseId == about.Id && request.PartnerId == id))
            : db.Cases.Where(about => listed.Contains(about.ServiceCode));
    }
}
