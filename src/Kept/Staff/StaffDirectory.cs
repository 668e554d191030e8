using System.Collections.Frozen;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Staff;

/// <summary>Somebody who works or worked here, as others see them.</summary>
internal sealed record StaffEntry(long Id, string Name, StaffRole Role, string? Team, string Language, bool Active);

/// <summary>
/// Who is behind an id, for showing owners and authors; from memory, at most half a minute behind other processes.
/// </summary>
internal sealed class StaffDirectory(IServiceScopeFactory scopes, IClock clock)
{
    private static readonly Duration Freshness = Duration.FromSeconds(30);

    private volatile Copy? copy;

    public async ValueTask<StaffEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        var people = await ReadAsync(cancellationToken);
        return people.TryGetValue(id, out var entry) ? entry
            // Somebody who came a moment ago through another process.
            : (await ReloadAsync(cancellationToken)).GetValueOrDefault(id);
    }

    /// <summary>Everybody who is active, by name.</summary>
    public async ValueTask<IReadOnlyList<StaffEntry>> ActiveAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken)).Values.Where(entry => entry.Active).OrderBy(entry => entry.Name, StringComparer.CurrentCulture)];

    /// <summary>Everybody who is active in a team, by name.</summary>
    public async ValueTask<IReadOnlyList<StaffEntry>> OfTeamAsync(string team, CancellationToken cancellationToken) =>
        [.. (await ActiveAsync(cancellationToken)).Where(entry => entry.Team == team)];

    /// <summary>To be called after a change.</summary>
    public void Forget() => copy = null;

    private async ValueTask<FrozenDictionary<long, StaffEntry>> ReadAsync(CancellationToken cancellationToken) =>
        copy is { } current && clock.GetCurrentInstant() - current.At < Freshness ? current.People : await ReloadAsync(cancellationToken);

    private async Task<FrozenDictionary<long, StaffEntry>> ReloadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var at = clock.GetCurrentInstant();
        var people = await scope.ServiceProvider.GetRequiredService<KeptDb>().Set<StaffMember>().AsNoTracking()
            .Select(m => new StaffEntry(m.Id, m.Name, m.Role, m.Team, m.Language, m.Active && m.EmailConfirmed))
            .ToListAsync(cancellationToken);
        var fresh = new Copy(people.ToFrozenDictionary(entry => entry.Id), at);
        copy = fresh;
        return fresh.People;
    }

    private sealed record Copy(FrozenDictionary<long, StaffEntry> People, Instant At);
}
