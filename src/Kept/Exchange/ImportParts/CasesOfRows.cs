using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Exchange.ImportParts;

/// <summary>Finds the cases that rows name: by what the other system calls them, else by their reference here.</summary>
internal sealed class CasesOfRows(KeptDb db, CatalogueInUse catalogue)
{
    /// <returns>By the name in the row; without those that are nobody's.</returns>
    public async Task<IReadOnlyDictionary<string, AboutCase>> FindAsync(string source, IEnumerable<PartRow> rows, CancellationToken cancellationToken)
    {
        var names = rows.Select(row => row.Case).Distinct().ToList();
        var found = await (from imported in db.Set<ImportedCase>().AsNoTracking()
                           join about in db.Cases on imported.CaseId equals about.Id
                           where imported.Source == source && names.Contains(imported.ExternalId)
                           select new { imported.ExternalId, About = new Found(about.Id, about.ReceivedAt, about.Channel, about.ServiceCode, imported.At) })
            .ToDictionaryAsync(row => row.ExternalId, row => Of(row.About, byReference: false), cancellationToken);
        var others = names.Where(name => !found.ContainsKey(name))
            .Select(name => (Name: name, Reference: Reference.TryParse(name, out var reference) ? reference : (Reference?)null))
            .Where(other => other.Reference is not null).ToList();
        if (others.Count == 0)
        {
            return found;
        }

        var references = others.Select(other => other.Reference!.Value).Distinct().ToList();
        var here = await db.Cases.AsNoTracking().Where(about => references.Contains(about.Reference))
            .Select(about => new { about.Reference, About = new Found(about.Id, about.ReceivedAt, about.Channel, about.ServiceCode,
                db.Set<ImportedCase>().Where(imported => imported.CaseId == about.Id).OrderBy(imported => imported.At).Select(imported => (Instant?)imported.At).FirstOrDefault()) })
            .ToDictionaryAsync(row => row.Reference, row => Of(row.About, byReference: true), cancellationToken);
        foreach (var (name, reference) in others)
        {
            if (here.TryGetValue(reference!.Value, out var about))
            {
                found.Add(name, about);
            }
        }

        return found;
    }

    private AboutCase Of(Found found, bool byReference) =>
        new(found.Id, found.ReceivedAt, found.Channel, catalogue.Find(found.Service)?.Service, byReference, found.CountedAt);

    private sealed record Found(CaseId Id, Instant ReceivedAt, Channel Channel, string Service, Instant? CountedAt);
}
