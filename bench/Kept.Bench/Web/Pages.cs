using System.Diagnostics;

namespace Kept.Bench.Web;

/// <param name="Expected">Stands in the page when it is the right one.</param>
internal sealed record PageAddress(string Path, string Expected);

/// <param name="Half">Half of the requests took no longer (milliseconds).</param>
/// <param name="Most">99 of 100 took no longer (milliseconds).</param>
/// <param name="Processor">Milliseconds of the program's processor time per request.</param>
internal sealed record PageTimes(string Name, double Half, double Most, double Processor, int Requests);

/// <summary>How long pages take, one request after the other, over several different cases in turn.</summary>
internal static class Pages
{
    private const int WarmUp = 150;
    private const int Fewest = 100;

    public static PageTimes Measure(KeptUnderTest program, PageKind kind, TimeSpan time)
    {
        var (pages, cookie) = (kind.Pages, kind.Cookie);
        using var client = new RawClient(program.Address);
        for (var i = 0; i < WarmUp; i++)
        {
            Look(client, pages[i % pages.Count], cookie);
        }

        var times = new List<double>();
        var before = program.ProcessorTime;
        var since = Stopwatch.StartNew();
        while (times.Count < Fewest || since.Elapsed < time)
        {
            var started = Stopwatch.GetTimestamp();
            Look(client, pages[times.Count % pages.Count], cookie);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var processor = (program.ProcessorTime - before).TotalMilliseconds / times.Count;
        times.Sort();
        return new PageTimes(kind.Name, times[times.Count / 2], times[Math.Min(times.Count - 1, times.Count * 99 / 100)], processor, times.Count);
    }

    private static void Look(RawClient client, PageAddress page, string? cookie)
    {
        var answer = client.Get(page.Path, cookie);
        if (answer.Status != 200 || !answer.Body.Contains(page.Expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"{page.Path} was answered with {answer.Status}, and without \"{page.Expected}\".");
        }
    }
}
