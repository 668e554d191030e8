using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>Partners who have more to tell than one answer holds.</summary>
public sealed class LongListsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [Databases(1000)]
    [Databases(0)]
    public async Task What_stands_behind_a_full_page_is_read_too(Database database, int pageSize)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.PageSize = pageSize == 0 ? null : pageSize;
        other.Paged = [.. Enumerable.Range(0, 2100).Select(number => OfOthers(number, app.Now)), Ours(app.Now)];

        await app.AdvanceAsync(Duration.FromMinutes(16));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().Select(update => update.Words).ToListAsync(Cancel))).ShouldBe(["Filled"]);
        other.Asked.Count(asked => asked.EndsWith("servicerequestupdates.xml", StringComparison.Ordinal)).ShouldBeInRange(2, 8, "it does not ask without end");
    }

    [Theory]
    [Databases(true)]
    [Databases(false)]
    public async Task What_is_too_long_to_be_read_at_once_is_read_on_where_it_ended_and_never_taken_as_known(Database database, bool oldestFirst)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromDays(3));
        var start = app.Now - Duration.FromHours(20);
        other.PageSize = 50;
        var updates = Enumerable.Range(0, 6000).Select(number => OfOthers(number, start + Duration.FromSeconds(10 * number)));
        other.Paged = [.. oldestFirst ? updates : updates.Reverse()];
        var before = (await FollowingAsync(app)).Since;

        await app.AdvanceAsync(Duration.FromMinutes(16));

        var known = (await FollowingAsync(app)).Since - Duration.FromDays(1);
        known.ShouldBe(oldestFirst ? start + Duration.FromSeconds(10 * 4999) : before - Duration.FromDays(1));
    }

    [Theory, Databases]
    public async Task A_case_behind_the_first_page_of_their_list_is_not_sent_a_second_time(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        (other.PageSize, other.Others, other.Post) = (50, 120, context => SendForwardsTests.TroubleAsync(context, "500"));
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Post = null;

        await app.AdvanceAsync(Duration.FromMinutes(30));

        other.Taken.ShouldHaveSingleItem();
        var forward = await ForwardCases.ForwardAsync(app);
        (forward.State, forward.TheirId).ShouldBe((ForwardState.WithThem, "101"));
    }

    private static Task<ForwardFollowing> FollowingAsync(KeptApp app) => app.ReadAsync(db => db.Set<ForwardFollowing>().AsNoTracking().SingleAsync(Cancel));

    private static string OfOthers(int number, Instant at) => Update($"u{number}", $"x{number}", at, "Theirs");

    private static string Ours(Instant at) => Update("ours", "101", at, "Filled");

    private static string Update(string id, string about, Instant at, string words) => $"""
        <request_update><update_id>{id}</update_id><service_request_id>{about}</service_request_id><status>IN_PROGRESS</status>
        <updated_datetime>{InstantPattern.General.Format(at)}</updated_datetime><description>{words}</description></request_update>
        """;
}
