using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks;

/// <summary>A webhook for which turns are kept.</summary>
/// <param name="Personal">It asks for personal data, and the administrator who made it still is one.</param>
internal sealed record WantedTurns(long WebhookId, WebhookTerms Terms, bool Personal);

/// <summary>
/// The webhooks that turns are kept for, from memory: a save must not ask the database for them. At most half a minute
/// behind other processes; what a new webhook misses in that time can be replayed.
/// </summary>
internal sealed class WebhooksInUse(IServiceScopeFactory scopes, StaffDirectory directory, IClock clock)
{
    private static readonly Duration Freshness = Duration.FromSeconds(30);

    private volatile Copy? copy;

    public async ValueTask<IReadOnlyList<WantedTurns>> AllAsync(CancellationToken cancellationToken) =>
        copy is { } current && clock.GetCurrentInstant() - current.At < Freshness ? current.Wanted : await ReloadAsync(cancellationToken);

    /// <summary>To be called after a change.</summary>
    public void Forget() => copy = null;

    private async Task<IReadOnlyList<WantedTurns>> ReloadAsync(CancellationToken cancellationToken)
    {
        var at = clock.GetCurrentInstant();
        await using var scope = scopes.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<KeptDb>().Set<Webhook>().AsNoTracking()
            .Where(webhook => webhook.State != WebhookState.SwitchedOff).OrderBy(webhook => webhook.Id).ToListAsync(cancellationToken);
        var wanted = new List<WantedTurns>();
        foreach (var webhook in stored)
        {
            wanted.Add(new WantedTurns(webhook.Id, webhook.Terms, await MayBePersonalAsync(webhook, cancellationToken)));
        }

        copy = new Copy(wanted, at);
        return wanted;
    }

    public async ValueTask<bool> MayBePersonalAsync(Webhook webhook, CancellationToken cancellationToken) =>
        webhook.Personal && await directory.FindAsync(webhook.MadeById, cancellationToken) is { Active: true, Role: StaffRole.Administrator };

    private sealed record Copy(IReadOnlyList<WantedTurns> Wanted, Instant At);
}
