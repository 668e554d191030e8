using Kept.Administration.Views;
using Kept.Api;
using Kept.Mail.Outgoing;
using Kept.Operation.GiveAgain;
using Kept.Operation.ReadStatus;
using Kept.Operation.SendAgain;
using Kept.Workers;

namespace Kept.Administration;

/// <summary>How the program fares, and trying again what failed.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/status", ShowAsync).ForAdministrators().Produces<StatusWhole>().WithExample(Examples.Status)
            .WithName("GetStatus").WithSummary("What the status page shows: findings with what to do, queues, work and its failures, messages that were not delivered, and what partners did not take.");
        admin.MapPost("/messages/retry", (AdminCall call, SendAgain send) => SendAsync(call, send, null))
            .ForAdministrators().Does<NoBody, AgainView>(new AgainView(2))
            .WithName("RetryMessages").WithSummary("Tries all messages again that failed or expired, up to 200 at once.");
        admin.MapPost("/messages/{id}/retry", (string id, AdminCall call, SendAgain send) => SendAsync(call, send, ApiIds.Parse(id)))
            .ForAdministrators().Does<NoBody, AgainView>(new AgainView(1))
            .WithName("RetryOneMessage").WithSummary("Tries one message again; 0 where it had not failed.");
        admin.MapPost("/forwards/retry", (AdminCall call, GiveAgain give) => GiveAsync(call, give, null))
            .ForAdministrators().Does<NoBody, AgainView>(new AgainView(2))
            .WithName("RetryForwards").WithSummary("Tries all again that partners did not take, cases and updates, up to 200 at once.");
        admin.MapPost("/forwards/{id}/retry", (string id, AdminCall call, GiveAgain give) => GiveAsync(call, give, ApiIds.Parse(id)))
            .ForAdministrators().Does<NoBody, AgainView>(new AgainView(1))
            .WithName("RetryOneForward").WithSummary("Tries one case or update again that a partner did not take; 0 where it had not failed.");
        admin.MapPost("/status/{work}/run", WakeAsync).ForAdministrators().Does<NoBody, WokenView>(new WokenView("SendDueMail"))
            .WithName("RunWork").WithSummary("Lets a kind of work run now, on whichever node it runs.");
    }

    private static async Task<IResult> ShowAsync(AdminCall call, ReadStatus read, MessageStateWords states, WakeWork wake) => TypedResults.Ok(
        StatusWhole.Of(await read.HandleAsync(call.Cancellation), states, wake, call.Words));

    /// <summary>Each message is a save of its own: the answer is kept after the last.</summary>
    private static Task<IResult> SendAsync(AdminCall call, SendAgain send, long? id) => call.AfterwardsAsync<NoBody>(async _ =>
        await send.HandleAsync(call.By, id, call.Cancellation) is SendAgainOutcome.Trying trying
            ? (ApiReply.Ok(new AgainView(trying.Count)), null)
            : (null, call.NotAllowed()));

    private static Task<IResult> GiveAsync(AdminCall call, GiveAgain give, long? id) => call.AfterwardsAsync<NoBody>(async _ =>
        await give.HandleAsync(call.By, id, call.Cancellation) is GiveAgainOutcome.Trying trying
            ? (ApiReply.Ok(new AgainView(trying.Count)), null)
            : (null, call.NotAllowed()));

    private static Task<IResult> WakeAsync(string work, AdminCall call, WakeWork wake) => call.AfterwardsAsync<NoBody>(_ =>
        Task.FromResult<(ApiReply?, IResult?)>(wake.Wake(work) ? (ApiReply.Ok(new WokenView(work)), null) : (null, call.NotFound())));
}

/// <param name="Work">What runs now.</param>
internal sealed record WokenView(string Work);
