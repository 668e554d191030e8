using Kept.Domain.Cases;
using Kept.Staff;

namespace Kept.Desk.Live;

internal static class LiveApi
{
    public static IEndpointConventionBuilder MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/live", (string? about, CurrentStaff current, LiveUpdates live, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(live.ForAsync(
                current.Required, Reference.TryParse(about, out var shown) ? shown : null, cancellationToken)));
}
