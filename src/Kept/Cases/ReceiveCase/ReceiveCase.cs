using Kept.Catalogue;
using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Forwarding;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases.ReceiveCase;

/// <summary>A submission as it comes from the wizard, an agent or the API, with its answers checked.</summary>
/// <param name="Key">Makes retries safe; every way of sending has one.</param>
/// <param name="AnswersInWords">The answers as a reader would say them, to be found by.</param>
/// <param name="FileIds">Uploads of the draft that now belong to the case.</param>
/// <param name="Answer">What the first answer was, to be given again to a retry: status and body.</param>
/// <param name="Said">What the sender said beside the answers; it stands on the case as information they added.</param>
/// <param name="Files">Uploads that are on disk and belong to no draft; their rows are saved with the case.</param>
/// <param name="Rows">What else the way it came on keeps about it, saved with the case.</param>
internal sealed record ReceiveCaseInput(
    CataloguedService Service,
    Submission Submission,
    SubmissionKey Key,
    string AnswersInWords,
    IReadOnlyList<long> FileIds,
    By By,
    Func<CaseFile, (int Status, string Body)>? Answer = null,
    string? Said = null,
    IReadOnlyList<StoredFile>? Files = null,
    Func<CaseFile, IEnumerable<object>>? Rows = null);

/// <param name="Scope">Who may use the key: "draft", or the partner of the API.</param>
/// <param name="RequestHash">Hash of the content, by which a changed request under an old key is recognised.</param>
/// <param name="LookFirst">
/// Whether to look for the key before anything is made. Without that, a key that was used is found out by the save, which is
/// refused then, and looked at afterwards: right where nearly every key is new.
/// </param>
internal sealed record SubmissionKey(string Scope, string Key, string RequestHash, bool LookFirst = true);

internal abstract record ReceiveCaseOutcome
{
    private ReceiveCaseOutcome()
    {
    }

    /// <param name="Answer">What the input's answer gave, as it is kept for a retry.</param>
    public sealed record Received(Case Case, string Answer) : ReceiveCaseOutcome;

    /// <summary>This was sent before; nothing was made again.</summary>
    public sealed record SentBefore(CaseId CaseId, int Status, string Answer) : ReceiveCaseOutcome;

    /// <summary>The key was used for something else.</summary>
    public sealed record KeyUsedForOther : ReceiveCaseOutcome;

    /// <summary>The chosen slot has been taken by somebody else.</summary>
    public sealed record SlotTaken : ReceiveCaseOutcome;
}

/// <summary>Turns a submission into a case with its promises and the mail that confirms it: one save.</summary>
internal sealed class ReceiveCase(KeptDb db, CaseFiles files, NoticePost post, ForwardPlanner forwards, IdSource ids)
{
    private const int Tries = 5;

