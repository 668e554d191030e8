using Kept.Staff;
using Kept.Staff.SignIn;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

public sealed class SignInByPasswordTests
{
    private const string Wrong = "not the right words at all";

    [Theory, Databases]
    public async Task The_right_password_lets_in(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        var outcome = await Try(app, "  Mira.Kovac@millbrook.EXAMPLE ", Colleagues.Password);

        outcome.ShouldBeOfType<SignInOutcome.Welcome>().Member.Id.ShouldBe(mira.Id);
    }

    [Theory, Databases]
    public async Task Five_wrong_passwords_lock_for_a_quarter_of_an_hour(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        for (var i = 0; i < SignInTry.MostInWindow; i++)
        {
            (await Try(app, mira.Mail, Wrong)).ShouldBeOfType<SignInOutcome.Refused>();
        }

        (await Try(app, mira.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Refused>();
        await app.AdvanceAsync(Duration.FromMinutes(14));
        (await Try(app, mira.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Refused>();
        await app.AdvanceAsync(SignInTry.Window);
        (await Try(app, mira.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Welcome>();
    }

    [Fact]
    public async Task Four_wrong_ones_do_not_and_are_forgotten_after_the_right_one()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < SignInTry.MostInWindow - 1; i++)
            {
                await Try(app, mira.Mail, Wrong);
            }

            (await Try(app, mira.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Welcome>();
        }
    }

    [Theory, Databases]
    public async Task Guesses_sent_all_at_once_count_each(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Try(app, mira.Mail, Wrong))));

        (await Try(app, mira.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Refused>();
    }

    [Fact]
    public async Task Somebody_who_left_or_has_not_joined_yet_is_refused()
    {
        await using var app = await KeptApp.StartAsync();
        var gone = await app.AddColleagueAsync("Tom Okafor");
        await app.WithAsync<Kept.Storage.KeptDb>(async db =>
        {
            (await db.FindAsync<StaffMember>(gone.Id))!.Active = false;
            db.Add(new StaffMember(app.NewId(), "Not yet", "not.yet@millbrook.example", StaffRole.Agent, null, "en"));
            await db.SaveChangesAsync();
        });

        (await Try(app, gone.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Refused>();
        (await Try(app, "not.yet@millbrook.example", "")).ShouldBeOfType<SignInOutcome.Refused>();
    }

    /// <summary>An attacker must not learn from the time of the answer who works here (RT, CVE-2021-38562).</summary>
    [Fact]
    public async Task The_same_work_is_done_for_known_and_unknown_and_locked_addresses()
    {
        var hasher = new CountingHasher();
        await using var app = await KeptApp.StartAsync(options => options.Services = services =>
            services.AddSingleton<IPasswordHasher<StaffMember>>(hasher));
        var mira = await app.AddColleagueAsync("Mira Kovač");

        for (var i = 0; i < 8; i++)
        {
            foreach (var mail in new[] { mira.Mail, "nobody@millbrook.example" })
            {
                hasher.Hashes = 0;
                (await Try(app, mail, Wrong)).ShouldBeOfType<SignInOutcome.Refused>();
                hasher.Hashes.ShouldBe(1);
            }
        }
    }

    private static Task<SignInOutcome> Try(KeptApp app, string mail, string password) =>
        app.WithAsync<SignInByPassword, SignInOutcome>(signIn => signIn.RunAsync(mail, password, TestContext.Current.CancellationToken));

    private sealed class CountingHasher : IPasswordHasher<StaffMember>
    {
        private readonly PasswordHasher<StaffMember> real = new();

        public int Hashes { get; set; }

        public string HashPassword(StaffMember user, string password)
        {
            Hashes++;
            return real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(StaffMember user, string hashedPassword, string providedPassword)
        {
            Hashes++;
            return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
