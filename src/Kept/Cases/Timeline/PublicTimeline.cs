using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.Timeline;

/// <summary>What happened to a case, for whoever has a link to it: on the page of the case, and for programs.</summary>
internal sealed class PublicTimeline(KeptDb db, CatalogueInUse catalogue)
{
    /// <summary>Public events in the words that staff read too, the newest first; what the resident wrote is shown to the resident alone.</summary>
    /// <param name="isReporter">Whether the person whose case it is reads it.</param>
    public async Task<ImmutableArray<EventLine>> OfAsync(CaseFile file, bool isReporter, Words words, CancellationToken cancellationToken)
    {
        var events = await db.CaseEvents.AsNoTracking().Where(entry => entry.CaseId == file.Case.Id && entry.IsPublic)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).ToListAsync(cancellationToken);
        var zone = catalogue.CalendarOf(file.Service.Calendar).Zone;
        var writer = new EventWords(file, catalogue.Current.Council, zone, words);
        return [.. writer.OfAll(events).Select(told => told.Entry.Actor == Actor.Resident && !isReporter
            ? told.Line with { Said = null }
            : told.Line)];
    }
}
