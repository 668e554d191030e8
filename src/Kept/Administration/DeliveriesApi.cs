using Kept.Administration.Views;
using Kept.Api;
using Kept.Webhooks;
using Kept.Webhooks.ReadWebhooks;
using Kept.Webhooks.ReplayTurns;
using NodaTime;

namespace Kept.Administration;

/// <summary>What webhooks were told, and telling it again.</summary>
internal static class DeliveriesApi
{
    private const string StateName = "state";

    public static void MapDeliveries(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapGet("/{id}/deliveries", ListAsync).ForAdministrators().Lists(new DeliveryList([Examples.Delivery], null))
            .WithProblem(StatusCodes.Status404NotFound, "no-such-id")
            .WithParameters(new ApiParameter(StateName, $"One of {ApiNames.All<DeliveryState>()}; all where it is not said.", "waiting"))
            .WithName("ListDeliveries").WithSummary("What a webhook was told and what came of it, the newest first.");
        webhooks.MapPost("/{id}/deliveries/{delivery}/replay", OneAsync).ForAdministrators().Does<NoBody, AgainView>(new AgainView(1))
            .WithName("ReplayDelivery").WithSummary("Sends one event again, under the id it had.");
        webhooks.MapPost("/{id}/replay", SinceAsync).ForAdministrators()
            .Does(new AgainView(42), new SinceBody(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)))
            .WithName("ReplaySince").WithSummary($"Tells everything since a moment again, at most {ReplayTurns.Most} events, also what happened before there was this webhook.");
    }

    private static async Task<IResult> ListAsync(string id, AdminCall call, ReadWebhooks read)
    {
        var (query, problem) = ListQuery.Read(call.Context, call.Words, StateName);
        if (query is null)
        {
            return problem!;
        }

        string? typed = call.Context.Request.Query[StateName];
        var state = ApiNames.Parse<DeliveryState>(typed);
        if (!string.IsNullOrEmpty(typed) && state is null)
        {
            return ApiProblem.Of(
                new Dictionary<string, string[]> { [StateName] = [call.Words["api.problem.bad-choice", ("choices", ApiNames.All<DeliveryState>())]] }, call.Words);
        }

        if (await read.OneAsync(ApiIds.Parse(id), call.Cancellation) is not { } known)
        {
            return call.NotFound();
        }

        var (page, more) = await read.DeliveriesAsync(known.Webhook.Id, state, query.After, query.Limit, call.Cancellation);
        return TypedResults.Ok(new DeliveryList([.. page.Select(DeliveryView.Of)], query.Next(more ? page[^1].TurnId : null)));
    }

    private static Task<IResult> OneAsync(string id, string delivery, AdminCall call, ReplayTurns replay) => call.OnceAsync<NoBody>(
        _ => ApiReply.Ok(new AgainView(1)),
        async _ => Answer(call, await replay.OneAsync(call.By, ApiIds.Parse(id), ApiIds.Parse(delivery), call.Cancellation)).Refusal);

    /// <summary>Thousands of rows are saved in parts: the answer is kept after the last.</summary>
    private static Task<IResult> SinceAsync(string id, AdminCall call, ReplayTurns replay) => call.AfterwardsAsync<SinceBody>(async request =>
        Answer(call, await replay.SinceAsync(call.By, ApiIds.Parse(id), Instant.FromDateTimeOffset(request.Content.Since!.Value), call.Cancellation)));

    private static (ApiReply? Reply, IResult? Refusal) Answer(AdminCall call, ReplayTurnsOutcome outcome) => outcome switch
    {
        ReplayTurnsOutcome.Done done => (ApiReply.Ok(new AgainView(done.Count)), null),
        ReplayTurnsOutcome.NotFound => (null, call.NotFound()),
        ReplayTurnsOutcome.NotAllowed => (null, call.NotAllowed()),
        _ => throw call.Unknown(outcome),
    };
}

/// <param name="Since">Such as 2026-03-01T00:00:00Z; from 2020 on.</param>
internal sealed record SinceBody(DateTimeOffset? Since) : IChecksItself
{
    public IEnumerable<FieldProblem> Problems() =>
        Since is not { Year: >= 2020 and <= 9000 } ? [new FieldProblem("since", "webhooks.problem.since")] : [];
}
