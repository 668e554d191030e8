using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports;

/// <summary>Takes drafts out of the database.</summary>
internal sealed class Drafts(KeptDb db, CatalogueInUse catalogue)
{
    /// <summary>Null when there is no such draft of this service: never begun, mistyped, or swept away.</summary>
    public async Task<OpenDraft?> FindAsync(string? service, string? secret, CancellationToken cancellationToken)
    {
        if (!Secret.TryParse(secret, out var wanted))
        {
            return null;
        }

        var draft = await db.Set<Draft>().SingleOrDefaultAsync(draft => draft.Secret == wanted, cancellationToken);
        return draft is null || draft.ServiceCode != service
            ? null
            : new OpenDraft(draft, await catalogue.ServiceOfAsync(draft.ServiceVersionId, cancellationToken));
    }
}
