using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Promises;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Cases;

/// <summary>Takes cases out of the database for operations to work on.</summary>
internal sealed class CaseFiles(KeptDb db, CatalogueInUse catalogue, PromiseMakers promises, IdSource ids, IClock clock)
{
    /// <summary>Null when there is no such case.</summary>
    public Task<CaseFile?> TakeAsync(CaseId id, By by, CancellationToken cancellationToken) =>
        TakeAsync(db.Cases.Where(c => c.Id == id), by, cancellationToken);

    /// <inheritdoc cref="TakeAsync(CaseId, By, CancellationToken)"/>
    public Task<CaseFile?> TakeAsync(Reference reference, By by, CancellationToken cancellationToken) =>
        TakeAsync(db.Cases.Where(c => c.Reference == reference), by, cancellationToken);

    /// <summary>As <see cref="TakeAsync(Reference, By, CancellationToken)"/>, to be looked at only.</summary>
    public Task<CaseFile?> ReadAsync(Reference reference, By by, CancellationToken cancellationToken) =>
        TakeAsync(db.Cases.AsNoTracking().Where(c => c.Reference == reference), by, cancellationToken);

    /// <summary>The circumstances of a change to a case of this service.</summary>
    public CaseWork WorkOn(Service service, By by) =>
        new(service, promises.For(service), ids.Next, clock.GetCurrentInstant(), by.Actor, by.StaffId);

    private async Task<CaseFile?> TakeAsync(IQueryable<Case> wanted, By by, CancellationToken cancellationToken)
    {
        var found = await wanted
            .Include(c => c.Followers).Include(c => c.Stages).Include(c => c.Promises)
            .Include(c => c.Pauses).Include(c => c.Visits).Include(c => c.ContactLog)
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var service = await catalogue.ServiceOfAsync(found.ServiceVersionId, cancellationToken);
        return new CaseFile(found, WorkOn(service, by));
    }
}