    /// <summary>Whoever finds a place of a slot taken lost it to somebody who has it now, so this often at most.</summary>
    private static int TriesFor(ReceiveCaseInput input) => input.Submission.Slot is null ? Tries : Tries + (input.Service.Service.Booking?.Capacity ?? 0);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Tried again when the database went away in between: then nobody knows whether the case was saved, and the next
    /// attempt finds out by the key before it makes anything.
    /// </summary>
    public async Task<ReceiveCaseOutcome> HandleAsync(ReceiveCaseInput input, CancellationToken cancellationToken)
    {
        var tries = TriesFor(input);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(input, attempt > 1, cancellationToken);
            }
            catch (Exception problem) when (attempt < Tries && PassingTrouble.Is(problem))
            {
                db.ChangeTracker.Clear();
                await Task.Delay(Moment * attempt, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < tries)
            {
                // The key, the reference or the place in the slot was taken in the same instant: look again.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<ReceiveCaseOutcome> TryAsync(ReceiveCaseInput input, bool isRetry, CancellationToken cancellationToken)
    {
        var look = isRetry || input.Key.LookFirst || input.Submission.Slot is not null;
        if (look && await SentBeforeAsync(input.Key, cancellationToken) is { } before)
        {
            return before;
        }

        var file = Decide(input);
        if (input.Submission.Slot is not null && !await BookAsync(file.Case, input, cancellationToken))
        {
            db.ChangeTracker.Clear();
            return new ReceiveCaseOutcome.SlotTaken();
        }

        var answer = await AddRowsAsync(file, input, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ReceiveCaseOutcome.Received(file.Case, answer);
    }

    private CaseFile Decide(ReceiveCaseInput input)
    {
        var work = files.WorkOn(input.Service.Service, input.By);
        var received = Case.Receive(input.Submission, work);
        if (input.Said is { } said)
        {
            received.AddInformation(work, input.Submission.Channel, said, files: 0);
        }

        return new CaseFile(received, work);
    }

    private async Task<string> AddRowsAsync(CaseFile file, ReceiveCaseInput input, CancellationToken cancellationToken)
    {
        var received = file.Case;
        db.Cases.Add(received);
        db.Add(CaseWords.Of(received, $"{input.AnswersInWords} {input.Said}"));
        var (status, answer) = input.Answer?.Invoke(file) ?? (201, "");
        db.Add(new IdempotencyRecord(
            input.Key.Scope, input.Key.Key, input.Key.RequestHash, received.Id, status, answer, file.Work.Now));
        var arrived = await TakeFilesAsync(received, input, cancellationToken);
        db.AddRange(input.Rows?.Invoke(file) ?? []);
        db.AddRange(forwards.Of(received, file.Work.Now));
        if (received.Reporter is { } reporter)
        {
            await post.ToAsync(file, reporter, ReceivedMail.Kind, notice => ReceivedMail.Write(notice, arrived), cancellationToken);
        }

        return answer;
    }

    private async Task<IReadOnlyCollection<StoredFile>> TakeFilesAsync(Case received, ReceiveCaseInput input, CancellationToken cancellationToken)
    {
        var files = input.FileIds.Count == 0
            ? []
            : await db.Set<StoredFile>().Where(stored => input.FileIds.Contains(stored.Id)).OrderBy(stored => stored.Id).ToListAsync(cancellationToken);
        if (input.Files is { } fresh)
        {
            db.AddRange(fresh);
            files.AddRange(fresh);
        }

        files.ForEach(stored => stored.MoveTo(received.Id));
        return files;
    }

    /// <summary>What came of the first send under this key, or that it was used for something else; null for a new key.</summary>
    public async Task<ReceiveCaseOutcome?> SentBeforeAsync(SubmissionKey key, CancellationToken cancellationToken)
    {
        var before = await db.Set<IdempotencyRecord>().AsNoTracking().SingleOrDefaultAsync(
            record => record.Scope == key.Scope && record.IdempotencyKey == key.Key, cancellationToken);
        return before is null ? null
            : before.RequestHash != key.RequestHash ? new ReceiveCaseOutcome.KeyUsedForOther()
            : new ReceiveCaseOutcome.SentBefore(before.CaseId, before.Status, before.Answer);
    }

    private async Task<bool> BookAsync(Case received, ReceiveCaseInput input, CancellationToken cancellationToken)
    {
        var (service, start) = (input.Service.Service, input.Submission.Slot!.Value.Start);
        var taken = await db.Set<Booking>().Where(booking => booking.ServiceCode == service.Code && booking.SlotStart == start)
            .Select(booking => booking.PlaceNumber).ToListAsync(cancellationToken);
        int[] free = [.. Enumerable.Range(1, service.Booking?.Capacity ?? 0).Except(taken)];
        if (free.Length == 0)
        {
            return false;
        }

        // Any of them: those who book in the same moment would all want the first.
        db.Add(new Booking(ids.Next(), received.Id, service.Code, start, free[Random.Shared.Next(free.Length)]));
        return true;
    }
}
