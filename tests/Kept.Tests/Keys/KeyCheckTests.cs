using Kept.Keys;
using Kept.Keys.RevokeKey;
using Kept.Staff;
using Kept.Staff.ManageStaff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Keys;

/// <summary>Who is behind a key that somebody presents.</summary>
public sealed class KeyCheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_key_speaks_for_its_partner_with_its_rights_and_nothing_readable_of_it_is_kept(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var key = await app.AddPartnerAsync("Neighbourly", KeyRights.Open311Read | KeyRights.Open311Send);

        var holder = (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder;

        holder.Partner.ShouldNotBeNull().Name.ShouldBe("Neighbourly");
        holder.Staff.ShouldBeNull();
        holder.May(KeyRights.Open311Send).ShouldBeTrue();
        holder.May(KeyRights.Open311Updates).ShouldBeFalse();
        holder.May(KeyRights.ReadCases).ShouldBeFalse();
        var row = await app.ReadAsync(db => db.Set<AccessKey>().SingleAsync(Cancellation));
        key.ShouldStartWith(row.Prefix + "_");
        row.SecretHash.ShouldNotContain(key[14..]);
        row.Prefix.ShouldNotContain(key[14..]);
    }

    [Theory, Databases]
    public async Task A_key_of_staff_works_with_the_role_and_the_team_of_the_moment(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var key = await app.MakeKeyAsync(mira);
        (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder.Staff.ShouldBe(mira.ToIdentity());

        await ChangeAsync(app, hanna, mira.Id, StaffRole.Lead, "waste", active: true);
        var holder = (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder;
        holder.Staff.ShouldNotBeNull().Role.ShouldBe(StaffRole.Lead);
        holder.Staff!.Team.ShouldBe("waste");

        await ChangeAsync(app, hanna, mira.Id, StaffRole.Lead, "waste", active: false);
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.HolderGone));
    }

    [Fact]
    public async Task Somebody_whose_account_is_locked_cannot_go_on_by_key()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var key = await app.MakeKeyAsync(mira);

        await app.WithAsync<KeptDb>(async db =>
        {
            (await db.Set<StaffMember>().SingleAsync(Cancellation)).LockoutEnd = (app.Now + Duration.FromHours(1)).ToDateTimeOffset();
            await db.SaveChangesAsync(Cancellation);
        });

        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.HolderGone));
        await app.AdvanceAsync(Duration.FromHours(1));
        (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>();
    }

    [Theory, Databases]
    public async Task A_revoked_key_is_refused_from_the_next_request_on_and_it_stands_written_who_did_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var key = await app.AddPartnerAsync("Neighbourly");
        var id = (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder.KeyId;

        (await RevokeAsync(app, hanna, id)).ShouldBe(RevokeKeyOutcome.Revoked);
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.Revoked));

        await app.AdvanceAsync(Duration.FromHours(2));
        (await RevokeAsync(app, hanna, id)).ShouldBe(RevokeKeyOutcome.WasRevoked);
        var row = await app.ReadAsync(db => db.Set<AccessKey>().SingleAsync(Cancellation));
        row.RevokedById.ShouldBe(hanna.Id);
        row.RevokedAt.ShouldBe(KeptApp.UsualStart);
    }

    [Fact]
    public async Task A_key_ends_at_its_end()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var made = await app.MakeKeyAsync(
            mira.ToIdentity(), new NewKey(null, mira.Id, "Test", KeyRights.ReadCases, 60, app.Now + Duration.FromDays(1)));
        var key = made.Text.Reveal();

        await app.AdvanceAsync(Duration.FromHours(23));
        (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>();
        await app.AdvanceAsync(Duration.FromHours(1));
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.Expired));
    }

    [Fact]
    public async Task Only_whoever_has_the_whole_key_learns_that_it_once_worked()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var key = await app.AddPartnerAsync("Neighbourly");
        var id = (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder.KeyId;
        await RevokeAsync(app, hanna, id);
        var forged = key[..14] + new string('0', 32);

        foreach (var presented in new[] { forged, KeyText.NewRandom().Reveal(), key[..^1], key + "0", key.ToUpperInvariant(), "", null, "kept_", new string('k', 100_000), "' OR 1=1 --" })
        {
            (await AskAsync(app, presented)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.Unknown), presented);
        }
    }

    [Fact]
    public async Task Known_and_unknown_keys_ask_the_database_the_same()
    {
        var queries = new Queries();
        await using var app = await KeptApp.StartAsync(options => options.Services = queries.Listen);
        var key = await app.AddPartnerAsync("Neighbourly");
        await AskAsync(app, key);
        var counted = new List<int>();

        foreach (var presented in new[] { key, key[..14] + new string('0', 32), KeyText.NewRandom().Reveal(), "no key at all" })
        {
            counted.Add(await queries.OfAsync(() => AskAsync(app, presented)));
        }

        counted.ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public async Task The_last_use_is_written_down_once_an_hour()
    {
        var queries = new Queries();
        await using var app = await KeptApp.StartAsync(options => options.Services = queries.Listen);
        var key = await app.AddPartnerAsync("Neighbourly");
        await app.AdvanceAsync(Duration.FromMinutes(20));

        await AskAsync(app, key);
        (await queries.OfAsync(() => AskAsync(app, key))).ShouldBe(1, "reading the key is all that a request costs");
        (await LastUseAsync(app)).ShouldBe(KeptApp.UsualStart);

        await app.AdvanceAsync(Duration.FromHours(1));
        await AskAsync(app, key);
        (await LastUseAsync(app)).ShouldBe(KeptApp.UsualStart + Duration.FromHours(1));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_how_long_to_wait()
    {
        await using var app = await KeptApp.StartAsync();
        var key = await app.AddPartnerAsync("Neighbourly", perMinute: 3);
        var other = await app.AddPartnerAsync("Another", perMinute: 3);

        for (var left = 2; left >= 0; left--)
        {
            (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder.Rate.ShouldBe(new KeyRate(3, left, 60));
        }

        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.TooFast(new KeyRate(3, 0, 60)));
        (await AskAsync(app, other)).ShouldBeOfType<KeyAnswer.Accepted>();
        await app.AdvanceAsync(Duration.FromSeconds(45));
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.TooFast(new KeyRate(3, 0, 15)));
        await app.AdvanceAsync(Duration.FromSeconds(15));
        (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>();
    }

    private static Task<KeyAnswer> AskAsync(KeptApp app, string? key) =>
        app.WithAsync<KeyCheck, KeyAnswer>(check => check.CheckAsync(key, Cancellation));

    private static Task<RevokeKeyOutcome> RevokeAsync(KeptApp app, StaffMember by, long id) =>
        app.WithAsync<RevokeKey, RevokeKeyOutcome>(revoke => revoke.HandleAsync(by.ToIdentity(), id, Cancellation));

    private static Task<Instant?> LastUseAsync(KeptApp app) =>
        app.ReadAsync(db => db.Set<AccessKey>().Select(key => key.LastUsedAt).SingleAsync(Cancellation));

    private static Task ChangeAsync(KeptApp app, StaffMember by, long id, StaffRole role, string? team, bool active) =>
        app.WithAsync<IServiceProvider>(async services =>
        {
            var db = services.GetRequiredService<KeptDb>();
            var stamp = await db.Set<StaffMember>().Where(member => member.Id == id).Select(member => member.ConcurrencyStamp).SingleAsync(Cancellation);
            (await services.GetRequiredService<ChangeStaff>().RunAsync(by.ToIdentity(), new StaffEdit(id, stamp!, role, team, active), Cancellation))
                .ShouldBeOfType<ChangeStaffOutcome.Done>();
        });
}
