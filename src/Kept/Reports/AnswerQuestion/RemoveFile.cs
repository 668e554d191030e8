using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports.AnswerQuestion;

/// <summary>Takes a file away from the answer of a question, row and bytes.</summary>
internal sealed class RemoveFile(KeptDb db, FileAnswer answer, FileStore store)
{
    /// <summary>Does nothing when the file is not part of that answer (any more).</summary>
    public async Task HandleAsync(QuestionAddress address, long file, CancellationToken cancellationToken)
    {
        var removed = false;
        await answer.SaveAsync(
            address,
            async (draft, ids) =>
            {
                var row = await db.Set<StoredFile>().SingleOrDefaultAsync(
                    stored => stored.Id == file && stored.DraftId == draft.Draft.Id, cancellationToken);
                if (row is null || !ids.Contains(FileAnswer.IdOf(row)))
                {
                    return ids;
                }

                db.Remove(row);
                removed = true;
                return ids.Remove(FileAnswer.IdOf(row));
            },
            cancellationToken);
        if (removed)
        {
            store.Delete(file);
        }
    }
}
