using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

public sealed class LeadsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task The_leads_of_a_team_answer_for_it_and_administrators_where_there_is_none(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var tom = await app.AddColleagueAsync("Tom Okafor", StaffRole.Lead, language: "de");
        await app.AddColleagueAsync("Mira Kovač");

        (await OfTeamAsync(app, "street-care")).ShouldBe([new StaffAddress(tom.Id, "Tom Okafor", tom.Mail, "de")]);
        (await OfTeamAsync(app, "highways")).Select(lead => lead.Id).ShouldBe([hanna.Id]);
    }

    [Fact]
    public async Task Somebody_who_left_answers_for_nothing_but_keeps_the_name()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var tom = await app.AddColleagueAsync("Tom Okafor", StaffRole.Lead);
        await app.WithAsync<KeptDb>(async db =>
        {
            (await db.FindAsync<StaffMember>(tom.Id))!.Active = false;
            await db.SaveChangesAsync();
        });

        (await OfTeamAsync(app, "street-care")).Select(lead => lead.Id).ShouldBe([hanna.Id]);
        var entry = await app.WithAsync<StaffDirectory, StaffEntry?>(async directory => await directory.FindAsync(tom.Id, Cancellation));
        entry.ShouldNotBeNull().Name.ShouldBe("Tom Okafor");
    }

    [Fact]
    public async Task The_directory_knows_a_colleague_who_came_a_moment_ago()
    {
        await using var app = await KeptApp.StartAsync();
        await app.WithAsync<StaffDirectory>(async directory => (await directory.FindAsync(1, Cancellation)).ShouldBeNull());
        var mira = await app.AddColleagueAsync("Mira Kovač");

        await app.WithAsync<StaffDirectory>(async directory =>
        {
            (await directory.FindAsync(mira.Id, Cancellation)).ShouldNotBeNull().Name.ShouldBe("Mira Kovač");
            (await directory.OfTeamAsync("street-care", Cancellation)).Select(entry => entry.Id).ShouldBe([mira.Id]);
        });
    }

    private static Task<IReadOnlyList<StaffAddress>> OfTeamAsync(KeptApp app, string team) =>
        app.WithAsync<Leads, IReadOnlyList<StaffAddress>>(leads => leads.OfTeamAsync(team, Cancellation));
}
