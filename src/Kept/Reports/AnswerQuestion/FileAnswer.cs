using System.Collections.Immutable;
using System.Globalization;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Reports.AnswerQuestion;

/// <summary>Which question of which draft, as its address names them.</summary>
internal sealed record QuestionAddress(string Service, string Draft, string Question);

/// <summary>The answer to a question for photos or documents, and the rows of those files.</summary>
internal sealed class FileAnswer(KeptDb db, Drafts drafts, IClock clock)
{
    /// <summary>More than there are files in most answers: each time another save comes first, there is room for fewer.</summary>
    private const int Tries = 12;

    public static string IdOf(StoredFile file) => file.Id.ToString(CultureInfo.InvariantCulture);

    public static ImmutableArray<string> IdsOf(OpenDraft draft, string question) =>
        draft.AnswerTo(question) is AnswerValue.Files files ? files.Ids : [];

    /// <summary>Null when there is no such draft any more, or it does not ask for files there.</summary>
    public async Task<(OpenDraft Draft, Question Question)?> FindAsync(QuestionAddress address, CancellationToken cancellationToken) =>
        await drafts.FindAsync(address.Service, address.Draft, cancellationToken) is { Draft.SentAsId: null } open
        && open.Asked.Questions.FirstOrDefault(asked => asked.Code == address.Question) is { Type: QuestionType.Photos or QuestionType.Documents } found
            ? (open, found)
            : null;

    /// <summary>The rows of the files of an answer, in their order.</summary>
    public async Task<ImmutableArray<StoredFile>> FilesOfAsync(OpenDraft draft, string question, CancellationToken cancellationToken)
    {
        long[] ids = [.. IdsOf(draft, question).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
        return ids.Length == 0 ? [] :
        [
            .. await db.Set<StoredFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).OrderBy(file => file.Id).ToListAsync(cancellationToken),
        ];
    }

    /// <summary>
    /// Changes the list of files and saves. What another window did in the same instant stays: the change is made again
    /// on top of it, so it may be called several times. Where it changes nothing, nothing is saved.
    /// </summary>
    public async Task SaveAsync(
        QuestionAddress address, Func<OpenDraft, ImmutableArray<string>, Task<ImmutableArray<string>>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; await FindAsync(address, cancellationToken) is { Draft: var open, Question: var question }; attempt++)
        {
            var before = IdsOf(open, question.Code);
            var ids = await change(open, before);
            if (ids.SequenceEqual(before))
            {
                return;
            }

            var answers = open.With(question.Code, ids.Length == 0 ? null : new AnswerValue.Files(ids));
            open.Draft.Answer(AnswerJson.Write(open.Service, answers).ToJsonString(), clock.GetCurrentInstant());
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
