using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Open311;

/// <summary>The events of a case that programs are told as updates. The condition stands as text, as its index does (schema 0012).</summary>
internal static class ToldEvents
{
    public static IQueryable<CaseEvent> Of(KeptDb db) => db.CaseEvents.FromSqlRaw(
        """
        SELECT * FROM case_events
        WHERE kind IN ('Visited', 'StageEnded', 'PromiseRevised', 'Paused', 'Resumed', 'Closed', 'Withdrawn', 'Reopened', 'Unmerged')
        """).AsNoTracking();
}
