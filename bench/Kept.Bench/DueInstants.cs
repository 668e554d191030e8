using System.Globalization;
using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using Calendar = Kept.Domain.Calendars.Calendar;

namespace Kept.Bench;

/// <summary>
/// How many due instants one core works out in a second, over ten years of holidays, beside the barest thing that could answer:
/// one binary search for the next of the same years' closings.
/// </summary>
internal static class DueInstants
{
    private const int Questions = 1_000_000;
    private const int Rounds = 5;

    private static readonly string[] Targets =
        ["7 working days", "32 working hours", "90 working minutes", "15 calendar days", "24 hours", "250 working days"];

    public static int Run(TextWriter output)
    {
        var calendar = new Calendar(new CalendarDefinition
        {
            Code = "DE-BY",
            Zone = HolidaySet.Find("DE-BY").Zone,
            Hours = WeeklyHours.Office,
            HolidaySets = ["DE-BY"],
        });
        var random = new Random(1);
        var start = Instant.FromUtc(2020, 1, 1, 0, 0);
        var from = Enumerable.Range(0, Questions).Select(_ => start + Duration.FromSeconds(random.NextInt64(10 * 365 * 86_400L))).ToArray();

        output.WriteLine($"Due instants a second of one core's time, {Questions:N0} random starts over ten years, best and median of {Rounds} rounds");
        output.WriteLine($"{"target",-22}{"best",14}{"median",14}");
        Write(output, "(one binary search)", Search(from, ClosingsOf(calendar, start)));
        foreach (var text in Targets)
        {
            var target = Target.Parse(text);
            Write(output, text, Rates(from, instant => calendar.DueAt(instant, target)));
        }

        var mixed = Targets.Select(Target.Parse).ToArray();
        var next = 0;
        Write(output, "all in turn", Rates(from, instant => calendar.DueAt(instant, mixed[next++ % mixed.Length])));
        var week = Target.Parse(Targets[0]);
        Write(output, "7 days with explanation", Rates(from[..20_000], instant => calendar.Due(instant, week).At));
        Write(output, "a new calendar's first", Rates(from[..2_000], instant => new Calendar(calendar.Definition).DueAt(instant, week)));
        return 0;
    }

    private static long[] ClosingsOf(Calendar calendar, Instant start)
    {
        var closings = new List<long>();
        for (var at = start; closings.Count < 2_600; at = calendar.DueAt(at, new Target(1, TargetUnit.WorkingDays)))
        {
            closings.Add(at.ToUnixTimeSeconds());
        }

        return [.. closings];
    }

    private static double[] Search(Instant[] from, long[] closings) => Rates(from, instant =>
    {
        var found = Array.BinarySearch(closings, instant.ToUnixTimeSeconds());
        return Instant.FromUnixTimeSeconds(closings[Math.Min(found < 0 ? ~found : found, closings.Length - 1)]);
    });

    /// <summary>
    /// Questions a second of processor time, so that other work on the machine does not count; a figure a round, the first round
    /// (tables are built, code is compiled) left out.
    /// </summary>
    private static double[] Rates(Instant[] from, Func<Instant, Instant> due)
    {
        var rates = new double[Rounds];
        for (var round = -1; round < Rounds; round++)
        {
            var started = Environment.CpuUsage.TotalTime;
            var last = Instant.MinValue;
            foreach (var instant in from)
            {
                last = Instant.Max(last, due(instant));
            }

            GC.KeepAlive(last);
            if (round >= 0)
            {
                rates[round] = from.Length / (Environment.CpuUsage.TotalTime - started).TotalSeconds;
            }
        }

        return [.. rates.Order()];
    }

    private static void Write(TextWriter output, string name, double[] rates) => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-22}{rates[^1],14:N0}{rates[rates.Length / 2],14:N0}"));
}
