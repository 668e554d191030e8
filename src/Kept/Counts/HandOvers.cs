using System.Text.Json;
using Kept.Domain.Cases;
using Kept.Domain.Counts;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Counts;

/// <summary>Reads from the timeline which team had a case when.</summary>
internal static class HandOvers
{
    public static async Task<IReadOnlyList<HandedOver>> OfAsync(KeptDb db, CaseId id, CancellationToken cancellationToken)
    {
        var lines = await db.CaseEvents.AsNoTracking().Where(line => line.CaseId == id && line.Kind == EventKind.HandedOver)
            .OrderBy(line => line.At).ThenBy(line => line.Id).Select(line => new { line.At, line.Details }).ToListAsync(cancellationToken);
        return [.. lines.Select(line => Read(line.At, line.Details)).OfType<HandedOver>()];
    }

    /// <summary>Null where the team stayed the same: only the owner changed.</summary>
    public static HandedOver? Read(Instant at, string details)
    {
        using var json = JsonDocument.Parse(details);
        var (from, to) = (json.RootElement.GetProperty("fromTeam").GetString()!, json.RootElement.GetProperty("team").GetString()!);
        return from == to ? null : new HandedOver(at, from, to);
    }
}
