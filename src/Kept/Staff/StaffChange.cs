using NodaTime;

namespace Kept.Staff;

public enum StaffChangeKind
{
    /// <summary>The first administrator answered the set-up link.</summary>
    SetUp,
    Invited,
    InvitedAgain,
    Joined,
    Renamed,
    RoleChanged,
    TeamChanged,
    Deactivated,
    Reactivated,
    ResetAsked,
    PasswordChanged,
    PasskeyAdded,
    PasskeyRemoved,

    /// <summary>An access key for programs.</summary>
    KeyMade,
    KeyRevoked,
}

/// <summary>What was changed about somebody's access, by whom and when. Written with the change, never edited.</summary>
internal sealed class StaffChange
{
    private StaffChange()
    {
    }

    /// <param name="by">Null when nobody was signed in: a set-up link, or a reset asked for by mail address.</param>
    public StaffChange(long id, long staffId, long? by, StaffChangeKind kind, string? before, string? after, Instant now) =>
        (Id, StaffId, ById, Kind, Before, After, At) = (id, staffId, by, kind, before, after, now);

    public long Id { get; private set; }

    public long StaffId { get; private set; }

    public long? ById { get; private set; }

    public StaffChangeKind Kind { get; private set; }

    public string? Before { get; private set; }

    public string? After { get; private set; }

    public Instant At { get; private set; }
}
