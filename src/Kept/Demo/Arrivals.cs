using NodaTime;

namespace Kept.Demo;

/// <summary>
/// When residents get in touch: more each year, most on Mondays, by day and in the evening, hardly at night, and a little
/// more in the last days, as what is still open came in lately.
/// </summary>
internal sealed class Arrivals(Dice dice, DateTimeZone zone)
{
    private const double GrowthInThePeriod = 0.25;
    private const double FromTheLastDays = 0.04;
    private const int LastDays = 10;

    private static readonly double[] Weekdays = [1.35, 1.2, 1.1, 1.05, 1.0, 0.6, 0.5];
    private static readonly double[] Hours =
        [0.3, 0.15, 0.1, 0.08, 0.1, 0.3, 1.2, 3, 6, 8.5, 8.5, 7.5, 6.5, 6, 6, 5.8, 5.5, 5, 5.2, 5.5, 5, 3.5, 1.8, 0.8];

    /// <summary>In order of time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="days">How far back the first may be.</param>
    /// <param name="until">All are before this.</param>
    public Instant[] Before(Instant until, int days, int count)
    {
        var first = until.InZone(zone).Date.PlusDays(-days);
        var sums = new double[days + 1];
        var sum = 0.0;
        for (var day = 0; day <= days; day++)
        {
            var weekday = Weekdays[(int)first.PlusDays(day).DayOfWeek - 1];
            sums[day] = sum += weekday * (1 + (GrowthInThePeriod * day / days));
        }

        var arrivals = new Instant[count];
        for (var i = 0; i < count; i++)
        {
            arrivals[i] = One(first, sums, until);
        }

        Array.Sort(arrivals);
        return arrivals;
    }

    private Instant One(LocalDate first, double[] sums, Instant until)
    {
        while (true)
        {
            var day = dice.Chance(FromTheLastDays)
                ? Math.Max(0, sums.Length - 1 - dice.Between(0, LastDays))
                : DayAt(sums, dice.Share() * sums[^1]);
            var time = new LocalTime(dice.Weighted(Hours), dice.Between(0, 59), dice.Between(0, 59)).PlusMilliseconds(dice.Between(0, 999));
            var arrival = (first.PlusDays(day) + time).InZoneLeniently(zone).ToInstant();
            if (arrival < until)
            {
                return arrival;
            }
        }
    }

    private static int DayAt(double[] sums, double hit)
    {
        var found = Array.BinarySearch(sums, hit);
        return Math.Min(found < 0 ? ~found : found, sums.Length - 1);
    }
}
