using System.Collections.Immutable;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Storage;

namespace Kept.Reports.AnswerQuestion;

/// <summary>Why one file of several was not added; the others are not touched by it.</summary>
/// <param name="Name">As its sender calls it.</param>
internal abstract record FileProblem(string Name)
{
    public sealed record Refused(string Name, FileRefusal Why) : FileProblem(Name);

    public sealed record TooMany(string Name) : FileProblem(Name);

    public sealed record DiskFull(string Name) : FileProblem(Name);
}

/// <summary>Adds uploads to the answer of a question, each judged for itself.</summary>
internal sealed class AddFiles(KeptDb db, FileAnswer answer, FileIntake intake)
{
    /// <summary>What could not be added; null when there is no such draft or question any more.</summary>
    public async Task<ImmutableArray<FileProblem>?> HandleAsync(
        QuestionAddress address, IReadOnlyList<FileUpload> uploads, CancellationToken cancellationToken)
    {
        if (await answer.FindAsync(address, cancellationToken) is not { } found)
        {
            return null;
        }

        var (taken, problems) = (new List<StoredFile>(), ImmutableArray.CreateBuilder<FileProblem>());
        var room = AnswerCheck.MostFilesOf(found.Question) - FileAnswer.IdsOf(found.Draft, address.Question).Length;
        foreach (var upload in uploads)
        {
            var name = upload.GivenName ?? "";
            if (taken.Count >= room)
            {
                problems.Add(new FileProblem.TooMany(name));
                continue;
            }

            switch (await intake.TakeAsync(upload, OriginOf(found.Draft, found.Question), cancellationToken))
            {
                case FileTaking.Taken file:
                    taken.Add(file.File);
                    break;
                case FileTaking.Refused refused:
                    problems.Add(new FileProblem.Refused(name, refused.Why));
                    break;
                case FileTaking.DiskFull:
                    problems.Add(new FileProblem.DiskFull(name));
                    break;
            }
        }

        if (taken.Count > 0)
        {
            await answer.SaveAsync(
                address,
                (_, ids) =>
                {
                    db.AddRange(taken);
                    return Task.FromResult(ids.AddRange(taken.Select(FileAnswer.IdOf)));
                },
                cancellationToken);
        }

        return problems.ToImmutable();
    }

    /// <summary>Photos of what anybody could see may be shown to neighbours; documents are for staff alone.</summary>
    private static FileOrigin OriginOf(OpenDraft draft, Question question) => new(
        null, draft.Draft.Id, FilePurpose.Report, question.Type == QuestionType.Photos && !question.Internal, draft.Draft.AssistedById);
}
