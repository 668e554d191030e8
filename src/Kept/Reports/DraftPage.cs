using Kept.Cases;
using Kept.Reports.ReportSent;
using Kept.Staff;
using Kept.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports;

/// <summary>A page of a draft: the address names the service and carries the draft's secret.</summary>
internal abstract class DraftPage : PageModel
{
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? ServiceCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "draft")]
    public string? DraftSecret { get; set; }

    /// <summary>Whether one came here from "check your answers", and goes back there.</summary>
    [BindProperty(SupportsGet = true, Name = "change")]
    public bool Change { get; set; }

    public OpenDraft Open { get; protected set; } = null!;

    protected (string Service, string Draft) Address => (ServiceCode ?? "", DraftSecret ?? "");

    /// <summary>Opens the draft; answers with what to show instead, where it cannot be worked on (any more).</summary>
    protected async Task<IActionResult?> OpenAsync(CancellationToken cancellationToken)
    {
        var services = HttpContext.RequestServices;
        if (await services.GetRequiredService<Drafts>().FindAsync(ServiceCode, DraftSecret, cancellationToken) is not { } open)
        {
            return Gone();
        }

        Open = open;
        if (open.Draft.AssistedById is not null && services.GetRequiredService<CurrentStaff>().Identity is null)
        {
            return Challenge();
        }

        if (open.Draft.SentAsId is { } id)
        {
            var sent = await services.GetRequiredService<KeptDb>().Cases.AsNoTracking().SingleAsync(c => c.Id == id, cancellationToken);
            return Redirect(ReportSentAddress.Of(sent));
        }

        return open.Details.Following is null ? null : Redirect(open.AddressOf(OpenDraft.FollowingStep));
    }

    /// <summary>Whoever answers: the resident, or the member of staff who is signed in and writes for a caller.</summary>
    protected By By => Open.Draft.AssistedById is null
        ? By.Resident
        : By.Staff(HttpContext.RequestServices.GetRequiredService<CurrentStaff>().Required.Id);

    /// <summary>There is no such draft (any more): says why that may be, and how to start again.</summary>
    protected ViewResult Gone() => new()
    {
        ViewName = "/Reports/DraftGone.cshtml",
        ViewData = new ViewDataDictionary<string>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = ServiceCode ?? "" },
        StatusCode = StatusCodes.Status404NotFound,
    };

    /// <summary>The address to go to after a page of this draft.</summary>
    protected RedirectResult Next(string address) => Redirect(Change ? Open.AddressOf(OpenDraft.CheckStep) : address);
}
