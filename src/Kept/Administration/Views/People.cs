using Kept.Api;
using Kept.Staff;
using Kept.Staff.ManageStaff;

namespace Kept.Administration.Views;

internal sealed record PersonList(IReadOnlyList<PersonLine> Staff, string? Next);

/// <param name="Role">agent, lead or administrator.</param>
/// <param name="State">active, invited, locked after wrong passwords, or gone.</param>
internal sealed record PersonLine(string Id, string Name, string Mail, string Role, string? Team, string State)
{
    public static PersonLine Of(ListedPerson person) =>
        new(ApiIds.Of(person.Id), person.Name, person.Mail, ApiNames.Of(person.Role), person.Team, person.State);

    /// <summary>Of somebody whose row is about to be saved.</summary>
    public static PersonLine Of(StaffMember member) =>
        new(ApiIds.Of(member.Id), member.Name, member.Mail, ApiNames.Of(member.Role), member.Team, member.HasJoined ? "active" : "invited");
}

/// <param name="Changes">The newest first.</param>
internal sealed record StaffMemberWhole(
    string Id, string Name, string Mail, string Role, string? Team, string Language, bool Active, string State, IReadOnlyList<ChangeView> Changes)
{
    public static StaffMemberWhole Of(Colleague colleague)
    {
        var member = colleague.Member;
        return new StaffMemberWhole(
            ApiIds.Of(member.Id), member.Name, member.Mail, ApiNames.Of(member.Role), member.Team, member.Language, member.Active, colleague.State,
            [.. colleague.Changes.Select(change => new ChangeView(
                change.At.ToDateTimeOffset(), ApiNames.Of(change.Kind), change.Before, change.After, ApiIds.Of(change.ById)))]);
    }
}

/// <param name="What">invited, joined, roleChanged, teamChanged, deactivated, reactivated, resetAsked, keyMade …</param>
/// <param name="ById">Null where nobody was signed in.</param>
internal sealed record ChangeView(DateTimeOffset At, string What, string? Before, string? After, string? ById);
