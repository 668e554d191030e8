using Kept.Administration.Views;
using Kept.Api;
using Kept.Texts;
using Kept.Webhooks;
using Kept.Webhooks.ManageWebhooks;
using Kept.Webhooks.ReadWebhooks;

namespace Kept.Administration;

/// <summary>Which other systems are told what happens to cases.</summary>
internal static class WebhooksApi
{
    private static readonly WebhookBody Body = new("Ledger", "https://ledger.example.org/kept", ["promise"], ["fly-tipping"], false);

    public static void MapWebhooks(this IEndpointRouteBuilder admin)
    {
        var webhooks = admin.MapGroup("/webhooks");
        webhooks.MapGet("", ListAsync).ForAdministrators().Lists(new WebhookList([Examples.Webhook], null))
            .WithName("ListWebhooks").WithSummary("The webhooks in the order in which they were made, with how they fare.");
        webhooks.MapPost("", MakeAsync).ForAdministrators().Does(Examples.MadeWebhook, Body, StatusCodes.Status201Created)
            .WithName("MakeWebhook").WithSummary("Adds a webhook. The secret that signs its events is in this answer and in no other.");
        webhooks.MapGet("/{id}", ShowAsync).ForAdministrators().Shows(Examples.Webhook)
            .WithName("GetWebhook").WithSummary("One webhook, with how it fares.");
        webhooks.MapPut("/{id}", EditAsync).ForAdministrators().Puts(Examples.Webhook, Body)
            .WithName("ChangeWebhook").WithSummary("Changes name, address, and what it is told.");
        webhooks.MapDelete("/{id}", DeleteAsync).ForAdministrators().Ends()
            .WithName("DeleteWebhook").WithSummary("Deletes a webhook with all that it was told or was still to be told.");
        webhooks.MapPost("/{id}/pause", (string id, AdminCall call, ManageWebhooks manage) => DoAsync(id, call, manage.PauseAsync))
            .ForAdministrators().Does<NoBody, WebhookView>(Examples.Webhook)
            .WithName("PauseWebhook").WithSummary("Sends nothing for a while; what happens is kept.");
        webhooks.MapPost("/{id}/go-on", (string id, AdminCall call, ManageWebhooks manage) => DoAsync(id, call, manage.GoOnAsync))
            .ForAdministrators().Does<NoBody, WebhookView>(Examples.Webhook)
            .WithName("GoOnWithWebhook").WithSummary("Goes on after a pause or after it was switched off, and at once where a failing endpoint would be left alone for a while.");
        webhooks.MapPost("/{id}/test", (string id, AdminCall call, ManageWebhooks manage) => DoAsync(id, call, manage.TestAsync))
            .ForAdministrators().Does<NoBody, WebhookView>(Examples.Webhook)
            .WithName("TestWebhook").WithSummary("Sends an event of the kind kept.test at once, also to an endpoint that would be left alone for a while.");
        webhooks.MapPost("/{id}/secret", (string id, AdminCall call, ManageWebhooks manage) => DoAsync(id, call, manage.RenewSecretAsync, showsSecret: true))
            .ForAdministrators().Does<NoBody, MadeWebhook>(Examples.MadeWebhook)
            .WithName("RenewWebhookSecret").WithSummary("Makes a new secret, shown this once. For a day the one before signs beside it.");
        webhooks.MapDeliveries();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadWebhooks read, Words words, CancellationToken cancellationToken)
    {
        var (query, problem) = ListQuery.Read(context, words);
        if (query is null)
        {
            return problem!;
        }

        var (page, next) = query.Of(await read.AllAsync(cancellationToken), known => known.Webhook.Id);
        return TypedResults.Ok(new WebhookList([.. page.Select(WebhookView.Of)], next));
    }

    private static async Task<IResult> ShowAsync(string id, AdminCall call, ReadWebhooks read) =>
        await read.OneAsync(ApiIds.Parse(id), call.Cancellation) is { } known
            ? ApiReply.Ok(WebhookView.Of(known), VersionTag.OfMark(known.Webhook.Terms.Mark)).Give(call.Context)
            : call.NotFound();

    private static Task<IResult> MakeAsync(AdminCall call, ManageWebhooks manage) => call.OnceAsync<WebhookBody>(
        saving => MadeWebhook.Answer(AdminCall.Saved<Webhook>(saving), StatusCodes.Status201Created),
        async body => Answer(call, await manage.MakeAsync(call.By, body.Terms, call.Cancellation)));

    private static Task<IResult> EditAsync(string id, AdminCall call, ManageWebhooks manage, ReadWebhooks read) => call.PutAsync<WebhookBody>(async body =>
    {
        var seen = await VersionTag.SeenMarkAsync(
            call.Context.Request, async () => (await read.OneAsync(ApiIds.Parse(id), call.Cancellation))?.Webhook.Terms.Mark);
        var outcome = await manage.EditAsync(call.By, ApiIds.Parse(id), body.Terms, call.Cancellation, seen);
        return outcome is ManageWebhooksOutcome.ChangedMeanwhile
            ? call.Changed(await read.OneAsync(ApiIds.Parse(id), call.Cancellation) is { } now ? WebhookView.Of(now) : null)
            : Answer(call, outcome) ?? await ShowAsync(id, call, read);
    });

    private static async Task<IResult> DeleteAsync(string id, AdminCall call, ManageWebhooks manage) =>
        Answer(call, await manage.DeleteAsync(call.By, ApiIds.Parse(id), call.Cancellation)) ?? TypedResults.NoContent();

    private static Task<IResult> DoAsync(
        string id, AdminCall call, Func<Staff.StaffIdentity, long, CancellationToken, Task<ManageWebhooksOutcome>> operation, bool showsSecret = false) =>
        call.OnceAsync<NoBody>(
            saving =>
            {
                var webhook = saving.ChangeTracker.Entries<Webhook>().Single().Entity;
                return showsSecret ? MadeWebhook.Answer(webhook, StatusCodes.Status200OK) : ApiReply.Ok(WebhookView.Of(new KnownWebhook(webhook, null)));
            },
            async _ => Answer(call, await operation(call.By, ApiIds.Parse(id), call.Cancellation)));

    private static IResult? Answer(AdminCall call, ManageWebhooksOutcome outcome) => outcome switch
    {
        ManageWebhooksOutcome.Done => null,
        ManageWebhooksOutcome.Refused refused => call.Wrong(refused.Problems),
        ManageWebhooksOutcome.ChangedMeanwhile => call.Changed(null),
        ManageWebhooksOutcome.NotFound => call.NotFound(),
        ManageWebhooksOutcome.NotAllowed => call.NotAllowed(),
        _ => throw call.Unknown(outcome),
    };
}

/// <param name="Address">https, and not inside our own network.</param>
/// <param name="Groups">case, work, promise …: the groups of events it is told of; empty for all.</param>
/// <param name="Services">Codes of services; empty for all.</param>
/// <param name="Personal">Names, contact details, places and words go with the events.</param>
internal sealed record WebhookBody(string? Name, string? Address, IReadOnlyList<string>? Groups, IReadOnlyList<string>? Services, bool? Personal)
{
    /// <summary>A group that there is not stays as it was written, for the operation to refuse.</summary>
    internal WebhookTerms Terms => new(
        Name?.Trim() ?? "", Address?.Trim() ?? "",
        [.. (Groups ?? []).Select(group => ApiNames.Parse<TurnGroup>(group)?.ToString() ?? group)], [.. Services ?? []], Personal ?? false);
}
