using Kept.Api;
using Kept.Feeds;
using Kept.Staff;

namespace Kept.Administration.Views;

/// <param name="Role">agent, lead or administrator.</param>
internal sealed record AccountView(string Id, string Name, string Mail, string Role, string? Team, string Language)
{
    public static AccountView Of(StaffMember member) =>
        new(ApiIds.Of(member.Id), member.Name, member.Mail, ApiNames.Of(member.Role), member.Team, member.Language);
}

internal sealed record CalendarList(IReadOnlyList<CalendarLine> Calendars, string? Next);

/// <param name="Team">Code of the team whose dates it has; null for the own.</param>
internal sealed record CalendarLine(string Id, string? Team, DateTimeOffset MadeAt)
{
    public static CalendarLine Of(FeedLink link) => new(ApiIds.Of(link.Id), link.Team, link.MadeAt.ToDateTimeOffset());
}

/// <param name="Address">Secret; it is shown this once.</param>
internal sealed record MadeCalendar(string Id, string? Team, string Address);
