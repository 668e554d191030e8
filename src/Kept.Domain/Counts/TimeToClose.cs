using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Kept.Domain.Counts;

/// <summary>
/// How long cases took from first contact to close, in steps: fine where most cases end, coarse beyond. A step that is
/// added or moved needs a full recount.
/// </summary>
public static class TimeToClose
{
    private const string Prefix = "closed.within.";

    /// <summary>More than the last step.</summary>
    public const string Longer = "closed.later";

    /// <summary>The ends of the steps, in days of 24 hours.</summary>
    public static readonly ImmutableArray<int> Steps =
        [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 21, 25, 30, 35, 42, 49, 56, 70, 84, 100, 120, 150, 180, 240, 300, 365];

    private static readonly ImmutableArray<string> Names =
        [.. Steps.Select(days => Prefix + days.ToString("000", CultureInfo.InvariantCulture))];

    /// <summary>What is counted for a case that took so long. A step includes its end.</summary>
    public static string WhatOf(Duration taken)
    {
        var step = 0;
        while (step < Steps.Length && taken > Duration.FromDays(Steps[step]))
        {
            step++;
        }

        return step < Steps.Length ? Names[step] : Longer;
    }

    public static string WhatOf(int step) => Names[step];
}
