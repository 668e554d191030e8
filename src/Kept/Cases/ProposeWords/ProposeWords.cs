using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.ProposeWords;

/// <param name="Source">What the key is for by which it is proposed.</param>
internal sealed record ProposeWordsInput(Reference Reference, By By, ProposalKind Kind, string Words, string Source, int? SeenVersion = null);

/// <summary>A program lays words on a case, for a person to decide about. Nobody is told anything.</summary>
internal sealed class ProposeWords(CaseSaving saving, KeptDb db)
{
    public const int LongestWords = 5000;

    /// <summary>So that a program that has run wild buries no case.</summary>
    public const int MostWaiting = 10;

    public Task<CaseOutcome> HandleAsync(ProposeWordsInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (string.IsNullOrWhiteSpace(input.Words) || input.Words.Length > LongestWords || input.Words.Contains('\0', StringComparison.Ordinal))
            {
                return "proposalWords";
            }

            var waiting = await db.Set<Proposal>().CountAsync(
                proposal => proposal.CaseId == file.Case.Id && proposal.DecidedAt == null, cancellationToken);
            if (waiting >= MostWaiting)
            {
                return "proposalsTooMany";
            }

            db.Add(new Proposal(
                file.Work.NewId(), file.Case.Id, input.Kind, input.Words.Trim(), input.By.StaffId!.Value, input.Source, file.Work.Now));
            return null;
        }, cancellationToken);
}
