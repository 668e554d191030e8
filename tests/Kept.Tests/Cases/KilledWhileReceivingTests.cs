using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Kept.Settings;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouldly;
using Xunit;

namespace Kept.Tests.Cases;

/// <summary>
/// What was acknowledged is on disk: the program is killed again and again while reports come in, and every answer that
/// a client got is held against what is left.
/// </summary>
[Trait("Speed", "slow")]
public sealed class KilledWhileReceivingTests
{
    private const int Reports = 2_000;
    private const int Clients = 8;
    private const int Kills = 5;

    /// <summary>For a sixth of the reports and a start of the program, on a machine that does other things meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Every_acknowledged_report_is_there_once_and_whole(Database database)
    {
        var folder = TestFolder.New("killed");
        await using var data = await TestDatabase.CreateAsync(database, folder);
        var acknowledged = new ConcurrentDictionary<int, string>();
        await using (var kept = await KeptProcess.StartAsync(data.Settings, folder))
        {
            var numbers = new ConcurrentQueue<int>(Enumerable.Range(0, Reports));
            using var client = new HttpClient { BaseAddress = kept.Address };
            var sending = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SendAsync(client, numbers, acknowledged)));
            for (var kill = 1; kill <= Kills; kill++)
            {
                // Not at a round number: somewhere in the middle of what happens after it.
                await Eventually.IsTrueAsync(() => sending.IsCompleted || acknowledged.Count >= Reports * kill / (Kills + 1), Patience);
                await Task.Delay(Random.Shared.Next(40), Cancel);
                await kept.KillAndStartAgainAsync();
            }

            await sending;
            await kept.KillAndStartAgainAsync();
        }

        acknowledged.Count.ShouldBe(Reports);
        acknowledged.Values.Distinct().Count().ShouldBe(Reports, "each was a report of its own");
        await using var connection = await OpenAsync(data.Settings);
        (await ApiReports.ReferencesAsync(connection)).ShouldBe(
            acknowledged.Values.Order(), "a report that was sent again after an answer got lost is still one case");
        foreach (var part in new[] { "promises", "followers", "case_events", "case_words", "messages", "idempotency_keys" })
        {
            (await connection.QueryAsync<long>($"SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM {part})"))
                .ShouldBeEmpty($"no case is there without {part}");
        }

        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM messages WHERE kind = 'received'")).ShouldBe(Reports);
        if (database == Database.Sqlite)
        {
            (await ApiReports.IntegrityAsync(connection)).ShouldBe("ok");
            (await connection.QueryAsync("PRAGMA foreign_key_check")).ShouldBeEmpty();
        }
    }

    /// <summary>A client as the interface's description wants it: without an answer it sends the same again, under the same key.</summary>
    private static async Task SendAsync(HttpClient client, ConcurrentQueue<int> numbers, ConcurrentDictionary<int, string> acknowledged)
    {
        while (numbers.TryDequeue(out var number))
        {
            while (!acknowledged.ContainsKey(number))
            {
                try
                {
                    acknowledged[number] = await ApiReports.SendAsync(client, number, Cancel);
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100, Cancel);
                }
            }
        }
    }

    private static async Task<DbConnection> OpenAsync(DatabaseSettings settings)
    {
        DbConnection connection = settings.IsPostgres
            ? new NpgsqlConnection(settings.ConnectionString)
            : new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
        return connection;
    }
}
