using Kept.Staff;
using Kept.Staff.ManageStaff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

public sealed class ChangeStaffTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task An_administrator_changes_role_and_team_and_it_is_written_down(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        (await ChangeAsync(app, hanna, Edit(mira) with { Role = StaffRole.Lead, Team = "waste" })).ShouldBeOfType<ChangeStaffOutcome.Done>();

        var changed = await app.ReadAsync(db => db.Set<StaffMember>().SingleAsync(m => m.Id == mira.Id));
        (changed.Role, changed.Team).ShouldBe((StaffRole.Lead, "waste"));
        changed.SecurityStamp.ShouldBe(mira.SecurityStamp, "who may do more need not sign in again");
        var record = await app.ReadAsync(db => db.Set<StaffChange>().OrderBy(change => change.Id).ToListAsync());
        record.Select(change => (change.StaffId, change.ById, change.Kind, change.Before, change.After)).ShouldBe(
        [
            (mira.Id, hanna.Id, StaffChangeKind.RoleChanged, "Agent", "Lead"),
            (mira.Id, hanna.Id, StaffChangeKind.TeamChanged, "street-care", "waste"),
        ]);
    }

    [Theory]
    [InlineData(StaffRole.Agent)]
    [InlineData(StaffRole.Lead)]
    public async Task Nobody_else_may(StaffRole role)
    {
        await using var app = await KeptApp.StartAsync();
        await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var tom = await app.AddColleagueAsync("Tom Okafor", role);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        (await ChangeAsync(app, tom, Edit(tom) with { Role = StaffRole.Administrator })).ShouldBeOfType<ChangeStaffOutcome.NotAllowed>();
        (await ChangeAsync(app, tom, Edit(mira) with { Active = false })).ShouldBeOfType<ChangeStaffOutcome.NotAllowed>();
        (await app.WithAsync<ChangeStaff, ChangeStaffOutcome>(change => change.SendResetAsync(tom.ToIdentity(), mira.Id, Cancellation)))
            .ShouldBeOfType<ChangeStaffOutcome.NotAllowed>();
        (await app.WithAsync<InviteStaff, InviteOutcome>(invite => invite.RunAsync(
            tom.ToIdentity(), new Invitation("X", "x@millbrook.example", StaffRole.Administrator, null, "en"), Cancellation)))
            .ShouldBeOfType<InviteOutcome.NotAllowed>();
        (await app.ReadAsync(db => db.Messages.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);

        (await ChangeAsync(app, hanna, Edit(hanna) with { Role = StaffRole.Lead })).ShouldBeOfType<ChangeStaffOutcome.LastAdministrator>();
        (await ChangeAsync(app, hanna, Edit(hanna) with { Active = false })).ShouldBeOfType<ChangeStaffOutcome.LastAdministrator>();

        await app.AddColleagueAsync("Ada Ito", StaffRole.Administrator);
        (await ChangeAsync(app, hanna, Edit(hanna) with { Role = StaffRole.Lead })).ShouldBeOfType<ChangeStaffOutcome.Done>();
    }

    [Theory, Databases]
    public async Task The_second_of_two_forms_made_from_the_same_state_is_refused(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        (await ChangeAsync(app, hanna, Edit(mira) with { Team = "waste" })).ShouldBeOfType<ChangeStaffOutcome.Done>();
        (await ChangeAsync(app, hanna, Edit(mira) with { Role = StaffRole.Lead })).ShouldBeOfType<ChangeStaffOutcome.ChangedMeanwhile>();
    }

    [Fact]
    public async Task A_team_or_person_that_does_not_exist_is_refused()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        (await ChangeAsync(app, hanna, Edit(mira) with { Team = "nobodys" })).ShouldBeOfType<ChangeStaffOutcome.Refused>();
        (await ChangeAsync(app, hanna, Edit(mira) with { StaffId = 4711 })).ShouldBeOfType<ChangeStaffOutcome.NotFound>();
    }

    private static StaffEdit Edit(StaffMember member) => new(member.Id, member.ConcurrencyStamp!, member.Role, member.Team, member.Active);

    private static Task<ChangeStaffOutcome> ChangeAsync(KeptApp app, StaffMember by, StaffEdit edit) =>
        app.WithAsync<ChangeStaff, ChangeStaffOutcome>(change => change.RunAsync(by.ToIdentity(), edit, Cancellation));
}
