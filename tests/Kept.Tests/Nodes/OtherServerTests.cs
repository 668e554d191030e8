using System.Net;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>With all servers in the connection string and no proxy between.</summary>
public sealed class OtherServerTests
{
    /// <summary>A mail that was in hand when the primary died is free again when its lease has run out, and may come twice.</summary>
    private static readonly TimeSpan UntilAWorkersHandIsEmpty = RowLease.Length.ToTimeSpan() + TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task When_the_primary_dies_the_program_goes_on_with_its_standby_and_nothing_acknowledged_is_missing()
    {
        await using var pair = await PostgresPair.StartAsync();
        await using var app = await KeptApp.StartAsync(Database.PostgreSql, options =>
        {
            options.Settings["Kept:Database:ConnectionString"] = pair.ConnectionString;
            options.RealTime = true;
        });
        using var client = app.Client();
        var before = await ApiReports.SendAsync(client, 1, Cancel);

        await pair.FailOverAsync();
        var after = await SendUntilTakenAsync(client, 2);

        (await app.ReadAsync(async db => await db.Cases.Select(known => known.Reference).ToListAsync(Cancel)))
            .Select(reference => reference.ToString()).Order().ShouldBe(new[] { before, after }.Order());
        await Eventually.IsTrueAsync(
            () => app.Mailbox.All.Select(mail => mail.To).Distinct().Order().SequenceEqual(["ada1@example.org", "ada2@example.org"]),
            UntilAWorkersHandIsEmpty);
        await Eventually.IsTrueAsync(async () =>
        {
            using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancel);
            return ready.StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary>As clients do: the same again, until the answer is yes.</summary>
    private static async Task<string> SendUntilTakenAsync(HttpClient client, int number)
    {
        string? reference = null;
        await Eventually.IsTrueAsync(async () =>
        {
            using var answer = await client.SendAsync(ApiReports.Report(number), Cancel);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable);
            reference = answer.StatusCode == HttpStatusCode.Created ? await ApiReports.ReferenceOfAsync(answer, Cancel) : null;
            return reference is not null;
        });
        return reference!;
    }
}
