using Kept.Domain.Cases;

namespace Kept.Cases.AddNote;

internal sealed record AddNoteInput(Reference Reference, By By, string Words, int? SeenVersion = null);

/// <summary>Writes something down for colleagues; residents never see it.</summary>
internal sealed class AddNote(CaseSaving saving)
{
    public Task<CaseOutcome> HandleAsync(AddNoteInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, file =>
        {
            if (string.IsNullOrWhiteSpace(input.Words))
            {
                return Task.FromResult<string?>("noteEmpty");
            }

            file.Case.Note(file.Work, input.Words);
            return Task.FromResult<string?>(null);
        }, cancellationToken);
}
