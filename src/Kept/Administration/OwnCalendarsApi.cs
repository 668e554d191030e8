using Kept.Administration.Views;
using Kept.Api;
using Kept.Domain.Cases;
using Kept.Feeds;
using Kept.Feeds.OwnFeeds;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Administration;

/// <summary>Secret addresses at which calendar programs find dates.</summary>
internal static class OwnCalendarsApi
{
    public static void MapOwnCalendars(this IEndpointRouteBuilder account)
    {
        var calendars = account.MapGroup("/calendars");
        calendars.MapGet("", ListAsync).ForOneself().Lists(new CalendarList([Examples.Calendar], null))
            .WithName("ListCalendars").WithSummary("The own calendar addresses, without their secret part.");
        calendars.MapPost("", MakeAsync).ForOneself()
            .Does(Examples.MadeCalendar, new CalendarBody("street-care"), StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithName("MakeCalendar").WithSummary("Makes a calendar address for the own dates, or for those of a team. The one before for the same dates ends.");
        calendars.MapDelete("/{id}", RevokeAsync).ForOneself().Ends()
            .WithName("RevokeCalendar").WithSummary("Ends one of the own calendar addresses.");
    }

    private static async Task<IResult> ListAsync(AdminCall call, OwnFeeds feeds)
    {
        var (query, problem) = ListQuery.Read(call.Context, call.Words);
        if (query is null)
        {
            return problem!;
        }

        var (page, next) = query.Of(await feeds.ListAsync(call.By, call.Cancellation), link => link.Id);
        return TypedResults.Ok(new CalendarList([.. page.Select(CalendarLine.Of)], next));
    }

    private static Task<IResult> MakeAsync(AdminCall call, OwnFeeds feeds, IOptions<KeptSettings> settings)
    {
        var secret = Secret.NewRandom();
        return call.OnceAsync<CalendarBody>(
            saving =>
            {
                var link = AdminCall.Saved<FeedLink>(saving);
                return ApiReply.Created(new MadeCalendar(ApiIds.Of(link.Id), link.Team, settings.Value.AddressOf(FeedLink.PathOf(secret)))).WithSecret();
            },
            async body => await feeds.MakeAsync(call.By, string.IsNullOrEmpty(body.Team) ? null : body.Team, call.Cancellation, secret) is MakeFeedOutcome.NotAllowed
                ? ApiProblem.Of(StatusCodes.Status403Forbidden, "no-right-to-calendar", call.Words)
                : null);
    }

    private static async Task<IResult> RevokeAsync(string id, AdminCall call, OwnFeeds feeds) =>
        await feeds.RevokeAsync(call.By, ApiIds.Parse(id), call.Cancellation) ? TypedResults.NoContent() : call.NotFound();
}

/// <param name="Team">Code of a team, for its dates; null for the own.</param>
internal sealed record CalendarBody(string? Team);
