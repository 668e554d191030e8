namespace Kept.Keys;

/// <summary>What a program may ask about its own key.</summary>
internal static class KeysApi
{
    public static void MapKeysApi(this IEndpointRouteBuilder api) => api.MapGet("/me", Show)
        .NeedsKey(KeyRights.None)
        .Produces<KeyView>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests)
        .WithName("GetMe").WithSummary("On whose behalf this key works, and what it may be used for.");

    private static KeyView Show(CurrentKey current)
    {
        var holder = current.Required;
        return new KeyView(
            holder.Label,
            holder.Partner?.Name,
            holder.Staff is { } staff ? new StaffView(staff.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), staff.Name, staff.Role.ToString(), staff.Team) : null,
            [.. RightsOf.Each(holder.Rights).Select(right => right.ToString())],
            holder.Rate.PerMinute);
    }

    /// <param name="Partner">Name of the organisation, for the key of a partner.</param>
    /// <param name="Staff">For the key of a member of staff: role and team as they are now.</param>
    private sealed record KeyView(string Label, string? Partner, StaffView? Staff, IReadOnlyList<string> Rights, int PerMinute);

    private sealed record StaffView(string Id, string Name, string Role, string? Team);
}
