using Kept.Catalogue;
using Kept.Counts;
using Kept.Domain.Counts;
using Kept.Settings;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Kept.Desk.Overview;

/// <summary>Whether the organisation keeps its word, in a sentence and four pictures: for leads and councillors.</summary>
internal sealed class OverviewModel(
    ReadCounts counts, CatalogueInUse catalogue, StaffTeams teams, DeskTime time, Words words, IOptions<KeptSettings> settings) : PageModel
{
    public OverviewFilter Filter { get; private set; } = new(null, CountWeek.Always, CountWeek.Always, null, null);

    public OverviewFigures Figures { get; private set; } = new([], [], new Sums([]), SurvivalCurve.Of([]));

    public IEnumerable<(string Code, string Name)> Teams => teams.All(words.Language);

    public IEnumerable<(string Code, string Name)> Services => catalogue.Current.Services
        .Select(service => (service.Service.Code, service.Service.Name.In(words.Language)))
        .OrderBy(service => service.Item2, StringComparer.Create(words.Culture, ignoreCase: true));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = OverviewFilter.Read(Request.Query, time.Today);
        var figures = await counts.HandleAsync(new CountPeriod(Filter.From, Filter.To, Filter.Team, Filter.Service), cancellationToken);
        Figures = OverviewFigures.Of(figures, Filter, time.Today, NameOf);
    }

    public OverviewPictures Pictures => new(Figures, Filter, settings.Value.Goals, words);

    /// <summary>The last week of the period, which is this week unless somebody chose other days.</summary>
    public WeekFigures Latest => Figures.Weeks[^1];

    public bool IsThisWeek => Latest.Week == CountWeek.Of(time.Today);

    /// <summary>"This week 94 of 100 promises were kept; 12 residents had to ask."</summary>
    public string Headline
    {
        get
        {
            var sums = IsThisWeek ? Latest.Sums : Figures.All;
            return words[
                IsThisWeek ? "overview.headline.week" : "overview.headline.period",
                ("settled", sums.Settled), ("kept", OverviewWords.Number(sums.Kept, words)), ("all", OverviewWords.Number(sums.Settled, words)), ("asked", sums.Asked)];
        }
    }

    /// <summary>What the pictures are about, also on paper: "1 Dec 2025 to 8 Mar 2026 · Highways".</summary>
    public string About => OverviewWords.About(Filter.From, Filter.LastDay, Filter, catalogue, words);

    private string NameOf(string service) => catalogue.Find(service)?.Service.Name.In(words.Language) ?? service;
}
