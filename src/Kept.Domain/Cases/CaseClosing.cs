using System.Text.Json.Nodes;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;

namespace Kept.Domain.Cases;

/// <summary>What came of an attempt to close a case.</summary>
public abstract record CloseOutcome
{
    private CloseOutcome()
    {
    }

    public sealed record Done : CloseOutcome;

    public sealed record AlreadyClosed : CloseOutcome;

    /// <summary>"Not ours" needs the name of who is responsible, "no action" needs the reason.</summary>
    public sealed record WordsMissing : CloseOutcome;
}

/// <summary>What came of it when a resident takes their report back.</summary>
public enum WithdrawOutcome
{
    Closed,

    /// <summary>Others wait for the same thing: it goes on for them, and the resident who reported it is told no more.</summary>
    LeftToOthers,

    /// <summary>That has happened before, or this resident wanted to hear no more of it.</summary>
    AlreadyLeft,

    AlreadyClosed,
}

public sealed partial class Case
{
    /// <summary>
    /// Closes with an outcome. Promises that are still open are kept when the matter was done in time; where it was not done they are
    /// no longer needed, and count neither as kept nor as broken.
    /// </summary>
    public CloseOutcome Close(CaseWork work, Outcome outcome, string? words)
    {
        if (IsClosed)
        {
            return new CloseOutcome.AlreadyClosed();
        }

        if (outcome is Cases.Outcome.NotOurs or Cases.Outcome.NoAction && string.IsNullOrWhiteSpace(words))
        {
            return new CloseOutcome.WordsMissing();
        }

        Finish(work, outcome, words, EventKind.Closed);
        return new CloseOutcome.Done();
    }

    /// <summary>The resident takes it back. Nobody else's waiting ends with that.</summary>
    public WithdrawOutcome Withdraw(CaseWork work, string? words)
    {
        if (IsClosed)
        {
            return WithdrawOutcome.AlreadyClosed;
        }

        if (IsWaitedForByOthers)
        {
            if (Reporter is { IsFollowing: false })
            {
                return WithdrawOutcome.AlreadyLeft;
            }

            Reporter?.Stop(work.Now);
            Record(work, EventKind.InformationAdded, isPublic: true, words, new JsonObject { ["leftToOthers"] = true });
            Changed();
            return WithdrawOutcome.LeftToOthers;
        }

        Finish(work, Cases.Outcome.Withdrawn, words, EventKind.Withdrawn);
        return WithdrawOutcome.Closed;
    }

    /// <summary>Opens it again with a promise of the service's policy. Null when it is not closed, or was merged.</summary>
    public Promise? Reopen(CaseWork work, string? words)
    {
        if (!IsClosed || MergedInto is not null)
        {
            return null;
        }

        (State, ClosedAt, Outcome, OutcomeWords) = (CaseState.Open, null, null, null);
        Reopened++;
        Record(work, EventKind.Reopened, isPublic: true, words);
        if (stages.MaxBy(stage => stage.Ordinal) is { } last)
        {
            last.StartAgain(work.Now);
        }

        var promise = Give(work, work.Promises.ForReopening(work.Service.WhenReopened, stages.MaxBy(stage => stage.Ordinal)?.Code, work.Now, Language, Channel));
        Changed();
        return promise;
    }

    /// <summary>
    /// Undoes a close that was a mistake: the case goes on with the promises it had; those that stood still go on with the time that
    /// was left. False when it is not closed, was merged, or the resident took it back.
    /// </summary>
    public bool UndoClose(CaseWork work)
    {
        if (ClosedAt is not { } closedAt || MergedInto is not null || Outcome == Cases.Outcome.Withdrawn)
        {
            return false;
        }

        (State, ClosedAt, Outcome, OutcomeWords) = (CaseState.Open, null, null, null);
        Record(work, EventKind.Reopened, isPublic: true, details: new JsonObject { ["mistake"] = true });
        OpenAgain(work, promise => promise.EndedWithTheCase(closedAt) && !IsDoneWith(promise), promise => promise.OpenAgain(closedAt));
        Changed();
        return true;
    }

