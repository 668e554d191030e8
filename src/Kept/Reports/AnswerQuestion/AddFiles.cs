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
internal sealed class AddFiles(KeptDb db, FileAnswer answer, FileIntake intake, FileStore store)
{
    /// <summary>What could not be added; null when there is no such draft or question any more.</summary>
    public async Task<ImmutableArray<FileProblem>?> HandleAsync(
        QuestionAddress address, IReadOnlyList<FileUpload> uploads, CancellationToken cancellationToken)
    {
        if (await answer.FindAsync(address, cancellationToken) is not { } found)
        {
            return null;
        }

        var (taken, problems) = (new List<(StoredFile File, string Name)>(), ImmutableArray.CreateBuilder<FileProblem>());
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
                    taken.Add((file.File, name));
                    break;
                case FileTaking.Refused refused:
                    problems.Add(new FileProblem.Refused(name, refused.Why));
                    break;
                case FileTaking.DiskFull:
                    problems.Add(new FileProblem.DiskFull(name));
                    break;
            }
        }

        foreach (var (file, name) in await SaveAsync(address, taken, cancellationToken))
        {
            store.Delete(file.Id);
            problems.Add(new FileProblem.TooMany(name));
        }

        return problems.ToImmutable();
    }

    /// <returns>Those for which there was no room any more: what is sent at the same time may have filled it.</returns>
    private async Task<List<(StoredFile File, string Name)>> SaveAsync(
        QuestionAddress address, List<(StoredFile File, string Name)> taken, CancellationToken cancellationToken)
    {
        var tooMany = new List<(StoredFile File, string Name)>();
        await answer.SaveAsync(
            address,
            (draft, ids) =>
            {
                var question = draft.Asked.Questions.First(asked => asked.Code == address.Question);
                var room = Math.Max(0, AnswerCheck.MostFilesOf(question) - ids.Length);
                tooMany = [.. taken.Skip(room)];
                StoredFile[] added = [.. taken.Take(room).Select(one => one.File)];
                db.AddRange(added);
                return Task.FromResult(ids.AddRange(added.Select(FileAnswer.IdOf)));
            },
            cancellationToken);
        return tooMany;
    }

    /// <summary>Photos of what anybody could see may be shown to neighbours; documents are for staff alone.</summary>
    private static FileOrigin OriginOf(OpenDraft draft, Question question) => new(
        null, draft.Draft.Id, FilePurpose.Report, question.Type == QuestionType.Photos && !question.Internal, draft.Draft.AssistedById);
}
