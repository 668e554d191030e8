using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Staff;

namespace Kept.Cases;

/// <summary>A case with all its parts but the timeline, taken out to be worked on, and the definition it was made under.</summary>
/// <param name="Colleague">The member of staff at work; null for residents and the system.</param>
internal sealed record CaseFile(Case Case, CaseWork Work, StaffMember? Colleague = null)
{
    public Service Service => Work.Service;
}

/// <summary>Who is at work: a member of staff, a resident, or the system itself.</summary>
internal readonly record struct By(Actor Actor, long? StaffId)
{
    public static By Resident { get; } = new(Actor.Resident, null);

    public static By System { get; } = new(Actor.System, null);

    public static By Staff(long id) => new(Actor.Staff, id);
}
