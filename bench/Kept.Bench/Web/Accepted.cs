using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Kept.Bench.Web;

/// <param name="Rate">Cases a second.</param>
/// <param name="ProcessorTime">Of the program, per case.</param>
/// <param name="References">Of all that were acknowledged, with the link of each.</param>
internal sealed record AcceptedCases(double Rate, TimeSpan ProcessorTime, IReadOnlyList<(string Reference, string Path)> References);

/// <summary>How many reports a second are accepted over the API: each with its own key and content, each answered with 201.</summary>
internal static class Accepted
{
    private static int number;

    public static AcceptedCases Measure(KeptUnderTest program, int clients, TimeSpan time)
    {
        Run(program, clients, TimeSpan.FromSeconds(2));
        var before = program.ProcessorTime;
        var since = Stopwatch.StartNew();
        var references = Run(program, clients, time);
        var elapsed = since.Elapsed;
        return new AcceptedCases(references.Count / elapsed.TotalSeconds, (program.ProcessorTime - before) / references.Count, references);
    }

    private static List<(string Reference, string Path)> Run(KeptUnderTest program, int clients, TimeSpan time)
    {
        var all = new ConcurrentBag<List<(string, string)>>();
        var threads = Enumerable.Range(0, clients).Select(_ => new Thread(() => all.Add(SendFor(program.Address, time)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return all.Count == clients ? [.. all.SelectMany(list => list)] : throw new InvalidOperationException("A client gave up.");
    }

    private static List<(string Reference, string Path)> SendFor(Uri address, TimeSpan time)
    {
        var references = new List<(string, string)>();
        using var client = new RawClient(address);
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < until)
        {
            var answer = client.Post("/api/v1/cases", Guid.NewGuid().ToString("N"), Report(Interlocked.Increment(ref number)));
            if (answer.Status != 201)
            {
                throw new InvalidOperationException($"A report was answered with {answer.Status}: {answer.Body}");
            }

            using var receipt = JsonDocument.Parse(answer.Body);
            references.Add((
                receipt.RootElement.GetProperty("reference").GetString()!,
                new Uri(receipt.RootElement.GetProperty("trackUrl").GetString()!).AbsolutePath));
        }

        return references;
    }

    private static string Report(int number) => $$"""
        {"service":"fly-tipping","language":"en",
         "contact":{"name":"Ada Whitlock","mail":"ada.{{number}}@example.org","phone":"07700 900{{number % 1000:000}}"},
         "answers":{"what":["furniture","bags"],"size":"van","where":{"lat":51.5{{number % 10_000:0000}},"lon":-0.12{{number % 1000:000}},"address":"{{number % 90}} Mill Lane","words":"behind the school"},
         "blocks":{{(number % 2 == 0 ? "true" : "false")}},"more":"It has been there since the weekend, number {{number}}."} }
        """;
}
