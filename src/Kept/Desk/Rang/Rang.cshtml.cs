using System.Collections.Immutable;
using System.Globalization;
using Kept.Api;
using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Cases.LogContact;
using Kept.Catalogue;
using Kept.Desk.Search;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Desk.Rang;

/// <summary>
/// "They rang": one field finds the person and their cases, and each case has what a call can be about. Wanting news is
/// one click: the contact is logged, and the sentence to read aloud stands there as the resident was given it.
/// </summary>
internal sealed class RangModel(ReadCallers read, CatalogueInUse catalogue, CurrentStaff current, FormOnce once, Words words) : PageModel
{
    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    /// <summary>The case about which the contact has just been logged.</summary>
    [FromQuery(Name = "told")]
    public string? Told { get; set; }

    /// <summary>The case to which something has just been added.</summary>
    [FromQuery(Name = "added")]
    public string? Added { get; set; }

    public string OnceKey { get; } = FormOnce.NewKey();

    [BindProperty]
    public CallForm Call { get; set; } = new();

    public ImmutableArray<Caller> Callers { get; private set; } = [];

    public bool More { get; private set; }

    public bool HasLooked => !SearchWords.Parse(Typed).IsEmpty;

    public CallersCase? ToldAbout => CaseOf(Told);

    public CallersCase? AddedTo => CaseOf(Added);

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LookAsync(cancellationToken);

    /// <summary>Something new: the wizard, filled in by the agent for whoever is on the line.</summary>
    /// <param name="caller">The follower whose name and addresses go into it; null for somebody else.</param>
    public IActionResult OnGetNew(string? service, long? caller) => catalogue.Find(service ?? "") is { } offered
        ? LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/report/{offered.Service.Code}?for=caller{(caller is { } id ? $"&caller={id}" : "")}"))
        : NotFound();

    /// <summary>Those found who have told us who they are.</summary>
    public IReadOnlyList<(long Id, string Name)> Known =>
    [
        .. from caller in Callers
           let id = caller.Cases.Select(one => one.FollowerId).FirstOrDefault(id => id is not null)
           let name = string.Join(" · ", new[] { caller.Name, caller.Phone, caller.Mail }.Where(part => !string.IsNullOrWhiteSpace(part)))
           where id is not null && name.Length > 0
           select (id.Value, name),
    ];

    /// <summary>There is no such form.</summary>
    public IActionResult OnPost() => NotFound();

    public Task<IActionResult> OnPostNewsAsync([FromServices] LogContact operation, CancellationToken cancellationToken) =>
        DoAsync("told", reference => operation.HandleAsync(
            new LogContactInput(reference, Me, Channel.Phone, Incoming: true, BringsNews: false, Words: null, FollowerOf(Call.Follower)),
            cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostMoreAsync([FromServices] AddInformation operation, CancellationToken cancellationToken) =>
        DoAsync("added", reference => operation.HandleAsync(
            new AddInformationInput(reference, Me, Channel.Phone, Call.Words?.Trim(), []), cancellationToken), cancellationToken);

    /// <summary>What somebody new could want, under the headings people know.</summary>
    public IEnumerable<(string Group, IEnumerable<(string Code, string Name)> Services)> Services =>
        catalogue.Current.ByGroup(words.Language).Select(heading => (
            heading.Group.Name.In(words.Language),
            heading.Services.Select(offered => (offered.Service.Code, offered.Service.Name.In(words.Language)))));

    private By Me => By.Staff(current.Required.Id);

    private async Task<IActionResult> DoAsync(string done, Func<Reference, Task<CaseOutcome>> operation, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(Call.Reference, out var reference))
        {
            return NotFound();
        }

        switch (await once.DoAsync($"staff:{current.Required.Id}", () => operation(reference), outcome => outcome is CaseOutcome.Done))
        {
            case null or CaseOutcome.Done:
                return LocalRedirect("/desk/rang" + new QueryString().Add("q", Call.Typed ?? "").Add(done, reference.Value));
            case CaseOutcome.Refused refused:
                ModelState.AddModelError("Call.Words", refused.In(words));
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                Typed = Call.Typed;
                await LookAsync(cancellationToken);
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken) => (Callers, More) = await read.HandleAsync(Typed, cancellationToken);

    private CallersCase? CaseOf(string? reference) =>
        Callers.SelectMany(caller => caller.Cases).FirstOrDefault(known => known.Found.Row.Case.Reference.Value == reference);

    /// <summary>Zero belongs to nobody, so what cannot be read is refused like every other stranger.</summary>
    private static long? FollowerOf(string? typed) => string.IsNullOrEmpty(typed) ? null
        : long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    internal sealed class CallForm
    {
        public string? Reference { get; set; }

        public string? Follower { get; set; }

        public string? Words { get; set; }

        /// <summary>What had been looked for, for the way back.</summary>
        public string? Typed { get; set; }
    }
}
