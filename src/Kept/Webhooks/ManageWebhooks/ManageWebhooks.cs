using System.Collections.Immutable;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Webhooks.ManageWebhooks;

internal abstract record ManageWebhooksOutcome
{
    /// <param name="Secret">A new one, to be shown this once; null where it stayed the same.</param>
    public sealed record Done(Webhook Webhook, WebhookSecret? Secret = null) : ManageWebhooksOutcome;

    public sealed record Refused(ImmutableArray<InputProblem> Problems) : ManageWebhooksOutcome;

    public sealed record NotAllowed : ManageWebhooksOutcome;

    public sealed record NotFound : ManageWebhooksOutcome;

    /// <summary>Somebody else, or the worker, changed it at the same moment; nothing was done.</summary>
    public sealed record ChangedMeanwhile : ManageWebhooksOutcome;
}

/// <summary>Administrators make, edit, pause and delete webhooks, renew their secrets and try them.</summary>
internal sealed class ManageWebhooks(
    KeptDb db, CheckTerms check, WebhookRest rest, WebhooksInUse inUse, WorkBell<SendDueTurns.SendDueTurns> bell, IdSource ids, IClock clock, IOptions<KeptSettings> settings)
{
    public async Task<ManageWebhooksOutcome> MakeAsync(StaffIdentity by, WebhookTerms terms, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ManageWebhooksOutcome.NotAllowed();
        }

        if (await check.ProblemsAsync(terms, null, cancellationToken) is { Length: > 0 } problems)
        {
            return new ManageWebhooksOutcome.Refused(problems);
        }

        var secret = WebhookSecret.NewRandom();
        var webhook = new Webhook(ids.Next(), terms, secret, by.Id, clock.GetCurrentInstant());
        db.Add(webhook);
        return await SaveAsync(webhook, by, WebhookChangeKind.Made, cancellationToken, secret);
    }

    /// <param name="by">An administrator.</param>
    /// <param name="id">Of the webhook.</param>
    /// <param name="terms">As they shall be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="seen">The mark of the terms it was decided on; null for any.</param>
    public Task<ManageWebhooksOutcome> EditAsync(StaffIdentity by, long id, WebhookTerms terms, CancellationToken cancellationToken, string? seen = null) =>
        OnAsync(by, id, async webhook =>
        {
            if (seen is not null && seen != webhook.Terms.Mark)
            {
                return new ManageWebhooksOutcome.ChangedMeanwhile();
            }

            if (await check.ProblemsAsync(terms, webhook, cancellationToken) is { Length: > 0 } problems)
            {
                return new ManageWebhooksOutcome.Refused(problems);
            }

            if (webhook.Address != terms.Address)
            {
                await rest.BringForwardAsync(id, cancellationToken);
            }

            webhook.Change(terms);
            return await SaveAsync(webhook, by, WebhookChangeKind.Edited, cancellationToken);
        }, cancellationToken);

    /// <summary>A new secret; the one before stays good for a day, and both sign.</summary>
    public Task<ManageWebhooksOutcome> RenewSecretAsync(StaffIdentity by, long id, CancellationToken cancellationToken) =>
        OnAsync(by, id, async webhook =>
        {
            var secret = WebhookSecret.NewRandom();
            webhook.Rotate(secret, clock.GetCurrentInstant());
            return await SaveAsync(webhook, by, WebhookChangeKind.SecretRenewed, cancellationToken, secret);
        }, cancellationToken);

    public Task<ManageWebhooksOutcome> PauseAsync(StaffIdentity by, long id, CancellationToken cancellationToken) =>
        OnAsync(by, id, webhook =>
        {
            webhook.Pause();
            return SaveAsync(webhook, by, WebhookChangeKind.Paused, cancellationToken);
        }, cancellationToken);

    /// <summary>After a pause, after it was switched off, or before a failing endpoint would be tried again.</summary>
    public Task<ManageWebhooksOutcome> GoOnAsync(StaffIdentity by, long id, CancellationToken cancellationToken) =>
        OnAsync(by, id, async webhook =>
        {
            await rest.BringForwardAsync(id, cancellationToken);
            webhook.GoOn();
            return await SaveAsync(webhook, by, WebhookChangeKind.WentOn, cancellationToken);
        }, cancellationToken);

    /// <summary>With all its deliveries, whatever state they are in.</summary>
    public Task<ManageWebhooksOutcome> DeleteAsync(StaffIdentity by, long id, CancellationToken cancellationToken) =>
        OnAsync(by, id, webhook =>
        {
            db.Remove(webhook);
            return SaveAsync(webhook, by, WebhookChangeKind.Deleted, cancellationToken);
        }, cancellationToken);

    /// <summary>Sends an event of the kind <see cref="Turn.TestType"/>, also to an endpoint that would be left alone for a while.</summary>
    public Task<ManageWebhooksOutcome> TestAsync(StaffIdentity by, long id, CancellationToken cancellationToken) =>
        OnAsync(by, id, async webhook =>
        {
            var now = clock.GetCurrentInstant();
            db.Add(new WebhookDelivery(ids.Next(), webhook.Id, Turn.Test(settings.Value.PublicAddress, ids.Next(), now), now).First(now));
            webhook.EndRest();
            await db.SaveChangesAsync(cancellationToken);
            bell.Ring();
            return new ManageWebhooksOutcome.Done(webhook);
        }, cancellationToken);

    private async Task<ManageWebhooksOutcome> OnAsync(
        StaffIdentity by, long id, Func<Webhook, Task<ManageWebhooksOutcome>> change, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ManageWebhooksOutcome.NotAllowed();
        }

        try
        {
            return await rest.ChangeAsync(async () =>
                await db.Set<Webhook>().SingleOrDefaultAsync(webhook => webhook.Id == id, cancellationToken) is { } webhook
                    ? await change(webhook)
                    : new ManageWebhooksOutcome.NotFound());
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ManageWebhooksOutcome.ChangedMeanwhile();
        }
    }

    private async Task<ManageWebhooksOutcome> SaveAsync(
        Webhook webhook, StaffIdentity by, WebhookChangeKind kind, CancellationToken cancellationToken, WebhookSecret? secret = null)
    {
        db.Add(new WebhookChange(ids.Next(), webhook.Id, by.Id, kind, webhook.Name, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(cancellationToken);
        inUse.Forget();
        bell.Ring();
        return new ManageWebhooksOutcome.Done(webhook, secret);
    }
}
