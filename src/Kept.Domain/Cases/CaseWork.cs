using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>What every change of a case needs to know: under which definition, by whom, when, and where new ids come from.</summary>
/// <param name="Service">The version under which the case was made.</param>
/// <param name="ById">The member of staff, when <paramref name="Actor"/> is staff.</param>
public sealed record CaseWork(
    Service Service, PromiseMaker Promises, Func<long> NewId, Instant Now, Actor Actor, long? ById = null)
{
    /// <summary>Where the reference of a new case comes from.</summary>
    public Func<Reference> NewReference { get; init; } = Reference.NewRandom;
}

/// <summary>What a resident reported, applied for, booked, asked or complained about, before it is a case.</summary>
/// <param name="Title">What and where in one line, as it stands in lists.</param>
/// <param name="Answers">The answers as JSON (see Catalogue).</param>
public sealed record Submission(
    Channel Channel,
    string Language,
    string Title,
    string Answers,
    Place Place,
    ContactDetails Details,
    long ServiceVersionId,
    Interval? Slot = null);
