using Kept.Staff;

namespace Kept.Feeds;

internal static class FeedRights
{
    /// <summary>Everybody has the own dates; those of a team are for whoever leads it, and for administrators.</summary>
    public static bool MayHave(StaffIdentity who, string? team) =>
        team is null || who.MayActAs(StaffRole.Administrator) || (who.MayActAs(StaffRole.Lead) && who.Team == team);
}
