using Kept.Api;
using Kept.Desk.Api.Views;
using Kept.Desk.Rang;
using Kept.Keys;
using Kept.Staff;
using Kept.Texts;

namespace Kept.Desk.Api;

/// <summary>Who works here, and who is on the line.</summary>
internal static class PeopleApi
{
    public static void MapPeopleLists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/staff", async (string? team, StaffDirectory staff, CancellationToken cancellationToken) =>
                new StaffList([.. (team is null ? await staff.ActiveAsync(cancellationToken) : await staff.OfTeamAsync(team, cancellationToken))
                    .Select(entry => new ColleagueView(ApiIds.Of(entry.Id), entry.Name, ApiNames.Of(entry.Role), entry.Team))]))
            .NeedsKey(KeyRights.ReadCases).TakesOnly("team").WithExample(Examples.Staff)
            .WithName("ListStaff").WithSummary("Everybody who works here, or in one team, by name: to whom a case can be handed.");

        api.MapGet("/teams", (StaffTeams teams, Words words) =>
                new TeamList([.. teams.All(words.Language).Select(team => new TeamView(team.Code, team.Name))]))
            .NeedsKey(KeyRights.ReadCases).WithExample(Examples.Teams)
            .WithName("ListTeams").WithSummary("The teams, by code and name.");

        api.MapGet("/callers", async (string? q, ReadCallers read, CancellationToken cancellationToken) =>
            {
                var (callers, more) = await read.HandleAsync(q, cancellationToken);
                return new CallerList([.. callers.Select(CallerView.Of)], more);
            })
            .NeedsKey(KeyRights.ReadCases).TakesOnly("q").WithExample(Examples.Callers)
            .WithName("FindCallers").WithSummary("Who may be on the line, by whatever they say of themselves, with their cases and what they were told.");
    }
}

internal sealed record StaffList(IReadOnlyList<ColleagueView> Staff);

/// <param name="Role">agent, lead or administrator.</param>
internal sealed record ColleagueView(string Id, string Name, string Role, string? Team);

internal sealed record TeamList(IReadOnlyList<TeamView> Teams);

internal sealed record TeamView(string Code, string Name);

/// <param name="More">There are more than are shown.</param>
internal sealed record CallerList(IReadOnlyList<CallerView> Callers, bool More);
