using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Exchange.ImportFile;

/// <summary>Brings cases of another system, what belongs to them, and colleagues in, from a table.</summary>
[Authorize(Policy = nameof(StaffRole.Administrator))]
internal sealed class ImportPage(ImportFile import, CurrentStaff current, Words words) : StaffPage(words)
{
    private const int MostShown = 500;

    [BindProperty]
    public ImportKind? Kind { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public IFormFile? Table { get; set; }

    /// <summary>What was done, or would be.</summary>
    public string? Said { get; private set; }

    public ImportOutcome.Wrong? Wrong { get; private set; }

    public IReadOnlyList<ImportProblem> Shown => [.. (Wrong?.Problems ?? []).Take(MostShown)];

    public void OnGet()
    {
        // The form is empty.
    }

    public Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken) => RunAsync(dryRun: true, cancellationToken);

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => RunAsync(dryRun: false, cancellationToken);

    private async Task<IActionResult> RunAsync(bool dryRun, CancellationToken cancellationToken)
    {
        var problems = new[]
        {
            Kind is { } chosen && Enum.IsDefined(chosen) ? null : new InputProblem(nameof(Kind), "import.input.kind"),
            Kind is { } kind && ImportInput.NeedsSource(kind) && !ImportInput.IsSource(Source) ? new InputProblem(nameof(Source), "import.input.source") : null,
            Table is null ? new InputProblem(nameof(Table), "import.input.file") : null,
        }.OfType<InputProblem>().ToList();
        if (problems.Count > 0)
        {
            return ShowProblems([.. problems]);
        }

        await using var stream = Table!.OpenReadStream();
        var outcome = await import.HandleAsync(current.Required, new ImportInput(Kind!.Value, Source?.Trim(), dryRun), stream, null, cancellationToken);
        switch (outcome)
        {
            case ImportOutcome.Right right:
                Said = Words["import.right", ("new", right.New), ("there", right.ThereAlready), ("passed", right.PassedOver)];
                return Page();
            case ImportOutcome.Imported done:
                Said = Words["import.done", ("new", done.New), ("there", done.ThereAlready), ("passed", done.PassedOver)];
                return Page();
            case ImportOutcome.Wrong wrong:
                Wrong = wrong;
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            case ImportOutcome.NotAllowed:
                return Forbid();
            default:
                throw Unknown(outcome);
        }
    }
}
