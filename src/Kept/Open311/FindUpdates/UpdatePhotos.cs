using System.Collections.Immutable;
using Kept.Cases.Timeline;
using Kept.Domain.Cases;
using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Open311.FindUpdates;

/// <summary>Which photos came with which update: those that a visit or a close was saved with.</summary>
internal sealed class UpdatePhotos(KeptDb db, ShownPhotos shown, IOptions<KeptSettings> settings)
{
    /// <summary>Addresses of photos by case and moment; for <see cref="Carries">updates that have any</see>.</summary>
    public async Task<ILookup<(CaseId, Instant), string>> OfAsync(ImmutableArray<CaseEvent> events, HashSet<CaseId> own, CancellationToken cancellationToken)
    {
        var cases = events.Where(Carries).Select(entry => entry.CaseId).Distinct().ToArray();
        var photos = (await shown.OfAsync(cases, own, cancellationToken)).ToDictionary(file => file.Id);
        var with = photos.Values.Select(file => file.CaseId!.Value).Distinct().ToArray();
        var added = with.Length == 0 ? [] : await db.CaseEvents.AsNoTracking()
            .Where(entry => with.Contains(entry.CaseId) && entry.Kind == EventKind.FileAdded && entry.IsPublic).OrderBy(entry => entry.Id).ToListAsync(cancellationToken);
        return (from entry in added
                from id in EventDetails.Of(entry).Numbers("ids")
                where photos.TryGetValue(id, out var photo) && photo.CaseId == entry.CaseId
                select (About: (entry.CaseId, entry.At), Address: settings.Value.AddressOf(photos[id].Path))).ToLookup(found => found.About, found => found.Address);
    }

    public static bool Carries(CaseEvent entry) => entry.Kind is EventKind.Visited or EventKind.Closed;
}
