using Dapper;
using Npgsql;

namespace Kept.Chaos.Cluster;

/// <summary>Holds what is in the database and at the relay against what clients were told.</summary>
internal sealed class ClusterChecks(Writers writers, Ledger ledger, MailSink sink)
{
    private static readonly string[] PartsOfACase = ["promises", "case_events", "case_words", "idempotency_keys"];

    /// <summary>What may still have been in hand when the fault came.</summary>
    private static readonly TimeSpan EarlyEnough = TimeSpan.FromSeconds(10);

    private readonly HashSet<int> lookedFor = [];

    /// <summary>How many of the reports acknowledged since the last look are not there, or are there under another reference.</summary>
    public async Task<int> LostSinceLastLookAsync()
    {
        const int AtOnce = 5000;
        var told = ledger.References.Where(one => lookedFor.Add(one.Key)).ToList();
        await using var connection = await OpenAsync();
        var lost = 0;
        foreach (var some in told.Chunk(AtOnce))
        {
            var kept = await KeptAsync(connection, " AND k.idempotency_key = ANY(@keys)", new { keys = some.Select(one => writers.KeyOf(one.Key)).ToArray() });
            lost += LostOf(some, kept);
        }

        return lost;
    }

    public async Task WaitForMailAsync(TimeSpan longest)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < longest)
        {
            await using var connection = await OpenAsync();
            if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM messages WHERE state = 'Waiting'") == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    /// <summary>
    /// How long the unluckiest resident waited for a mail whose report was acknowledged around a fault: what the killed
    /// worker had in hand comes last, when another takes it over.
    /// </summary>
    public IEnumerable<Finding> TakenOver(IReadOnlyCollection<Round> rounds)
    {
        var arrived = sink.Mails.GroupBy(mail => mail.Recipient).ToDictionary(group => group.Key, group => group.Min(mail => mail.At), StringComparer.Ordinal);
        foreach (var fault in rounds.GroupBy(round => round.Fault))
        {
            var longest = fault.Max(round => LongestWait(round, arrived));
            var what = $"{fault.Key}: longest from the yes to the mail";
            yield return fault.Key == Faults.KillNode
                ? new Finding($"{what} (workers take over)", Finding.Seconds(longest), "within 60 s", longest < TimeSpan.FromSeconds(60))
                : Finding.Note(what, Finding.Seconds(longest));
        }
    }

    private TimeSpan LongestWait(Round round, Dictionary<string, long> arrived)
    {
        var early = round.From - (long)(EarlyEnough.TotalSeconds * TimeProvider.System.TimestampFrequency);
        return ledger.FirstHeard
            .Where(told => writers.LeavesMail(told.Key) && told.Value > early && told.Value < round.To)
            .Select(told => TimeProvider.System.GetElapsedTime(told.Value, arrived.GetValueOrDefault(Writers.MailOf(told.Key), TimeProvider.System.GetTimestamp())))
            .DefaultIfEmpty().Max();
    }

    public async Task<IReadOnlyList<Finding>> FindAsync()
    {
        await using var connection = await OpenAsync();
        var kept = await KeptAsync(connection, "", new { });
        var lost = LostOf(ledger.References, kept);
        var cases = await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM cases");
        var halves = 0;
        foreach (var part in PartsOfACase)
        {
            halves += await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM {part} p WHERE p.case_id = c.id)");
        }

        return
        [
            Finding.Note("reports acknowledged", Finding.Number(ledger.References.Count)),
            Finding.Note("tries without an answer, or refused for now", Finding.Number(ledger.Unanswered)),
            Finding.None("acknowledged and lost", lost),
            Finding.None("two references for one report", ledger.Contradictions),
            Finding.None("cases made twice", cases - kept.Count),
            Finding.None("half cases", halves),
            .. await MailAsync(connection),
        ];
    }

    private static async Task<Dictionary<string, string>> KeptAsync(NpgsqlConnection connection, string condition, object values) =>
        (await connection.QueryAsync<(string Key, string Reference)>(
            $"SELECT k.idempotency_key, c.reference FROM idempotency_keys k JOIN cases c ON c.id = k.case_id WHERE k.scope = 'api'{condition}", values))
            .ToDictionary(row => row.Key, row => row.Reference.Insert(4, "-"), StringComparer.Ordinal);

    private int LostOf(IEnumerable<KeyValuePair<int, string>> told, Dictionary<string, string> kept) =>
        told.Count(one => kept.GetValueOrDefault(writers.KeyOf(one.Key)) != one.Value);

    private async Task<IReadOnlyList<Finding>> MailAsync(NpgsqlConnection connection)
    {
        var expected = ledger.References.Keys.Count(writers.LeavesMail);
        var ids = sink.Mails.GroupBy(mail => mail.Recipient).ToDictionary(
            group => group.Key, group => group.Select(mail => mail.MessageId).Distinct().Count(), StringComparer.Ordinal);
        var again = sink.Mails.Count - sink.Mails.Select(mail => mail.MessageId).Distinct().Count();
        return
        [
            Finding.Note("mails that were due", Finding.Number(expected)),
            Finding.None("residents without their mail", ledger.References.Keys.Where(writers.LeavesMail).Count(number => !ids.ContainsKey(Writers.MailOf(number)))),
            Finding.None("notices sent twice (two Message-IDs)", ids.Values.Count(count => count > 1)),
            Finding.Note("handed to the relay again under the same Message-ID", Finding.Number(again)),
            Finding.None("mails not in their final state", await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM messages WHERE state <> 'Sent'")),
        ];
    }

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ClusterLab.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
