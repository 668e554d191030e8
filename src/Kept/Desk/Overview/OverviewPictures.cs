using Kept.Settings;
using Kept.Texts;
using NodaTime;

namespace Kept.Desk.Overview;

/// <summary>The pictures of the overview with their words, each mark with the way to the cases behind it.</summary>
internal sealed class OverviewPictures(OverviewFigures figures, OverviewFilter filter, GoalSettings goals, Words words)
{
    public ShareChart Kept { get; } = new(
        "kept",
        words["overview.kept.title"],
        Of("overview.kept.summary", figures.All.KeptShare, figures.All.Kept, figures.All.Settled, words),
        [.. figures.Weeks.Select(week => new ShareMark(
            week.Week,
            week.Sums.KeptShare,
            MarkWords("overview.kept.mark", week.Week, week.Sums.Kept, week.Sums.Settled, words),
            BehindAddress.Of(filter, week.Sums.Broken > 0 ? CountedCases.Broken : CountedCases.Kept, week.Week)))],
        goals.PromisesKept,
        words["overview.kept.goal", ("n", goals.PromisesKept)]);

    public ShareChart Satisfied { get; } = new(
        "satisfied",
        words["overview.satisfied.title"],
        Of("overview.satisfied.summary", figures.All.SatisfiedShare, figures.All.Yes, figures.All.Answered, words),
        [.. figures.Weeks.Select(week => new ShareMark(
            week.Week,
            week.Sums.SatisfiedShare,
            MarkWords("overview.satisfied.mark", week.Week, week.Sums.Yes, week.Sums.Answered, words),
            BehindAddress.Of(filter, week.Sums.No > 0 ? CountedCases.No : CountedCases.Yes, week.Week)))],
        goals.Satisfied,
        words["overview.satisfied.goal", ("n", goals.Satisfied)]);

    public CurveChart Closing { get; } = new(figures, goals.DaysToClose);

    public RateChart Chasers { get; } = new(figures, goals.ChasersPerHundred);

    private static string Of(string key, double? share, long part, long all, Words words) => words[
        key, ("share", OverviewWords.Percent(share, words)), ("part", OverviewWords.Number(part, words)), ("all", OverviewWords.Number(all, words)), ("count", all)];

    private static string MarkWords(string key, LocalDate week, long part, long all, Words words) => words[
        key, ("week", OverviewWords.Week(week, words)), ("part", OverviewWords.Number(part, words)), ("all", OverviewWords.Number(all, words))];
}
