using Kept.Settings;
using Kept.Texts;

namespace Kept.Desk.Overview;

/// <summary>The pictures of the overview with their words, each mark with the way to the cases behind it.</summary>
internal sealed class OverviewPictures(OverviewFigures figures, OverviewFilter filter, GoalSettings goals, Words words)
{
    public ShareChart Kept { get; } = new(
        "kept",
        words["overview.kept.title"],
        Of("overview.kept.summary", figures.All.KeptShare, figures.All.Kept, figures.All.Settled, words),
        [.. figures.Stretches.Select(stretch => new ShareMark(
            stretch.Week,
            stretch.Sums.KeptShare,
            MarkWords("overview.kept.mark", stretch, stretch.Sums.Kept, stretch.Sums.Settled, words),
            Behind(filter, stretch, stretch.Sums.Broken > 0 ? CountedCases.Broken : CountedCases.Kept)))],
        goals.PromisesKept,
        words["overview.kept.goal", ("n", goals.PromisesKept)]);

    public ShareChart Satisfied { get; } = new(
        "satisfied",
        words["overview.satisfied.title"],
        Of("overview.satisfied.summary", figures.All.SatisfiedShare, figures.All.Yes, figures.All.Answered, words),
        [.. figures.Stretches.Select(stretch => new ShareMark(
            stretch.Week,
            stretch.Sums.SatisfiedShare,
            MarkWords("overview.satisfied.mark", stretch, stretch.Sums.Yes, stretch.Sums.Answered, words),
            Behind(filter, stretch, stretch.Sums.No > 0 ? CountedCases.No : CountedCases.Yes)))],
        goals.Satisfied,
        words["overview.satisfied.goal", ("n", goals.Satisfied)]);

    public CurveChart Closing { get; } = new(figures, goals.DaysToClose);

    public RateChart Chasers { get; } = new(figures, goals.ChasersPerHundred);

    private static string Of(string key, double? share, long part, long all, Words words) => words[
        key, ("share", OverviewWords.Percent(share, words)), ("part", OverviewWords.Number(part, words)), ("all", OverviewWords.Number(all, words)), ("count", all)];

    private static string Behind(OverviewFilter filter, WeekFigures stretch, CountedCases what) =>
        BehindAddress.Of(filter with { Weeks = null, From = stretch.Week, To = stretch.Last }, what);

    private static string MarkWords(string key, WeekFigures stretch, long part, long all, Words words) => words[
        key, ("from", OverviewWords.Week(stretch.Week, words)), ("to", OverviewWords.Week(stretch.Last.PlusDays(6), words)), ("part", OverviewWords.Number(part, words)), ("all", OverviewWords.Number(all, words))];
}
