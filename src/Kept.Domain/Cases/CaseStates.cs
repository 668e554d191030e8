namespace Kept.Domain.Cases;

public enum CaseState
{
    Open,

    /// <summary>Paused: we wait for the resident, and no clock of a stage runs; a day that is named meanwhile is counted down.</summary>
    Waiting,
    Closed,
}

/// <summary>How a case ended.</summary>
public enum Outcome
{
    Fixed,

    /// <summary>Somebody else is responsible; the words say who.</summary>
    NotOurs,

    /// <summary>The same matter as another case, which goes on; see <see cref="Case.MergedInto"/>.</summary>
    Duplicate,
    NotFound,

    /// <summary>Nothing will be done; the words say why.</summary>
    NoAction,

    /// <summary>The resident took it back.</summary>
    Withdrawn,
}

/// <summary>The way on which a contact came or a message went.</summary>
public enum Channel
{
    Web,
    Mail,
    Phone,
    Counter,
    Sms,
    Chat,
    Social,
    Letter,
    Api,
    VisitInPerson,
}

/// <summary>Who caused an event.</summary>
public enum Actor
{
    Resident,
    Staff,
    System,
}
