using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports.IsItOneOfThese;

/// <param name="Metres">From the place of the draft; null where either has no point and the address is the same.</param>
internal sealed record SimilarCase(Case Case, double? Metres);

/// <summary>
/// Open cases of the same service near the place of a matter, or at the same address. Only to whoever stands at such a
/// place with such a matter are they shown, so nobody can browse what others reported.
/// </summary>
internal sealed class SimilarCases(KeptDb db)
{
    public const int Most = 5;

    /// <summary>Enough to hold the nearest five wherever the database starts to read.</summary>
    private const int MostInBox = 500;

    /// <summary>Of the newest with the same number anywhere in their address; the rest of it is compared here.</summary>
    private const int MostOfNumber = 500;

    private const double MetresPerDegree = 111_195;

    /// <summary>Nearest first; empty for services that do not look for duplicates.</summary>
    public async Task<ImmutableArray<SimilarCase>> FindAsync(OpenDraft draft, CancellationToken cancellationToken) =>
        draft.Spot is { Place: var place } ? await FindAsync(draft.Service, place, cancellationToken) : [];

    /// <inheritdoc cref="FindAsync(OpenDraft, CancellationToken)"/>
    public async Task<ImmutableArray<SimilarCase>> FindAsync(Service service, Place place, CancellationToken cancellationToken)
    {
        if (service.DuplicatesWithinMetres is not { } radius)
        {
            return [];
        }

        var near = await NearAsync(service, place, radius, cancellationToken);
        var there = await SameAddressAsync(service, place, cancellationToken);
        var ids = near.Concat(there).DistinctBy(found => found.Id)
            .OrderBy(found => found.Metres ?? 0).Take(Most).ToDictionary(found => found.Id, found => found.Metres);
        if (ids.Count == 0)
        {
            return [];
        }

        CaseId[] wanted = [.. ids.Keys];
        var cases = await db.Cases.AsNoTracking().Where(c => wanted.Contains(c.Id)).Include(c => c.Promises).ToListAsync(cancellationToken);
        return [.. cases.Select(c => new SimilarCase(c, ids[c.Id])).OrderBy(similar => similar.Metres ?? 0)];
    }

    private IQueryable<Case> OpenOf(Service service) =>
        db.Cases.AsNoTracking().Where(c => c.ServiceCode == service.Code && c.State != CaseState.Closed);

    /// <summary>A box around the circle by the index, then the circle itself. Far north a degree of longitude is short, so the box is wider there.</summary>
    private async Task<IEnumerable<(CaseId Id, double? Metres)>> NearAsync(Service service, Place place, int radius, CancellationToken cancellationToken)
    {
        if (place is not { Latitude: { } latitude, Longitude: { } longitude })
        {
            return [];
        }

        var high = radius / MetresPerDegree;
        var wide = high / Math.Max(0.01, Math.Cos(double.DegreesToRadians(latitude)));
        var (south, north, west, east) = (latitude - high, latitude + high, longitude - wide, longitude + wide);
        var inBox = await OpenOf(service)
            .Where(c => c.Latitude >= south && c.Latitude <= north && c.Longitude >= west && c.Longitude <= east)
            .OrderByDescending(c => c.ReceivedAt)
            .Select(c => new { c.Id, c.Latitude, c.Longitude })
            .Take(MostInBox)
            .ToListAsync(cancellationToken);
        return from found in inBox
               let metres = place.MetresTo(new Place(found.Latitude, found.Longitude))
               where metres <= radius
               orderby metres
               select (found.Id, metres);
    }

    private async Task<IEnumerable<(CaseId Id, double? Metres)>> SameAddressAsync(Service service, Place place, CancellationToken cancellationToken)
    {
        if (place.Address is not { Length: > 0 } address)
        {
            return [];
        }

        var number = AddressWords.NumberIn(address) ?? "";
        var written = await OpenOf(service)
            .Where(c => c.PlaceAddress!.Contains(number))
            .OrderByDescending(c => c.ReceivedAt)
            .Select(c => new { c.Id, c.PlaceAddress })
            .Take(MostOfNumber)
            .ToListAsync(cancellationToken);
        return written.Where(found => AddressWords.AreSame(found.PlaceAddress!, address)).Take(Most).Select(found => (found.Id, (double?)null));
    }
}
