using Kept.Cases.Notices;
using Kept.Cases.PauseCase;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Storage;

namespace Kept.Cases.AddInformation;

/// <param name="Files">Uploads that are on disk and belong to this case, whose rows are saved with it.</param>
internal sealed record AddInformationInput(
    Reference Reference, By By, Channel Channel, string? Words, IReadOnlyList<StoredFile> Files, int? SeenVersion = null);

/// <summary>A resident, or an agent for them, adds words or photos. When that is what we waited for, the clocks go on.</summary>
internal sealed class AddInformation(CaseSaving saving, NoticePost post, KeptDb db)
{
    public Task<CaseOutcome> HandleAsync(AddInformationInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, file => DecideAsync(file, input, cancellationToken), cancellationToken);

    /// <summary>The decision and its rows, for operations that add information as part of something else. Null when done, else the key of the refusal.</summary>
    public async Task<string?> DecideAsync(CaseFile file, AddInformationInput input, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(input.Words) && input.Files.Count == 0)
        {
            return "informationEmpty";
        }

        if (file.Case.IsClosed)
        {
            return "closed";
        }

        if (input.Files.Any(stored => stored.CaseId != file.Case.Id))
        {
            throw new ArgumentException("A file belongs to another case.", nameof(input));
        }

        db.AddRange(input.Files);
        if (file.Case.AddInformation(file.Work, input.Channel, input.Words, input.Files.Count) is { } given)
        {
            await PauseMail.TellResumedAsync(post, file, given, answered: true, cancellationToken);
        }

        (await db.FindAsync<CaseWords>([file.Case.Id], cancellationToken))?.Add(input.Words);
        return null;
    }
}
