using System.Net.Sockets;
using System.Text;
using Kept.Testing;
using Kept.Testing.Databases;

namespace Kept.Chaos.OneNode;

/// <summary>
/// Each submission is sent two to five times at the same moment, as a nervous client, a proxy that retries and a double click
/// do; a third of the answers is dropped: the connection is closed before anything is read.
/// </summary>
internal sealed class SeveralTimesAtOnce()
    : OneNodeExperiment("sent-again", "Reports are sent two to five times at once, and a third of the answers is dropped.", 10000, Database.Sqlite, Database.PostgreSql)
{
    private const int AtOnce = 8;

    protected override async IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options)
    {
        foreach (var database in options.Databases)
        {
            var (name, ledger, count) = (Submissions.NameOf(database), new Submissions(), options.Count);
            var folder = TestFolder.New("sent-again");
            await using var data = await TestDatabase.CreateAsync(database, folder);
            var (sent, dropped, refused) = (0, 0, 0);
            await using (var kept = await KeptProcess.StartAsync(data.Settings, folder))
            {
                using var client = new HttpClient { BaseAddress = kept.Address };
                await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
                {
                    var random = new Random(number);
                    var answers = await Task.WhenAll(Enumerable.Range(0, 2 + random.Next(4)).Select(_ => random.Next(3) == 0
                        ? DropAsync(kept.Address, number, () => Interlocked.Increment(ref dropped))
                        : ledger.SendAsync(client, number)).ToList());
                    Interlocked.Add(ref sent, answers.Length);
                    Interlocked.Add(ref refused, answers.Count(status => status is not (201 or 0)));
                    while (!ledger.Has(number) && await ledger.SendAsync(client, number) != 201)
                    {
                        await Task.Delay(50, CancellationToken.None);
                    }
                });
            }

            yield return Finding.Note($"{name}: requests sent, and answers dropped", $"{sent:N0}, {dropped:N0}");
            yield return Finding.None($"{name}: requests refused", refused);
            yield return Finding.Same($"{name}: submissions acknowledged", count, ledger.Acknowledged);
            await foreach (var finding in ledger.CompareAsync(data.Settings))
            {
                yield return finding with { What = $"{name}: {finding.What}" };
            }
        }
    }

    /// <summary>Sends the whole request and hangs up.</summary>
    private static async Task<int> DropAsync(Uri address, int number, Action dropped)
    {
        using var report = Submissions.Report(number);
        var body = await report.Content!.ReadAsByteArrayAsync();
        var head = $"POST /api/v1/cases HTTP/1.1\r\nHost: {address.Authority}\r\nIdempotency-Key: {Submissions.KeyOf(number)}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        dropped();
        return 0;
    }
}
