using Kept.Cases.DecideProposal;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Desk.CasePage;

/// <summary>Words that programs would say: sent in one's own name, or discarded.</summary>
internal sealed partial class CasePage
{
    [BindProperty]
    public ProposalForm Proposed { get; set; } = new();

    public Task<IActionResult> OnPostProposalAsync([FromServices] DecideProposal operation, CancellationToken cancellationToken) =>
        DoAsync("proposal", "Proposed.Words", (reference, by) => operation.HandleAsync(
            new DecideProposalInput(reference, by, NumberOf(Proposed.Id) ?? 0, Proposed.Words?.Trim() ?? ""), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostDiscardAsync([FromServices] DecideProposal operation, CancellationToken cancellationToken) =>
        DoAsync("discard", "Proposed.Words", (reference, by) => operation.HandleAsync(
            new DecideProposalInput(reference, by, NumberOf(Proposed.Id) ?? 0, null), cancellationToken), cancellationToken);

    internal sealed class ProposalForm
    {
        public string? Id { get; set; }

        public string? Words { get; set; }
    }
}
