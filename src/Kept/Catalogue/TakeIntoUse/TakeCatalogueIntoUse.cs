using System.Collections.Immutable;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Catalogue.TakeIntoUse;

/// <summary>
/// Reads the files and, where they differ from what is in use, adds a version of each service that changed and one of
/// the whole catalogue. Versions that cases were made under stay as they are.
/// </summary>
internal sealed class TakeCatalogueIntoUse(KeptDb db, CatalogueFiles files, IdSource ids, IClock clock)
{
    public async Task<CatalogueTaking> RunAsync(string folder, CancellationToken cancellationToken)
    {
        switch (files.Read(folder))
        {
            case CatalogueReading.Wrong wrong:
                return new CatalogueTaking.Wrong(wrong.Mistakes);
            case CatalogueReading.Right right:
                try
                {
                    return await TakeAsync(right, cancellationToken);
                }
                catch (DbUpdateException)
                {
                    // Another process took a catalogue into use at the same moment: compare again with what it left.
                    db.ChangeTracker.Clear();
                    return await TakeAsync(right, cancellationToken);
                }

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<CatalogueTaking> TakeAsync(CatalogueReading.Right read, CancellationToken cancellationToken)
    {
        var running = await db.CatalogueVersions.AsNoTracking().OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellationToken);
        var newest = await NewestOfEachAsync(cancellationToken);
        var now = clock.GetCurrentInstant();
        var changes = ImmutableArray.CreateBuilder<ServiceChange>();
        var inUse = new List<long>();
        foreach (var file in read.Services)
        {
            var before = newest.GetValueOrDefault(file.Service.Code);
            if (before is { } same && same.Hash == file.Definition.Hash)
            {
                inUse.Add(same.Id);
                continue;
            }

            var version = new ServiceVersion(
                ids.Next(), file.Service.Code, (before?.Number ?? 0) + 1, file.Definition.Hash, file.Definition.Json, now);
            db.ServiceVersions.Add(version);
            inUse.Add(version.Id);
            changes.Add(new ServiceChange(version.ServiceCode, version.Number));
        }

        if (running is not null && running.Hash == read.Council.Definition.Hash && running.ServiceVersionIds.SequenceEqual(inUse))
        {
            return new CatalogueTaking.Unchanged();
        }

        db.CatalogueVersions.Add(new CatalogueVersion(
            ids.Next(), (running?.Number ?? 0) + 1, read.Council.Definition, inUse, now));
        await db.SaveChangesAsync(cancellationToken);
        return new CatalogueTaking.Taken(changes.ToImmutable(), Withdrawn(running, read, newest));
    }

    private async Task<Dictionary<string, Newest>> NewestOfEachAsync(CancellationToken cancellationToken)
    {
        var all = await db.ServiceVersions.AsNoTracking()
            .Select(version => new Newest(version.Id, version.ServiceCode, version.Number, version.Hash))
            .ToListAsync(cancellationToken);
        return all.GroupBy(version => version.Code, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(version => version.Number)!, StringComparer.Ordinal);
    }

    private static ImmutableArray<string> Withdrawn(
        CatalogueVersion? running, CatalogueReading.Right read, Dictionary<string, Newest> newest)
    {
        var before = running?.ServiceVersionIds ?? [];
        return [.. newest.Values.Where(version => before.Contains(version.Id)).Select(version => version.Code)
            .Except(read.Services.Select(file => file.Service.Code), StringComparer.Ordinal)];
    }

    private sealed record Newest(long Id, string Code, int Number, string Hash);
}
