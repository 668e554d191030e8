using System.Diagnostics;
using System.Globalization;
using System.Net;
using Kept.Testing;
using Kept.Testing.Databases;

namespace Kept.Chaos.OneNode;

/// <summary>The same load for as long as it is let: memory, handles and latency must not rise.</summary>
internal sealed class SteadyLoad()
    : OneNodeExperiment("soak", "A steady load of reports and pages; memory, handles and latency stay flat.", 0, Database.Sqlite, Database.PostgreSql)
{
    private const int ReportsASecond = 20;
    private const double MostGrowth = 1.25;

    protected override async IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options)
    {
        foreach (var database in options.Databases)
        {
            var (name, ledger, folder) = (Submissions.NameOf(database), new Submissions(), TestFolder.New("soak"));
            await using var data = await TestDatabase.CreateAsync(database, folder);
            var (samples, refused) = (new List<Sample>(), 0);
            await using (var kept = await KeptProcess.StartAsync(data.Settings, folder))
            {
                using var client = new HttpClient { BaseAddress = kept.Address };
                var (since, number) = (Stopwatch.StartNew(), 0);
                while (since.Elapsed < options.Time)
                {
                    var sample = await SampleAsync(kept, client, ledger, () => number++);
                    samples.Add(sample);
                    refused += sample.Refused;
                }
            }

            yield return Finding.Note($"{name}: reports taken in {options.Time.TotalMinutes:0} minutes", Finding.Number(ledger.Acknowledged));
            yield return Finding.None($"{name}: reports refused or not answered", refused);
            // The first quarter goes to compiling and filling caches.
            var quarter = samples.Count / 4;
            var (early, late) = (samples.Skip(quarter).Take(quarter).ToList(), samples.TakeLast(quarter).ToList());
            yield return Flat($"{name}: memory, MB", early.Average(one => one.Memory), late.Average(one => one.Memory));
            yield return Flat($"{name}: open handles", early.Average(one => one.Handles), late.Average(one => one.Handles));
            yield return Flat($"{name}: threads", early.Average(one => one.Threads), late.Average(one => one.Threads));
            yield return Flat($"{name}: a report taken, ms (median)", early.Select(one => one.Latency).Order().ElementAt(quarter / 2), late.Select(one => one.Latency).Order().ElementAt(quarter / 2));
            await foreach (var finding in ledger.CompareAsync(data.Settings))
            {
                yield return finding with { What = $"{name}: {finding.What}" };
            }
        }
    }

    /// <summary>One second of load, and what the process holds after it.</summary>
    private static async Task<Sample> SampleAsync(KeptProcess kept, HttpClient client, Submissions ledger, Func<int> next)
    {
        var (second, latencies, refused) = (Stopwatch.StartNew(), new List<double>(), 0);
        for (var i = 0; i < ReportsASecond; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            refused += await ledger.SendAsync(client, next()) == (int)HttpStatusCode.Created ? 0 : 1;
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            foreach (var page in new[] { "/", "/report/fly-tipping", "/api/v1/services" })
            {
                using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
            }
        }

        if (second.Elapsed < TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromSeconds(1) - second.Elapsed);
        }

        using var process = Process.GetProcessById(kept.ProcessId);
        var handles = Directory.GetFiles($"/proc/{kept.ProcessId}/fd").Length;
        return new Sample(process.WorkingSet64 / 1024.0 / 1024.0, handles, process.Threads.Count, latencies.Order().ElementAt(latencies.Count / 2), refused);
    }

    private static Finding Flat(string what, double early, double late) => new(
        what, string.Create(CultureInfo.InvariantCulture, $"{early:0.0} → {late:0.0}"),
        string.Create(CultureInfo.InvariantCulture, $"last quarter at most {MostGrowth} times the second"), late <= early * MostGrowth);

    private sealed record Sample(double Memory, double Handles, double Threads, double Latency, int Refused);
}
