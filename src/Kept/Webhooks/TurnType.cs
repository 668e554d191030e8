using Kept.Domain.Cases;

namespace Kept.Webhooks;

/// <summary>What a webhook can choose.</summary>
public enum TurnGroup
{
    Case,
    Promise,
    Visit,
    Contact,
    Owner,
    Survey,
}

/// <summary>The kind of a turn that a case takes, as other systems know it: "kept.promise.broken".</summary>
internal readonly record struct TurnType(TurnGroup Group, string What)
{
    public static TurnType Of(EventKind kind) => kind switch
    {
        EventKind.Received => new(TurnGroup.Case, "received"),
        EventKind.StageEnded => new(TurnGroup.Case, "stage-ended"),
        EventKind.Noted => new(TurnGroup.Case, "noted"),
        EventKind.InformationAdded => new(TurnGroup.Case, "information-added"),
        EventKind.FileAdded => new(TurnGroup.Case, "file-added"),
        EventKind.Paused => new(TurnGroup.Case, "paused"),
        EventKind.Resumed => new(TurnGroup.Case, "resumed"),
        EventKind.Followed => new(TurnGroup.Case, "followed"),
        EventKind.Corrected => new(TurnGroup.Case, "corrected"),
        EventKind.Merged => new(TurnGroup.Case, "merged"),
        EventKind.Unmerged => new(TurnGroup.Case, "unmerged"),
        EventKind.Closed => new(TurnGroup.Case, "closed"),
        EventKind.Withdrawn => new(TurnGroup.Case, "withdrawn"),
        EventKind.Reopened => new(TurnGroup.Case, "reopened"),
        EventKind.PromiseGiven => new(TurnGroup.Promise, "made"),
        EventKind.PromiseRevised => new(TurnGroup.Promise, "revised"),
        EventKind.Warned => new(TurnGroup.Promise, "warned"),
        EventKind.PromiseBroken => new(TurnGroup.Promise, "broken"),
        EventKind.PromiseKept => new(TurnGroup.Promise, "kept"),
        EventKind.Visited => new(TurnGroup.Visit, "recorded"),
        EventKind.Contacted => new(TurnGroup.Contact, "logged"),
        EventKind.Messaged => new(TurnGroup.Contact, "written"),
        EventKind.Taken or EventKind.HandedOver or EventKind.Escalated => new(TurnGroup.Owner, "changed"),
        EventKind.SurveyAnswered => new(TurnGroup.Survey, "answered"),
    };

    public override string ToString() => $"kept.{Group.ToString().ToLowerInvariant()}.{What}";
}
