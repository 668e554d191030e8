using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.DecideProposal;

/// <param name="Words">As the person sends them; null discards the proposal.</param>
internal sealed record DecideProposalInput(Reference Reference, By By, long ProposalId, string? Words, int? SeenVersion = null);

/// <summary>A person sends words that a program proposed, as they are or changed, or discards them.</summary>
internal sealed class DecideProposal(CaseSaving saving, WriteToResident.WriteToResident write, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(DecideProposalInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            var proposal = await db.Set<Proposal>().SingleOrDefaultAsync(
                known => known.Id == input.ProposalId && known.CaseId == file.Case.Id && known.DecidedAt == null, cancellationToken);
            if (proposal is null)
            {
                return "proposalGone";
            }

            proposal.Decide(input.Words is not null, input.By.StaffId!.Value, file.Work.Now);
            return input.Words is { } words ? await UseAsync(file, proposal.Kind, words, cancellationToken) : null;
        }, cancellationToken);

    private async Task<string?> UseAsync(CaseFile file, ProposalKind kind, string words, CancellationToken cancellationToken)
    {
        if (kind == ProposalKind.Message)
        {
            return await write.DecideAsync(file, words, cancellationToken);
        }

        if (string.IsNullOrWhiteSpace(words))
        {
            return "noteEmpty";
        }

        file.Case.Note(file.Work, words);
        return null;
    }
}
