using System.Collections.Immutable;

namespace Kept.Domain.Catalogue;

public enum ServiceKind
{
    Report,
    Apply,
    Book,
    Ask,
    Complain,
}

public enum Need
{
    /// <summary>Not asked for.</summary>
    None,
    Optional,
    Required,
}

/// <summary>Whether programs of partners may use a service over Open311.</summary>
public enum PartnerUse
{
    /// <summary>They do not see it.</summary>
    None,

    /// <summary>They may send reports; what was reported is shown to whoever sent it alone.</summary>
    Unlisted,

    /// <summary>They may send reports, and everybody may read what kind of thing is reported where.</summary>
    Listed,
}

/// <summary>Which of the resident's details a service asks for. Everything optional or not asked means the case may be anonymous.</summary>
public sealed record AskedDetails(Need Name, Need Mail, Need Phone, Need Address)
{
    /// <summary>Whether nobody has to say who they are.</summary>
    public bool MayBeAnonymous => (Name, Mail, Phone, Address) is (not Need.Required, not Need.Required, not Need.Required, not Need.Required);
}

/// <summary>
/// Something that can be asked for: data, not code. A definition is immutable; an edit makes a new version,
/// and a case keeps the version under which it was made.
/// </summary>
/// <param name="Code">Short, stable, lower case with hyphens; unique in the catalogue.</param>
/// <param name="Group">The code of the group it is listed under.</param>
/// <param name="Words">Everyday words and synonyms to find it by, per language.</param>
/// <param name="Team">The code of the team that owns its cases.</param>
/// <param name="Calendar">The code of the calendar its clocks run on, unless a stage names another.</param>
/// <param name="DuplicatesWithinMetres">Open cases of the same service this near are offered before sending; null for services without a place.</param>
/// <param name="Open311">Whether programs of partners may use it.</param>
/// <param name="Delays">One sentence on what could delay it.</param>
/// <param name="Data">One sentence on what is done with the data.</param>
public sealed record Service(
    string Code,
    ServiceKind Kind,
    string Group,
    LocalText Name,
    LocalText Description,
    ImmutableDictionary<string, ImmutableArray<string>> Words,
    AskedDetails Details,
    ImmutableArray<Question> Questions,
    string Team,
    string Calendar,
    ImmutableArray<Stage> Stages,
    BreachPolicy WhenBroken,
    ReopenPolicy WhenReopened,
    ImmutableArray<Choice> VisitReasons,
    LocalText Delays,
    LocalText Data,
    int? DuplicatesWithinMetres = null,
    Booking? Booking = null,
    PartnerUse Open311 = PartnerUse.None)
{
    public Question? PlaceQuestion => Questions.FirstOrDefault(question => question.Type == QuestionType.Place);

    public Stage StageOf(string code) => Stages.Single(stage => stage.Code == code);
}

/// <summary>What happens at the instant at which an open promise breaks.</summary>
/// <param name="NeedsApproval">True: the notice waits for an agent's approval. False: it goes out by itself.</param>
/// <param name="Extension">Target of the new promise, counted from the moment the old one broke; such as "5 working days".</param>
/// <param name="Reason">The honest sentence the resident reads when nobody has written a better one.</param>
public sealed record BreachPolicy(bool NeedsApproval, string Extension, LocalText Reason);

/// <summary>What is promised when a resident says that it is not done.</summary>
/// <param name="Promise">As <see cref="Stage.Promise"/>: the whole sentence with <c>{date}</c>.</param>
public sealed record ReopenPolicy(string Target, LocalText Promise);

/// <summary>Something to choose: an option of a question, a reason why a visit was not done.</summary>
public sealed record Choice(string Code, LocalText Label);

/// <summary>Days and times that can be booked.</summary>
/// <param name="Weekdays">Lower-case English three-letter days: "tue".</param>
/// <param name="From">Local time the slot begins, "HH:mm".</param>
/// <param name="To">Local time the slot ends, "HH:mm".</param>
/// <param name="Capacity">How many cases one slot takes.</param>
/// <param name="Notice">Earliest slot, as a target from now, such as "2 working days".</param>
/// <param name="DaysAhead">How many calendar days ahead slots are offered.</param>
public sealed record Booking(
    ImmutableArray<string> Weekdays, string From, string To, int Capacity, string Notice, int DaysAhead);
