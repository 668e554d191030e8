using System.Collections.Immutable;
using Kept.Counts;
using Kept.Domain.Counts;
using NodaTime;

namespace Kept.Desk.Overview;

/// <summary>Figures by what they count.</summary>
internal sealed class Sums
{
    private readonly Dictionary<string, long> byWhat;

    public Sums(IEnumerable<Figure> figures)
        : this(figures.Select(figure => KeyValuePair.Create(figure.What, figure.N)))
    {
    }

    private Sums(IEnumerable<KeyValuePair<string, long>> parts) => byWhat = parts.GroupBy(part => part.Key)
        .ToDictionary(group => group.Key, group => group.Sum(part => part.Value), StringComparer.Ordinal);

    public static Sums Of(IEnumerable<Sums> parts) => new(parts.SelectMany(part => part.byWhat));

    public long Kept => Of(What.Kept);

    public long Broken => Of(What.Broken);

    public long Settled => Kept + Broken;

    public long Revised => Of(What.Revised);

    public long Received => Of(What.Received);

    public long Closed => Of(What.Closed);

    public long Open => Of(What.Open);

    public long Contacts => Of(What.Contacts);

    public long Chasers => Of(What.Chasers);

    public long Asked => Of(What.Asked);

    public long Yes => Of(What.Yes);

    public long No => Of(What.No);

    public long Unsure => Of(What.Unsure);

    public long Answered => Yes + No + Unsure;

    public double? KeptShare => Share(Kept, Settled);

    public double? ChasersPerHundred => Share(Chasers, Received);

    public double? SatisfiedShare => Share(Yes, Answered);

    public long Of(string what) => byWhat.GetValueOrDefault(what);

    /// <summary>In a hundred; null where there is nothing to have a share of.</summary>
    private static double? Share(long part, long all) => all == 0 ? null : 100.0 * part / all;
}

/// <summary>A week, or several where a picture has no room for each.</summary>
/// <param name="Week">The Monday of the first.</param>
/// <param name="Last">The Monday of the last.</param>
internal sealed record WeekFigures(LocalDate Week, LocalDate Last, Sums Sums);

internal sealed record ServiceFigures(string Code, string Name, Sums Sums, SurvivalCurve Curve);

/// <summary>What the overview shows, made of figures; every week of the period is there, also one without any.</summary>
internal sealed record OverviewFigures(
    IReadOnlyList<WeekFigures> Weeks, IReadOnlyList<ServiceFigures> Services, Sums All, SurvivalCurve Curve)
{
    /// <summary>Nothing has ever come in.</summary>
    public bool IsEmpty => All is { Received: 0, Open: 0, Settled: 0, Contacts: 0 };

    /// <summary>
    /// Marks for a picture: a year in stretches of four weeks, as nobody can hit one of 52 marks with a thumb. The last
    /// stretch is whole; the first may be shorter.
    /// </summary>
    public IReadOnlyList<WeekFigures> Stretches
    {
        get
        {
            const int MostMarks = 13;
            var length = (Weeks.Count + MostMarks - 1) / MostMarks;
            return [.. Weeks.Reverse().Chunk(length).Reverse()
                .Select(weeks => new WeekFigures(weeks[^1].Week, weeks[0].Week, Sums.Of(weeks.Select(week => week.Sums))))];
        }
    }

    /// <param name="figures">As they were read, of the period and stocks.</param>
    /// <param name="nameOf">The name of a service by its code.</param>
    public static OverviewFigures Of(IReadOnlyList<Figure> figures, OverviewFilter filter, LocalDate today, Func<string, string> nameOf)
    {
        var byWeek = figures.ToLookup(figure => figure.Week);
        var weeks = ImmutableArray.CreateBuilder<WeekFigures>();
        for (var week = filter.From; week <= filter.To; week = week.PlusWeeks(1))
        {
            weeks.Add(new WeekFigures(week, week, new Sums(byWeek[week])));
        }

        return new OverviewFigures(
            weeks.ToImmutable(),
            [.. figures.GroupBy(figure => figure.Service)
                .Select(service => new ServiceFigures(service.Key, nameOf(service.Key), new Sums(service), CurveOf(service, today)))
                .OrderByDescending(service => service.Sums.Received).ThenBy(service => service.Code, StringComparer.Ordinal)],
            new Sums(figures),
            CurveOf(figures, today));
    }

    private static SurvivalCurve CurveOf(IEnumerable<Figure> figures, LocalDate today) => SurvivalCurve.Of(
        [.. figures.Where(figure => figure.Week != CountWeek.Always).GroupBy(figure => figure.Week).Select(week => CohortOf(week.Key, new Sums(week), today))]);

    private static Cohort CohortOf(LocalDate week, Sums sums, LocalDate today) => new(
        Period.DaysBetween(week.PlusWeeks(1), today),
        sums.Received,
        sums.Of(What.Left),
        [.. Enumerable.Range(0, TimeToClose.Steps.Length).Select(step => sums.Of(TimeToClose.WhatOf(step)))]);
}
