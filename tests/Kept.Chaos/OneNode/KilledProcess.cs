using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Kept.Settings;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Mails;

namespace Kept.Chaos.OneNode;

/// <summary>
/// SIGKILL at random points while submissions come in and mails go out; clients send again what was not answered, under the
/// same key.
/// </summary>
internal sealed partial class KilledProcess()
    : OneNodeExperiment("killed", "The process is killed at random points of reports and mails.", 20000, Database.Sqlite, Database.PostgreSql)
{
    private const int Clients = 16;

    /// <summary>So many submissions between two kills, on average.</summary>
    private const int PerKill = 500;

    /// <summary>For mails that a killed process had in hand, and a machine that does other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    protected override async IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options)
    {
        foreach (var database in options.Databases)
        {
            var folder = TestFolder.New("killed");
            await using var data = await TestDatabase.CreateAsync(database, folder);
            await using var relay = new ScriptedRelay();
            var (ledger, count) = (new Submissions(), options.Count);
            var kills = await RunAsync(data.Settings, folder, relay, ledger, count);

            var name = Submissions.NameOf(database);
            yield return Finding.Same($"{name}: submissions acknowledged, with {kills} kills", count, ledger.Acknowledged);
            await foreach (var finding in ledger.CompareAsync(data.Settings))
            {
                yield return finding with { What = $"{name}: {finding.What}" };
            }

            var mails = relay.Mails.Select(mail => (To: Header(mail, ToPattern()), Id: Header(mail, IdPattern()))).ToList();
            var byAddress = mails.GroupBy(mail => mail.To, StringComparer.OrdinalIgnoreCase).ToList();
            yield return Finding.Same($"{name}: residents who got their confirmation", count, byAddress.Count);
            yield return Finding.None($"{name}: residents with two different mails", byAddress.Count(mine => mine.Select(mail => mail.Id).Distinct().Count() > 1));
            yield return Finding.Note(
                $"{name}: mails handed over twice under one Message-ID", Finding.Number(mails.Count - mails.Select(mail => mail.Id).Distinct().Count()));
        }
    }

    private static async Task<int> RunAsync(DatabaseSettings database, string folder, ScriptedRelay relay, Submissions ledger, int count)
    {
        await using var kept = await KeptProcess.StartAsync(
            database, folder, ("Mail__Smtp__Host", "127.0.0.1"), ("Mail__Smtp__Port", $"{relay.Port}"), ("Mail__Smtp__Timeout", "5"));
        var next = -1;
        using var client = new HttpClient { BaseAddress = kept.Address, Timeout = TimeSpan.FromSeconds(30) };
        var sending = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
            {
                while (await ledger.SendAsync(client, number) != 201)
                {
                    await Task.Delay(100);
                }
            }
        })));

        var (kills, random) = (0, new Random(20_261_126));
        while (!sending.IsCompleted)
        {
            var until = ledger.Acknowledged + random.Next(2 * PerKill);
            await Eventually.IsTrueAsync(() => sending.IsCompleted || ledger.Acknowledged >= until, Patience);
            await Task.Delay(random.Next(40));
            await kept.KillAndStartAgainAsync();
            kills++;
        }

        await sending;
        await WaitForMailsAsync(database);
        return kills;
    }

    private static async Task WaitForMailsAsync(DatabaseSettings database)
    {
        await using var connection = await Submissions.OpenAsync(database);
        await Eventually.IsTrueAsync(
            async () => await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM messages WHERE state = 'Waiting'") == 0, Patience);
    }

    private static string Header(byte[] mail, Regex pattern) => pattern.Match(Encoding.Latin1.GetString(mail)).Groups[1].Value.Trim();

    [GeneratedRegex(@"^To: .*?([^\s<>]+@[^\s<>]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ToPattern();

    [GeneratedRegex(@"^Message-ID:\s*(\S+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex IdPattern();
}
