using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Kept.Catalogue.Reading;
using Kept.Domain.Calendars;
using Kept.Domain.Catalogue;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Catalogue;

/// <summary>The catalogue that runs now, in memory; and the version of a service under which an older case was made.</summary>
internal sealed class CatalogueInUse(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<long, CataloguedService> versions = [];
    private volatile CatalogueSnapshot? current;

    /// <exception cref="InvalidOperationException">The program has not been started.</exception>
    public CatalogueSnapshot Current => current ?? throw new InvalidOperationException("The catalogue has not been loaded yet.");

    public Calendar CalendarOf(string code) => Current.CalendarOf(code);

    /// <summary>A service that is offered now; null when there is none of this code.</summary>
    public CataloguedService? Find(string code) => Current.Find(code);

    /// <summary>The service as it was when a case was made. At once for versions that were asked for before.</summary>
    /// <exception cref="InvalidOperationException">There never was such a version: a bug.</exception>
    public async ValueTask<Service> ServiceOfAsync(long versionId, CancellationToken cancellationToken) =>
        versions.TryGetValue(versionId, out var known)
            ? known.Service
            : (await LoadAsync([versionId], cancellationToken))[0].Service;

    /// <summary>As <see cref="ServiceOfAsync"/>, for the cases of a list: one query at most.</summary>
    public async ValueTask<IReadOnlyDictionary<long, Service>> ServicesOfAsync(IEnumerable<long> versionIds, CancellationToken cancellationToken)
    {
        var wanted = versionIds.Distinct().ToArray();
        var missing = wanted.Where(id => !versions.ContainsKey(id)).ToArray();
        if (missing.Length > 0)
        {
            await LoadAsync(missing, cancellationToken);
        }

        return wanted.ToDictionary(id => id, id => versions[id].Service);
    }

    /// <summary>Reads the newest catalogue of the database and swaps it in. False when the database has none.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
        var newest = await db.CatalogueVersions.AsNoTracking().OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellationToken);
        if (newest is null)
        {
            return false;
        }

        if (newest.Id != current?.Id)
        {
            var council = CouncilReader.Read(Definition.Parse("council", newest.Council));
            var ids = newest.ServiceVersionIds;
            await LoadAsync([.. ids.Where(id => !versions.ContainsKey(id))], cancellationToken);
            current = new CatalogueSnapshot(
                newest.Id,
                council,
                [.. ids.Select(id => versions[id]).OrderBy(service => service.Service.Code, StringComparer.Ordinal)],
                await CalendarsAsync(db, cancellationToken));
        }

        return true;
    }

    /// <summary>
    /// Every calendar there ever was, each in its newest form: a promise keeps the code of the calendar it was counted
    /// on, also when the council has taken that calendar away since.
    /// </summary>
    private static async Task<FrozenDictionary<string, Calendar>> CalendarsAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var councils = await db.CatalogueVersions.AsNoTracking().OrderByDescending(version => version.Number)
            .Select(version => new { version.Hash, version.Council }).ToListAsync(cancellationToken);
        return councils.DistinctBy(version => version.Hash)
            .SelectMany(version => CouncilReader.Read(Definition.Parse("council", version.Council)).Calendars)
            .DistinctBy(calendar => calendar.Code)
            .ToFrozenDictionary(calendar => calendar.Code, calendar => new Calendar(calendar), StringComparer.Ordinal);
    }

    private async Task<ImmutableArray<CataloguedService>> LoadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
        var rows = await db.ServiceVersions.AsNoTracking().Where(version => ids.Contains(version.Id)).ToListAsync(cancellationToken);
        if (rows.Count < ids.Count)
        {
            throw new InvalidOperationException($"There is no service version {string.Join(", ", ids.Except(rows.Select(row => row.Id)))}.");
        }

        return [.. rows.Select(row => versions.GetOrAdd(row.Id, _ => new CataloguedService(
            row.Id, row.Number, ServiceReader.Read(Definition.Parse($"{row.ServiceCode} version {row.Number}", row.Definition)))))];
    }
}
