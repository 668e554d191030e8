using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Reports.StartReport;

/// <summary>What a service is, what it asks and what we promise; and the button to begin.</summary>
internal sealed class StartReportPage(CatalogueInUse catalogue, StartReport start, CurrentStaff staff, Words words) : PageModel
{
    private const string Caller = "caller";

    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Code { get; set; }

    /// <summary>"caller": somebody who works here writes for a person on the phone or at the counter.</summary>
    [BindProperty(SupportsGet = true, Name = "for")]
    public string? For { get; set; }

    /// <summary>Who that is, where the desk knows: a follower of another case.</summary>
    [BindProperty(SupportsGet = true, Name = "caller")]
    public long? Known { get; set; }

    /// <summary>How that person came.</summary>
    [BindProperty]
    public Channel Channel { get; set; } = Channel.Phone;

    public bool ForCaller => For == Caller;

    public Service Service { get; private set; } = null!;

    public IEnumerable<Question> AlwaysAsked => Service.Questions.Where(question => question.ShowWhen is null);

    public IActionResult OnGet() => Find() is null ? NotFound() : MustSignIn ? Challenge() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Find() is not { } service)
        {
            return NotFound();
        }

        if (MustSignIn)
        {
            return Challenge();
        }

        var channel = Channel == Channel.Counter ? Channel.Counter : Channel.Phone;
        var assistance = ForCaller ? new Assistance(staff.Required.Id, channel, Known) : null;
        return Redirect((await start.HandleAsync(service, words.Language, assistance, cancellationToken)).First);
    }

    private bool MustSignIn => ForCaller && staff.Identity is null;

    private CataloguedService? Find()
    {
        var found = catalogue.Find(Code ?? "");
        Service = found?.Service!;
        return found;
    }
}
