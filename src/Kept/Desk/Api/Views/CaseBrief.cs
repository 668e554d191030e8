using Kept.Api;
using Kept.Domain.Cases;

namespace Kept.Desk.Api.Views;

/// <summary>Where a case stands, in short: the answer to every change.</summary>
/// <param name="Version">For <c>If-Match</c>; the entity tag of the answer says the same.</param>
/// <param name="State">open, waiting or closed.</param>
/// <param name="Outcome">fixed, notOurs, duplicate, notFound, noAction or withdrawn; null while it is not closed.</param>
/// <param name="NextDue">When the first of its running promises is due.</param>
internal sealed record CaseBrief(
    string Reference, int Version, string State, string Team, string? OwnerId, string? Outcome, DateTimeOffset? ClosedAt,
    DateTimeOffset? NextDue, IReadOnlyList<OpenPromise> OpenPromises)
{
    public static CaseBrief Of(Case about) => new(
        about.Reference.ToString(), about.Version, ApiNames.Of(about.State), about.Team, ApiIds.Of(about.OwnerId),
        about.Outcome is { } outcome ? ApiNames.Of(outcome) : null, about.ClosedAt?.ToDateTimeOffset(), about.NextDue?.ToDateTimeOffset(),
        [.. about.Promises.Where(promise => promise.IsOpen).OrderBy(promise => promise.Due)
            .Select(promise => new OpenPromise(ApiIds.Of(promise.Id), promise.Stage, promise.Due.ToDateTimeOffset(), promise.Words))]);
}

/// <param name="Stage">Code of the stage; null for an agent's own promise.</param>
/// <param name="Words">As the resident was given it.</param>
internal sealed record OpenPromise(string Id, string? Stage, DateTimeOffset Due, string Words);
