using Kept.Catalogue;
using Kept.Chrome.Fields;
using Kept.Settings;
using Kept.Staff;
using Kept.Texts;
using Kept.Webhooks.ReadWebhooks;
using Kept.Webhooks.ReplayTurns;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Webhooks.ManageWebhooks;

/// <summary>One webhook: what it was told and what came of it, and everything that can be done with it.</summary>
[Authorize(Policy = nameof(StaffRole.Administrator))]
internal sealed class ShowWebhookPage(
    ReadWebhooks.ReadWebhooks read, ManageWebhooks manage, ReplayTurns.ReplayTurns replay, CurrentStaff current, CatalogueInUse catalogue,
    IOptions<KeptSettings> settings, Words words) : WebhookFormPage(catalogue, words)
{
    private const int PageSize = 50;

    private static readonly string[] Notices = ["saved", "tested", "paused", "wentOn", "again"];

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    [FromRoute]
    public long Id { get; set; }

    [FromQuery(Name = "state")]
    public DeliveryState? Only { get; set; }

    [FromQuery(Name = "before")]
    public long? Before { get; set; }

    [FromQuery(Name = "done")]
    public string? Did { get; set; }

    [FromQuery(Name = "replayed")]
    public int? Replayed { get; set; }

    [BindProperty]
    public long Delivery { get; set; }

    [BindProperty]
    public DateInput Since { get; set; } = new();

    public KnownWebhook Known { get; private set; } = null!;

    public Webhook Webhook => Known.Webhook;

    public override bool IsFirstSecret => false;

    public IReadOnlyList<WebhookDelivery> Deliveries { get; private set; } = [];

    public string? Next { get; private set; }

    public string? Notice => Replayed is { } count ? Words["webhooks.replay.done", ("count", count)]
        : Notices.Contains(Did) ? Words["webhooks.done." + Did] : null;

    public string Moment(Instant at) => Words.Moment(at.InZone(zone).LocalDateTime);

    public string ColourOf(WebhookDelivery delivery) => delivery.State switch
    {
        DeliveryState.Delivered => "green",
        DeliveryState.Expired => "red",
        DeliveryState.Waiting when delivery.Attempts > 0 => "yellow",
        _ => "grey",
    };

    /// <summary>"204, 2 March 2026, 09:00", and when it is tried next.</summary>
    public string AnswerOf(WebhookDelivery delivery)
    {
        var answer = delivery is { LastAnswer: { } last, AnsweredAt: { } at }
            ? Words["webhooks.answered", ("answer", char.IsAsciiDigit(last[0]) ? last : Words["webhooks.trouble." + last]), ("moment", Moment(at))]
            : "";
        return delivery is { State: DeliveryState.Waiting, Attempts: > 0, LastAnswer: not null, NextAttemptAt: { } next }
            ? Words["webhooks.next", ("answer", answer), ("moment", Moment(next))]
            : answer;
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Show(Webhook.Terms);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await manage.EditAsync(current.Required, Id, Typed, cancellationToken), "saved", cancellationToken);

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await manage.TestAsync(current.Required, Id, cancellationToken), "tested", cancellationToken);

    public async Task<IActionResult> OnPostPauseAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await manage.PauseAsync(current.Required, Id, cancellationToken), "paused", cancellationToken);

    public async Task<IActionResult> OnPostGoOnAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await manage.GoOnAsync(current.Required, Id, cancellationToken), "wentOn", cancellationToken);

    public async Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken) =>
        await manage.DeleteAsync(current.Required, Id, cancellationToken) is ManageWebhooksOutcome.Done
            ? LocalRedirect("/desk/webhooks?deleted=true")
            : NotFound();

    public async Task<IActionResult> OnPostSecretAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await manage.RenewSecretAsync(current.Required, Id, cancellationToken), "secret", cancellationToken);

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) =>
        await replay.OneAsync(current.Required, Id, Delivery, cancellationToken) is ReplayTurnsOutcome.Done
            ? LocalRedirect($"/desk/webhooks/{Id}?done=again")
            : NotFound();

    public async Task<IActionResult> OnPostReplayAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Show(Webhook.Terms);
        if (Since.Date is not { Year: >= 2020 and <= 9000 } day)
        {
            return ShowProblems([new InputProblem(nameof(Since), "webhooks.problem.since")]);
        }

        return await replay.SinceAsync(current.Required, Id, day.AtStartOfDayInZone(zone).ToInstant(), cancellationToken) is ReplayTurnsOutcome.Done done
            ? LocalRedirect($"/desk/webhooks/{Id}?replayed={done.Count}")
            : NotFound();
    }

    private async Task<IActionResult> AnswerAsync(ManageWebhooksOutcome outcome, string did, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case ManageWebhooksOutcome.Done { Secret: { } secret }:
                Secret = secret.ToString();
                return await OnGetAsync(cancellationToken);
            case ManageWebhooksOutcome.Done:
                return LocalRedirect($"/desk/webhooks/{Id}?done={did}");
            case ManageWebhooksOutcome.Refused refused:
                return await LoadAsync(cancellationToken) ? ShowProblems(refused.Problems) : NotFound();
            case ManageWebhooksOutcome.ChangedMeanwhile:
                return await LoadAsync(cancellationToken) ? ShowProblems([new InputProblem(nameof(Name), "webhooks.problem.changed")]) : NotFound();
            case ManageWebhooksOutcome.NotFound:
                return NotFound();
            case ManageWebhooksOutcome.NotAllowed:
                return Forbid();
            default:
                throw Unknown(outcome);
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await read.OneAsync(Id, cancellationToken) is not { } found)
        {
            return false;
        }

        Known = found;
        (Deliveries, var more) = await read.DeliveriesAsync(Id, Only, Before, PageSize, cancellationToken);
        Next = more ? $"/desk/webhooks/{Id}?state={Only}&before={Deliveries[^1].TurnId}#deliveries" : null;
        return true;
    }
}
