using Kept.Domain.Cases;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Nodes;
using Kept.Storage;
using Kept.Tests.Mail;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>What one node saves, the others hear of, and what they missed they look up.</summary>
public sealed class HearingOtherNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task A_case_saved_at_one_node_is_announced_at_the_other()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.HearEachOtherAsync();
        using var listening = cluster.Other.Services.GetRequiredService<SavedCases>().Listen();

        cluster.One.Services.GetRequiredService<SavedCases>().Announce([new CaseId(4711)]);

        (await listening.Saved.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel)).ShouldBe(new CaseId(4711));
    }

    [ClusterFact]
    public async Task Mail_saved_at_one_node_wakes_the_worker_of_the_other()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.HearEachOtherAsync();
        var bell = cluster.Other.Services.GetRequiredService<WorkBell<SendDueMail>>();
        var time = cluster.Other.Services.GetRequiredService<TimeProvider>();
        var rung = bell.WaitAsync(TimeSpan.FromDays(1), time, Cancel);

        await cluster.One.AddMailAsync();

        // The clock stands still, so only a ring can end this pause.
        await rung.WaitAsync(Patience, Cancel);
    }

    [ClusterFact]
    public async Task A_node_that_could_not_hear_for_a_while_looks_at_everything_again()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.HearEachOtherAsync();
        using var listening = cluster.Other.Services.GetRequiredService<SavedCases>().Listen();

        await cluster.One.WithAsync<KeptDb>(db => db.Database.ExecuteSqlRawAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'Kept listens'"));

        (await listening.Saved.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel)).ShouldBeNull("anything may have changed");
        cluster.One.Services.GetRequiredService<SavedCases>().Announce([new CaseId(4711)]);
        await HearsAsync(listening, new CaseId(4711));
    }

    [Fact]
    public void Calls_are_cut_into_lines_that_fit_and_read_again()
    {
        var calls = Enumerable.Range(1, 2_000).Select(id => new NodeCall("case", id)).ToList();

        var lines = NodeCalls.Write("me", calls).ToList();

        lines.ShouldAllBe(line => line.Length < 8_000);
        lines.SelectMany(line => NodeCalls.Read(line, except: "somebody")).ShouldBe(calls);
        lines.SelectMany(line => NodeCalls.Read(line, except: "me")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody")]
    [InlineData("somebody nonsense case: :7 case:many")]
    public void What_is_no_call_is_passed_over(string line) => NodeCalls.Read(line, except: "me").ShouldBeEmpty();

    private static async Task HearsAsync(SavedCases.Listening listening, CaseId expected)
    {
        while (await listening.Saved.ReadAsync(Cancel).AsTask().WaitAsync(Patience, Cancel) != expected)
        {
        }
    }
}
