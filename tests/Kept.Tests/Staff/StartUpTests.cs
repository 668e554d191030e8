using Kept.Keys;
using Kept.Keys.DemoPartner;
using Kept.Staff;
using Kept.Staff.Demo;
using Kept.Staff.SignIn;
using Kept.Staff.StartUp;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

/// <summary>What a fresh installation brings along, and what the console says at start.</summary>
public sealed class StartUpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task The_demo_council_comes_with_people_and_every_start_says_how_to_sign_in(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Kept:Demo"] = "true");

        var notice = await NoticeAsync(app);
        notice.ShouldContain(app.Address.GetLeftPart(UriPartial.Authority));
        notice.ShouldNotContain("/set-up/");
        notice.ShouldContain("mira.kovac@millbrook.example");
        notice.ShouldContain("Tom Okafor, Team lead, Street care");

        var file = Path.Combine(app.DataFolder, DemoSignIn.FileName);
        var password = File.ReadAllText(file).Trim();
        notice.ShouldContain(password);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (var person in DemoStaff.People)
        {
            (await app.WithAsync<SignInByPassword, SignInOutcome>(signIn => signIn.RunAsync(person.Mail, password, Cancellation)))
                .ShouldBeOfType<SignInOutcome.Welcome>();
        }

        var key = notice.Split('\n').Single(line => line.StartsWith("Open311 key of the demo partner: ", StringComparison.Ordinal)).Split(": ")[1].Trim();
        (await app.WithAsync<KeyCheck, KeyAnswer>(check => check.CheckAsync(key, Cancellation)))
            .ShouldBeOfType<KeyAnswer.Accepted>().Holder.Partner.ShouldNotBeNull().Name.ShouldBe(DemoPartner.Name);

        await app.RestartAsync();
        (await NoticeAsync(app)).ShouldBe(notice);
        (await app.ReadAsync(db => db.Set<StaffMember>().CountAsync())).ShouldBe(DemoStaff.People.Length);
    }

    [Fact]
    public async Task Every_team_of_the_demo_that_has_a_lead_exists()
    {
        await using var app = await KeptApp.StartAsync();
        await app.WithAsync<StaffTeams>(teams =>
        {
            DemoStaff.People.SelectMany(person => teams.Check(person.Team)).ShouldBeEmpty();
            return Task.CompletedTask;
        });
    }

    [Theory, Databases]
    public async Task Without_the_demo_every_start_prints_a_new_set_up_link(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);

        var (first, second) = (LinkIn(await NoticeAsync(app)), LinkIn(await NoticeAsync(app)));

        first.ShouldNotBe(second);
        (await IsOpenAsync(app, first)).ShouldBeFalse();
        (await IsOpenAsync(app, second)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_demo_never_comes_into_an_installation_that_was_begun_empty()
    {
        await using var app = await KeptApp.StartAsync();
        await NoticeAsync(app);

        (await app.WithAsync<DemoStaff, bool>(demo => demo.SeedAsync(Cancellation))).ShouldBeFalse();
        (await app.ReadAsync(db => db.Set<StaffMember>().CountAsync())).ShouldBe(0);
    }

    private static Task<string> NoticeAsync(KeptApp app) => app.WithAsync<StartUpNotice, string>(async notice =>
    {
        var console = new StringWriter();
        await notice.WriteAsync(
            console, [app.Address.GetLeftPart(UriPartial.Authority)],
            await app.WithAsync<DemoPartner, IReadOnlyList<string>>(partner => partner.LinesAsync(Cancellation)), Cancellation);
        return console.ToString();
    });

    private static string LinkIn(string notice) => notice.Split('\n').Single(line => line.Contains("/set-up/", StringComparison.Ordinal)).Trim().Split('/')[^1];

    private static Task<bool> IsOpenAsync(KeptApp app, string secret) =>
        app.WithAsync<Kept.Staff.SetUp.SetUpFirstAdministrator, bool>(setUp => setUp.IsOpenAsync(secret, Cancellation));
}
