using System.Globalization;
using Kept.Domain.Messages;
using Kept.Outside;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks.SendDueTurns;

/// <summary>
/// Writes down what an endpoint answered, and what follows for the webhook. Not stopped with the program: what has been
/// sent is written down, or it would go twice.
/// </summary>
internal sealed class RecordAnswer(KeptDb db, WebhookMails mails, WebhooksInUse inUse, IClock clock)
{
    private static readonly Duration LongestRest = Duration.FromHours(24);

    /// <summary>"204", or why there was no answer, such as "TooSlow".</summary>
    public static string InShort(OutsideAnswer answer) => answer switch
    {
        OutsideAnswer.Answered answered => answered.Status.ToString(CultureInfo.InvariantCulture),
        OutsideAnswer.Nothing nothing => nothing.Trouble.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    public async Task WriteAsync(WebhookDelivery inHand, OutsideAnswer answer)
    {
        var delivery = await db.Set<WebhookDelivery>().SingleOrDefaultAsync(delivery => delivery.Id == inHand.Id);
        var webhook = delivery is null ? null : await db.Set<Webhook>().SingleOrDefaultAsync(webhook => webhook.Id == delivery.WebhookId);
        var taken = answer is OutsideAnswer.Answered { Status: >= 200 and < 300 };
        if (delivery is null || webhook is null || (delivery.Version != inHand.Version && (!taken || delivery.State == DeliveryState.Delivered)))
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        if (taken)
        {
            delivery.WasTaken(now, InShort(answer));
            if (webhook.FailingSince is not null)
            {
                webhook.Succeeded();
            }
        }
        else
        {
            await NotTakenAsync(delivery, webhook, answer, now);
        }

        await db.SaveChangesAsync();
        if (webhook.State == WebhookState.SwitchedOff)
        {
            inUse.Forget();
        }
    }

    private async Task NotTakenAsync(WebhookDelivery delivery, Webhook webhook, OutsideAnswer answer, Instant now)
    {
        var next = RetrySchedule.NextAttempt(Math.Max(delivery.Attempts, 1), now, delivery.ExpiresAt);
        var rest = RestOf(answer, webhook.Failures + 1, now);
        delivery.WasNotTaken(now, next is { } due && rest is { } until ? Instant.Max(due, until) : next, InShort(answer));
        if (webhook.State != WebhookState.Active)
        {
            return;
        }

        webhook.Failed(now, rest);
        var gone = answer is OutsideAnswer.Answered { Status: 410 };
        if (gone || now - webhook.FailingSince >= Webhook.MostPatience)
        {
            webhook.SwitchOff();
            await mails.SwitchedOffAsync(webhook, gone);
        }
    }

    /// <summary>How long the whole endpoint is left alone; null where it works and refused this one turn.</summary>
    private static Instant? RestOf(OutsideAnswer answer, int failures, Instant now) => answer switch
    {
        OutsideAnswer.Answered { RetryAfter: { } wait } => now + Duration.Min(wait, LongestRest),
        OutsideAnswer.Answered { Status: >= 400 and < 500 and not (408 or 425 or 429) } => null,
        _ => RetrySchedule.NextAttempt(failures, now, now + LongestRest),
    };
}
