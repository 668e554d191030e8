using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Keys.ListKeys;

/// <param name="State">"good", "expired" or "revoked", as the texts name it.</param>
internal sealed record ListedKey(AccessKey Key, string State);

/// <summary>Keys, those that still work first, then the newest.</summary>
internal sealed class ListKeys(KeptDb db, IClock clock)
{
    public Task<IReadOnlyList<ListedKey>> AllAsync(CancellationToken cancellationToken) => ReadAsync(db.Set<AccessKey>(), cancellationToken);

    public Task<IReadOnlyList<ListedKey>> OfStaffAsync(long staffId, CancellationToken cancellationToken) =>
        ReadAsync(db.Set<AccessKey>().Where(key => key.StaffId == staffId), cancellationToken);

    /// <summary>Null where there is no such key.</summary>
    public async Task<ListedKey?> OneAsync(long keyId, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Set<AccessKey>().Where(key => key.Id == keyId), cancellationToken)).SingleOrDefault();

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Partner>> PartnersAsync(CancellationToken cancellationToken) =>
        [.. (await db.Set<Partner>().AsNoTracking().ToListAsync(cancellationToken)).OrderBy(partner => partner.Name, StringComparer.CurrentCulture)];

    /// <summary>Null where there is no such partner.</summary>
    public Task<Partner?> PartnerAsync(long partnerId, CancellationToken cancellationToken) =>
        db.Set<Partner>().AsNoTracking().SingleOrDefaultAsync(partner => partner.Id == partnerId, cancellationToken);

    private async Task<IReadOnlyList<ListedKey>> ReadAsync(IQueryable<AccessKey> wanted, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        return
        [
            .. (await wanted.AsNoTracking().OrderByDescending(key => key.Id).ToListAsync(cancellationToken))
                .Select(key => new ListedKey(key, StateOf(key, now)))
                .OrderBy(listed => listed.State != "good"),
        ];
    }

    private static string StateOf(AccessKey key, Instant now) =>
        key.RevokedAt is not null ? "revoked" : key.HasExpired(now) ? "expired" : "good";
}
