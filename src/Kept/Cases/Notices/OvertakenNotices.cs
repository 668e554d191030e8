using Kept.Cases.CloseCase;
using Kept.Cases.MergeCase;
using Kept.Cases.PauseCase;
using Kept.Cases.ReopenCase;
using Kept.Cases.RevisePromise;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Storage;
using Kept.Surveys.AskSurveys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Cases.Notices;

/// <summary>
/// Takes back notices that wait and would no longer be true when they go out, as an address that nobody has confirmed gets
/// few mails an hour. What was told is never taken back, and neither is what a worker may be sending at this moment.
/// </summary>
internal sealed class OvertakenNotices(KeptDb db)
{
    /// <summary>Kinds whose only news is a day: untrue once every promise in them has been replaced.</summary>
    private static readonly string[] Days = [RevisedMail.Kind, RevisedMail.BrokenKind, PauseMail.ResumedKind, MakePromise.MakePromise.Kind];

    private static readonly string[] OverWhenClosed = [RevisedMail.Kind, PauseMail.PausedKind, PauseMail.ResumedKind, MakePromise.MakePromise.Kind];

    /// <summary>By the kind of a new notice: what it makes untrue, whatever that says.</summary>
    private static readonly Dictionary<string, string[]> MadeUntrue = new(StringComparer.Ordinal)
    {
        [RevisedMail.Kind] = [],
        [RevisedMail.BrokenKind] = [],
        [RecordVisit.VisitMail.Kind] = [],
        [PauseMail.PausedKind] = [PauseMail.ResumedKind],
        [PauseMail.ResumedKind] = [PauseMail.PausedKind],
        [ClosedMail.Kind] = OverWhenClosed,
        [WithdrawCase.WithdrawCase.Kind] = OverWhenClosed,
        [ReopenedMail.Kind] = [ClosedMail.Kind, SurveyMail.Kind],
        [ClosedMail.UndoneKind] = [ClosedMail.Kind, SurveyMail.Kind],
    };

    /// <summary>News of yesterday: by the kind of a new notice, what it takes the place of where that is held back as its address had enough mail.</summary>
    private static readonly Dictionary<string, string[]> MadeOld = new(StringComparer.Ordinal)
    {
        [RecordVisit.VisitMail.Kind] = [RecordVisit.VisitMail.Kind],
        [ClosedMail.Kind] = [RecordVisit.VisitMail.Kind],
        [ReopenedMail.Kind] = [RecordVisit.VisitMail.Kind],
    };

    /// <summary>To be asked before a notice of this kind is written; saved with it.</summary>
    public async Task<Untold> TakeBackAsync(CaseFile file, string kind, CancellationToken cancellationToken)
    {
        if (!MadeUntrue.TryGetValue(kind, out var untrue))
        {
            return Untold.Nothing;
        }

        var old = MadeOld.GetValueOrDefault(kind, []);
        var kinds = Days.Union(untrue).Union(old).ToArray();
        var messages = await UntoldAbout(file.Case.Id, file.Work.Now).Where(message => kinds.Contains(message.Kind)).ToListAsync(cancellationToken);
        return TakeBack(messages, message => untrue.Contains(message.Kind)
            || (old.Contains(message.Kind) && message.NextAttemptAt > file.Work.Now)
            || IsOutOfDate(message, file), DeliveryTrouble.Overtaken);
    }

    /// <summary>A merge is undone: what followers were to be told of it.</summary>
    public async Task<Untold> TakeBackMergeAsync(Case undone, CaseId into, Instant now, CancellationToken cancellationToken)
    {
        var reference = undone.Reference.ToString();
        var messages = await UntoldAbout(into, now).Where(message => message.Kind == MergedMail.Kind).ToListAsync(cancellationToken);
        return TakeBack(messages, message => message.Subject.Contains(reference, StringComparison.Ordinal), DeliveryTrouble.Undone);
    }

    /// <summary>Whoever does not follow any more hears nothing of what was written before.</summary>
    public async Task TakeBackFromAsync(Case about, IEnumerable<long> gone, Instant now, CancellationToken cancellationToken)
    {
        var ids = gone.Select(follower => (long?)follower).ToList();
        var messages = await UntoldAbout(about.Id, now).Where(message => message.Kind != MergedMail.Kind && ids.Contains(message.FollowerId)).ToListAsync(cancellationToken);
        TakeBack(messages, _ => true, DeliveryTrouble.Undone);
    }

    /// <summary>What waits, and what was taken back earlier.</summary>
    private IQueryable<Message> UntoldAbout(CaseId about, Instant now) => db.Messages.Where(message =>
        message.CaseId == about && message.FollowerId != null
        && (message.State == MessageState.Cancelled
            || (message.State == MessageState.Waiting && (message.LeasedUntil == null || message.LeasedUntil <= now))));

    private static Untold TakeBack(List<Message> messages, Func<Message, bool> isUntrue, DeliveryTrouble why)
    {
        // A delivery that was tried may have come to more than its answer says, so that counts as told.
        var takenBack = messages.Where(message => message.State == MessageState.Waiting && isUntrue(message) && message.Cancel(why))
            .Where(message => message.Attempts == 0).Select(message => message.RecipientKey).ToHashSet(StringComparer.Ordinal);
        return new Untold(takenBack, messages.Where(message => message is { State: MessageState.Cancelled, Attempts: 0 })
            .ToLookup(message => message.RecipientKey, message => message.CreatedAt, StringComparer.Ordinal));
    }

    private static bool IsOutOfDate(Message message, CaseFile file)
    {
        var said = Letter.FromJson(message.Letter).Blocks.OfType<LetterBlock.Promised>().Select(promised => promised.Text).ToList();
        var over = file.Case.Promises.ToLookup(
            promise => promise.ReplacedById is not null || (message.Kind == MakePromise.MakePromise.Kind && !promise.IsOpen),
            promise => file.Work.Promises.InWords(promise, message.Language));
        return said.Count > 0 && said.TrueForAll(sentence => over[true].Contains(sentence) && !over[false].Contains(sentence));
    }
}

/// <summary>What readers never heard of, as it was taken back before anybody tried to send it.</summary>
/// <param name="takenBack">Whose notices were taken back just now, by the key of their address.</param>
/// <param name="written">When notices were written that never went out, by the same key.</param>
internal sealed class Untold(IReadOnlySet<string> takenBack, ILookup<string, Instant> written)
{
    public static Untold Nothing { get; } = new(new HashSet<string>(), Array.Empty<Instant>().ToLookup(_ => ""));

    public bool IsTakenBackFrom(Follower follower) => follower.MailKey is { } key && takenBack.Contains(key);

    public IReadOnlySet<Instant> WrittenTo(Follower follower) => follower.MailKey is { } key ? written[key].ToHashSet() : [];
}
