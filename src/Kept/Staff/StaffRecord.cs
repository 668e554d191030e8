using Kept.Storage;
using NodaTime;

namespace Kept.Staff;

/// <summary>Writes down changes about people, in the same save as the change.</summary>
internal sealed class StaffRecord(KeptDb db, IdSource ids, IClock clock)
{
    public void Add(StaffMember member, StaffIdentity? by, StaffChangeKind kind, string? before = null, string? after = null) =>
        db.Add(new StaffChange(ids.Next(), member.Id, by?.Id, kind, before, after, clock.GetCurrentInstant()));
}
