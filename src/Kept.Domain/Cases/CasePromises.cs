using System.Text.Json.Nodes;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>What came of an attempt to give a new date.</summary>
public abstract record RevisionOutcome
{
    private RevisionOutcome()
    {
    }

    public sealed record Revised(Promise Old, Promise New) : RevisionOutcome;

    /// <summary>There is no such promise, or it was kept or replaced already.</summary>
    public sealed record NothingToRevise : RevisionOutcome;

    public sealed record DateInThePast : RevisionOutcome;

    /// <summary>Nobody works on that day.</summary>
    /// <param name="Next">The next day on which somebody does.</param>
    public sealed record DayClosed(LocalDate Next) : RevisionOutcome;

    public sealed record ReasonMissing : RevisionOutcome;

    public sealed record AlreadyClosed : RevisionOutcome;
}

public sealed partial class Case
{
    /// <summary>An agent gives a new date with a reason: the old promise is revised (or stays broken), the new one is open.</summary>
    public RevisionOutcome Revise(CaseWork work, long promiseId, LocalDate date, string reason)
    {
        if (IsClosed)
        {
            return new RevisionOutcome.AlreadyClosed();
        }

        if (promises.FirstOrDefault(promise => promise.Id == promiseId && promise.ReplacedById is null) is not
            { State: PromiseState.Open or PromiseState.Broken } old)
        {
            return new RevisionOutcome.NothingToRevise();
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new RevisionOutcome.ReasonMissing();
        }

        var terms = work.Promises.ForDate(old, date, work.Now, Language, Channel);
        if (terms.Due <= work.Now)
        {
            return new RevisionOutcome.DateInThePast();
        }

        if (work.Promises.InPlaceOfClosed(old, date) is { } next)
        {
            return new RevisionOutcome.DayClosed(next);
        }

        var replacement = Replace(work, old, terms, reason);
        Changed();
        return new RevisionOutcome.Revised(old, replacement);
    }

    /// <summary>An agent makes a promise of their own. Null when the date has passed, nobody works on it, or the case is closed.</summary>
    public Promise? PromiseByAgent(CaseWork work, LocalDate date, string words)
    {
        var terms = work.Promises.ByAgent(date, words, work.Now, Language, Channel);
        if (IsClosed || terms.Due <= work.Now || work.Promises.InPlaceOfClosed(old: null, date) is not null)
        {
            return null;
        }

        var promise = Give(work, terms);
        Changed();
        return promise;
    }

    /// <summary>An agent says that a promise of an agent is done. False when there is no such open promise.</summary>
    public bool KeepPromise(CaseWork work, long promiseId)
    {
        if (promises.FirstOrDefault(promise => promise.Id == promiseId && promise.IsOpen) is not { } promise)
        {
            return false;
        }

        Settle(work, promise, work.Now);
        Changed();
        return true;
    }

    /// <summary>Marks running promises whose warning is due; returns them.</summary>
    public IReadOnlyList<Promise> WarnOfDue(CaseWork work)
    {
        var due = promises.Where(promise => promise.IsRunning && promise.WarnedAt is null && promise.WarnAt <= work.Now).ToList();
        foreach (var promise in due)
        {
            promise.Warned(work.Now);
            Record(work, EventKind.Warned, isPublic: false, promise.Words, DetailsOf(promise));
        }

        if (due.Count > 0)
        {
            Changed();
        }

        return due;
    }

    /// <summary>
    /// Breaks the running promises whose instant has passed, hands the next step to the team's lead, and, where the
    /// service's policy needs no approval, gives each a new date with the service's reason.
    /// </summary>
    public IReadOnlyList<BrokenPromise> BreakDue(CaseWork work, long? leadId)
    {
        var broken = new List<BrokenPromise>();
        foreach (var promise in promises.Where(promise => promise.IsRunning && promise.Due <= work.Now).ToList())
        {
            promise.Break(work.Now, reason: null);
            Record(work, EventKind.PromiseBroken, isPublic: true, promise.Words, DetailsOf(promise));
            var policy = work.Service.WhenBroken;
            var replacement = policy.NeedsApproval
                ? null
                : Replace(work, promise, work.Promises.AfterBreach(promise, policy, work.Now, Language, Channel), policy.Reason.In(Language));
            broken.Add(new BrokenPromise(promise, replacement));
        }

        if (broken.Count > 0)
        {
            Escalate(work, leadId);
            Changed();
        }

        return broken;
    }

    private void Escalate(CaseWork work, long? leadId)
    {
        if (leadId is not null && OwnerId != leadId)
        {
            Record(work, EventKind.Escalated, isPublic: false, details: new JsonObject { ["from"] = OwnerId, ["to"] = leadId });
            OwnerId = leadId;
        }
    }

    private Promise Replace(CaseWork work, Promise old, PromiseTerms terms, string reason)
    {
        var replacement = new Promise(work.NewId(), Id, terms, work.Now, work.ById);
        promises.Add(replacement);
        if (old.IsOpen)
        {
            old.Revise(work.Now, reason, replacement.Id);
        }
        else
        {
            old.ReplaceBroken(reason, replacement.Id);
        }

        var details = DetailsOf(replacement);
        details["replaces"] = old.Id;
        details["reason"] = reason;
        Record(work, EventKind.PromiseRevised, isPublic: true, replacement.Words, details);
        return replacement;
    }
}

/// <summary>A promise that just broke, and the one given in its place; null when an agent has to approve the notice first.</summary>
public sealed record BrokenPromise(Promise Promise, Promise? Replacement);
