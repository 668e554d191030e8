using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

public enum NextStep
{
    /// <summary>A promise broke, and the resident hears it once somebody has approved the words.</summary>
    ApproveNotice,

    /// <summary>A promise broke, and nobody has given a new date.</summary>
    GiveNewDate,

    /// <summary>The resident told us something, and nobody has reacted.</summary>
    AnswerInformation,

    /// <summary>Nobody owns it.</summary>
    Take,

    /// <summary>We wait for the resident.</summary>
    Wait,
    RecordVisit,
    EndStage,

    /// <summary>An agent promised something of their own.</summary>
    KeepPromise,

    /// <summary>All that was to do is done.</summary>
    Close,

    /// <summary>Closed, and nothing is left.</summary>
    Nothing,
}

/// <summary>What would help the resident of a case most at this moment; one thing, so that nobody has to think about the order.</summary>
/// <param name="Promise">The one to approve, to date anew or to keep.</param>
public sealed record NextBestAction(NextStep Step, Promise? Promise = null)
{
    public static NextBestAction Of(Case about, Service service)
    {
        if (about.IsClosed)
        {
            return new NextBestAction(NextStep.Nothing);
        }

        if (BrokenAndUnanswered(about) is { } broken)
        {
            return new NextBestAction(service.WhenBroken.NeedsApproval ? NextStep.ApproveNotice : NextStep.GiveNewDate, broken);
        }

        return HasUnansweredInformation(about) ? new NextBestAction(NextStep.AnswerInformation)
            : about.OwnerId is null ? new NextBestAction(NextStep.Take)
            : about.State == CaseState.Waiting ? new NextBestAction(NextStep.Wait)
            : Work(about, service);
    }

    /// <summary>A promise that broke and for which nothing new was given, though its matter is not done.</summary>
    public static Promise? BrokenAndUnanswered(Case about) => about.IsClosed
        ? null
        : about.Promises.Where(about.IsOwed)
            .MinBy(promise => promise.Due);

    private static NextBestAction Work(Case about, Service service)
    {
        var own = about.Promises.Where(promise => promise.IsOpen && promise.Stage is null).MinBy(promise => promise.Due);
        if (about.CurrentStage is not { } stage)
        {
            return own is null ? new NextBestAction(NextStep.Close) : new NextBestAction(NextStep.KeepPromise, own);
        }

        var ofStage = about.Promises.Where(promise => promise.IsOpen && promise.Stage == stage.Code).MinBy(promise => promise.Due);
        return own is not null && own.Due < (ofStage?.Due ?? Instant.MaxValue)
            ? new NextBestAction(NextStep.KeepPromise, own)
            : new NextBestAction(service.StageOf(stage.Code).Ends == StageEnd.Agent ? NextStep.EndStage : NextStep.RecordVisit, ofStage);
    }

    /// <summary>What a resident sent by themselves after the report, with nothing from us behind it.</summary>
    private static bool HasUnansweredInformation(Case about)
    {
        var last = about.ContactLog.Where(contact => contact is { Incoming: true, Chaser: false, ById: null } && contact.At > about.ReceivedAt)
            .MaxBy(contact => contact.At);
        return last is not null
            && about.ContactLog.All(contact => contact.Incoming || contact.At <= last.At)
            && about.Visits.All(visit => visit.At <= last.At);
    }
}
