using System.Globalization;
using Kept.Catalogue;
using Kept.Domain.Counts;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Overview.CasesBehind;

/// <summary>The cases behind a mark or a cell of the overview.</summary>
internal sealed class CasesBehindModel(CasesBehind behind, CatalogueInUse catalogue, DeskTime time, Words words) : PageModel
{
    [FromQuery(Name = "what")]
    public CountedCases? What { get; set; }

    public OverviewFilter Filter { get; private set; } = new(null, CountWeek.Always, CountWeek.Always, null, null);

    public LocalDate? Week { get; private set; }

    public CasesBehindPage Shown { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (What is not { } what || !Enum.IsDefined(what))
        {
            return NotFound();
        }

        Filter = OverviewFilter.Read(Request.Query, time.Today);
        Week = LocalDatePattern.Iso.Parse(Request.Query["week"].ToString()) is { Success: true, Value: { Year: >= 1990 and <= 2200 } day } ? CountWeek.Of(day) : null;
        var (first, last) = (Week ?? Filter.From, Week ?? Filter.To);
        var after = long.TryParse(Request.Query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        Shown = await behind.HandleAsync(
            new CasesBehindInput(what, StartOf(first), StartOf(last.PlusWeeks(1)), Filter.Team, Filter.Service, after), cancellationToken);
        return Page();
    }

    public string About => OverviewWords.About(Week ?? Filter.From, (Week ?? Filter.To).PlusDays(6), Filter, catalogue, words);

    public string? Next => Shown.Next is { } next ? BehindAddress.Of(Filter, What!.Value, Week, after: next) : null;

    private Instant StartOf(LocalDate day) => time.Zone.AtStartOfDay(day).ToInstant();
}
