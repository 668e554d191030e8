using Kept.Domain.Cases;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Open311;

/// <summary>
/// Photos of cases that whoever asks may see: of all cases where the setting says so, else of those that came from the
/// partner itself; and only what residents see on the page of the case, that came with the report or proves our work.
/// </summary>
internal sealed class ShownPhotos(KeptDb db, IOptions<Open311Settings> settings)
{
    /// <param name="own">Those that came from the partner that asks.</param>
    public async Task<IReadOnlyList<StoredFile>> OfAsync(IEnumerable<CaseId> cases, HashSet<CaseId> own, CancellationToken cancellationToken)
    {
        var wanted = cases.Where(id => settings.Value.PublicPhotos || own.Contains(id)).Select(id => (CaseId?)id).ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        var files = await db.Set<StoredFile>().AsNoTracking()
            .Where(file => wanted.Contains(file.CaseId) && file.IsPublic && (file.Purpose == FilePurpose.Report || file.Purpose == FilePurpose.Proof))
            .OrderBy(file => file.Id).ToListAsync(cancellationToken);
        return [.. files.Where(file => file.Kind.IsPicture)];
    }
}
