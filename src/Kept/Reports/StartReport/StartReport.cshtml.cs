using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Reports.StartReport;

/// <summary>What a service is, what it asks and what we promise; and the button to begin.</summary>
internal sealed class StartReportPage(CatalogueInUse catalogue, StartReport start, Words words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Code { get; set; }

    public Service Service { get; private set; } = null!;

    public IEnumerable<Question> AlwaysAsked => Service.Questions.Where(question => question.ShowWhen is null);

    public IActionResult OnGet() => Find() is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Find() is { } service ? Redirect((await start.HandleAsync(service, words.Language, cancellationToken)).First) : NotFound();

    private CataloguedService? Find()
    {
        var found = catalogue.Find(Code ?? "");
        Service = found?.Service!;
        return found;
    }
}