    /// <summary>Closes this case as a duplicate; whoever has a mail address and follows it follows the other now. False when either is closed.</summary>
    public bool MergeInto(CaseWork work, Case other)
    {
        if (IsClosed || other.IsClosed || other.Id == Id)
        {
            return false;
        }

        MergedInto = other.Id;
        Record(work, EventKind.Merged, isPublic: true, details: new JsonObject { ["into"] = other.Reference.ToString() });
        Finish(work, Cases.Outcome.Duplicate, null, EventKind.Closed);
        other.Record(work, EventKind.Merged, isPublic: false, details: new JsonObject { ["from"] = Reference.ToString() });
        foreach (var follower in followers.Where(follower => follower is { IsFollowing: true, MailKey: not null }))
        {
            other.FollowAlong(work, follower);
        }

        other.Changed();
        return true;
    }

    /// <summary>Those of this case who also follow another, by their mail address.</summary>
    public IEnumerable<Follower> FollowersAlsoOf(Case other)
    {
        var keys = other.followers.Where(follower => follower.IsFollowing).Select(follower => follower.MailKey).ToHashSet();
        return followers.Where(follower => follower is { IsFollowing: true, MailKey: not null } && keys.Contains(follower.MailKey));
    }

    /// <summary>
    /// Another case is no part of this one any more: whoever followed only because of the merge does not follow any longer, and
    /// that person's links do not open this case. Gives those people: their number here, and the key of their mail address.
    /// </summary>
    /// <param name="work">The circumstances.</param>
    /// <param name="undone">The case that stands by itself again.</param>
    /// <param name="only">Where it was merged by way of a third case: the mail keys of those who are let go from that; null for all.</param>
    public IReadOnlyDictionary<long, string?> LetGo(CaseWork work, Case undone, IReadOnlySet<string?>? only = null)
    {
        var leaving = followers.Where(follower => follower.CameWith == undone.Id && only?.Contains(follower.MailKey) != false).ToList();
        var gone = leaving.ToDictionary(follower => follower.Id, follower => follower.MailKey);
        leaving.ForEach(follower => follower.LetGo(work.Now));
        if (only is null)
        {
            Record(work, EventKind.Unmerged, isPublic: false, details: new JsonObject { ["from"] = undone.Reference.ToString() });
        }

        Changed();
        return gone;
    }

    /// <summary>
    /// Undoes a merge: the case is open again with the promises it had; those that stood still then go on with the time that
    /// was left. False when it was not merged.
    /// </summary>
    public bool Unmerge(CaseWork work)
    {
        if (MergedInto is null)
        {
            return false;
        }

        (MergedInto, State, ClosedAt, Outcome, OutcomeWords) = (null, CaseState.Open, null, null, null);
        Record(work, EventKind.Unmerged, isPublic: true);
        OpenAgain(work, promise => promise.IsSetAside, promise => promise.OpenAgain());
        Changed();
        return true;
    }

    private void OpenAgain(CaseWork work, Func<Promise, bool> which, Action<Promise> open)
    {
        foreach (var promise in promises.Where(which).ToList())
        {
            open(promise);
            if (promise.SuspendedAt is not null)
            {
                GoOn(work, promise, pauses.MaxBy(pause => pause.FromAt)!);
            }
        }
    }

    /// <summary>Who could not find it has looked.</summary>
    private static bool SaysThatWeLook(CaseWork work, Promise promise) => promise.Source == PromiseSource.Reopening
        || work.Service.Stages.Any(stage => stage.Code == promise.Stage && stage.Ends == StageEnd.FirstVisit);

    private void Finish(CaseWork work, Outcome outcome, string? words, EventKind kind)
    {
        if (State == CaseState.Waiting)
        {
            pauses.Last(pause => pause.ToAt is null).End(work.Now);
            PausedAt = null;
        }

        foreach (var promise in promises.Where(promise => promise.IsOpen).ToList())
        {
            if (MergedInto is not null)
            {
                promise.Revise(work.Now, Promise.WithAMerge, replacedById: null);
            }
            else if (outcome == Cases.Outcome.Fixed || (outcome == Cases.Outcome.NotFound && SaysThatWeLook(work, promise)) || promise.IsOverdue(work.Now))
            {
                Settle(work, promise, work.Now);
            }
            else
            {
                promise.Revise(work.Now, Promise.WithTheCase, replacedById: null);
            }
        }

        (State, ClosedAt, Outcome, OutcomeWords) = (CaseState.Closed, work.Now, outcome, words);
        Record(work, kind, isPublic: true, words, new JsonObject { ["outcome"] = outcome.ToString() });
        Changed();
    }
}
