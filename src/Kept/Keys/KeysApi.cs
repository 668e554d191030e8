using Kept.Api;

namespace Kept.Keys;

/// <summary>What a program may ask about its own key.</summary>
internal static class KeysApi
{
    public static void MapKeysApi(this IEndpointRouteBuilder api) => api.MapGet("/me", Show)
        .NeedsKey(KeyRights.None)
        .Produces<KeyView>()
        .WithExample(new KeyView("Works on the data warehouse", null, new StaffView("301923874816", "Mira Kovač", "agent", "street-care"), ["readCases"], 60))
        .WithName("GetMe").WithSummary("On whose behalf this key works, and what it may be used for.");

    private static KeyView Show(CurrentKey current)
    {
        var holder = current.Required;
        return new KeyView(
            holder.Label,
            holder.Partner?.Name,
            holder.Staff is { } staff ? new StaffView(ApiIds.Of(staff.Id), staff.Name, ApiNames.Of(staff.Role), staff.Team) : null,
            [.. RightsOf.Each(holder.Rights).Select(right => ApiNames.Of(right))],
            holder.Rate.PerMinute);
    }

    /// <param name="Partner">Name of the organisation, for the key of a partner.</param>
    /// <param name="Staff">For the key of a member of staff: role and team as they are now.</param>
    internal sealed record KeyView(string Label, string? Partner, StaffView? Staff, IReadOnlyList<string> Rights, int PerMinute);

    internal sealed record StaffView(string Id, string Name, string Role, string? Team);
}
