using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>
/// One matter of one resident, from first contact to close: it has a reference, one owner and one team, and every date
/// that anybody was told is one of its promises. The rules of its life are here, one file a verb.
/// </summary>
public sealed partial class Case
{
    private readonly List<Follower> followers = [];
    private readonly List<CaseStage> stages = [];
    private readonly List<Promise> promises = [];
    private readonly List<Pause> pauses = [];
    private readonly List<Visit> visits = [];
    private readonly List<Contact> contactLog = [];
    private readonly List<CaseEvent> events = [];

    private Case()
    {
    }

    public CaseId Id { get; private set; }

    /// <summary>Rises with every change; a save against an older one is refused.</summary>
    public int Version { get; private set; }

    public Reference Reference { get; private set; }

    /// <summary>Stands in the link of the confirmation page: opens the case, but does not prove an address.</summary>
    public Secret Secret { get; private set; }

    public string ServiceCode { get; private set; } = "";

    public long ServiceVersionId { get; private set; }

    public string Team { get; private set; } = "";

    public long? OwnerId { get; private set; }

    public CaseState State { get; private set; }

    public Channel Channel { get; private set; }

    /// <summary>The language in which the reporter is written to.</summary>
    public string Language { get; private set; } = "en";

    public string Title { get; private set; } = "";

    public string Answers { get; private set; } = "[]";

    public string? PlaceWords { get; private set; }

    public string? PlaceAddress { get; private set; }

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public Place Place => new(Latitude, Longitude, PlaceAddress, PlaceWords);

    public Instant? SlotStart { get; private set; }

    public Instant? SlotEnd { get; private set; }

    public Instant ReceivedAt { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public Outcome? Outcome { get; private set; }

    public string? OutcomeWords { get; private set; }

    /// <summary>The case that goes on in place of this one.</summary>
    public CaseId? MergedInto { get; private set; }

    public Instant? PausedAt { get; private set; }

    /// <summary>The earliest instant at which a running promise falls due; what queues are sorted by.</summary>
    public Instant? NextDue { get; private set; }

    /// <summary>Promises that broke and whose matter is not done yet.</summary>
    public int BrokenPromises { get; private set; }

    public int Contacts { get; private set; }

    public int Chasers { get; private set; }

    public Instant? LastContactAt { get; private set; }

    public bool LastContactChaser { get; private set; }

    /// <summary>How often a resident said that it was not done after all.</summary>
    public int Reopened { get; private set; }

    public IReadOnlyList<Follower> Followers => followers;

    public IReadOnlyList<CaseStage> Stages => stages;

    public IReadOnlyList<Promise> Promises => promises;

    public IReadOnlyList<Pause> Pauses => pauses;

    public IReadOnlyList<Visit> Visits => visits;

    public IReadOnlyList<Contact> ContactLog => contactLog;

    /// <summary>Lines of the timeline. Operations only add; a page that shows them loads them itself.</summary>
    public IReadOnlyList<CaseEvent> Events => events;

    public bool IsClosed => State == CaseState.Closed;

    public Follower? Reporter => followers.FirstOrDefault(follower => follower.Reporter);

    /// <summary>
    /// The promise to show first: what we said about the matter itself before what an agent promised beside it; what is due next
    /// before what broke.
    /// </summary>
    public Promise? CurrentPromise =>
        OpenPromises.FirstOrDefault(promise => promise.Source != PromiseSource.Agent)
        ?? promises.Where(promise => promise.Source != PromiseSource.Agent && IsOwed(promise)).MaxBy(promise => promise.Due)
        ?? OpenPromises.FirstOrDefault()
        ?? promises.Where(promise => promise.State == PromiseState.Broken).MaxBy(promise => promise.Due);

    /// <summary>Somebody follows it who did not report it.</summary>
    public bool IsWaitedForByOthers => followers.Exists(follower => follower is { Reporter: false, IsFollowing: true });

    /// <summary>Every step has ended; what is left is to close it.</summary>
    public bool IsDone => stages.Count > 0 && stages.TrueForAll(stage => stage.EndedAt is not null);

    /// <summary>In the order in which they are due.</summary>
    public IEnumerable<Promise> OpenPromises => promises.Where(promise => promise.IsOpen).OrderBy(promise => promise.Due);

    /// <summary>The stage that is being worked on; null when all have ended.</summary>
    public CaseStage? CurrentStage =>
        stages.Where(stage => stage.EndedAt is null).MinBy(stage => stage.Ordinal);

    private void Record(CaseWork work, EventKind kind, bool isPublic, string? words = null, JsonObject? details = null) =>
        events.Add(new CaseEvent(
            work.NewId(), Id, work.Now, kind, isPublic, work.Actor, work.ById, words, details?.ToJsonString(JsonOptions) ?? "{}"));

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Keeps what lists sort and filter by in step with the promises; every verb ends with it.</summary>
    private void Changed()
    {
        Version++;
        NextDue = IsClosed ? null : promises.Where(promise => promise.IsRunning).Min(promise => (Instant?)promise.Due);
        BrokenPromises = IsClosed ? 0 : promises.Count(promise => promise.State == PromiseState.Broken && !IsDoneWith(promise));
    }

    /// <summary>Broken, with nothing given in its place, and still to be done.</summary>
    internal bool IsOwed(Promise promise) => promise is { State: PromiseState.Broken, ReplacedById: null } && !IsDoneWith(promise);

    private bool IsDoneWith(Promise promise) =>
        promise.Stage is not null
        && stages.FirstOrDefault(stage => stage.Code == promise.Stage) is { EndedAt: not null };
}
