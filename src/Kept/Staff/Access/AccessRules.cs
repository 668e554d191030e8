using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace Kept.Staff.Access;

/// <summary>Names of the policies, for <c>[Authorize(…)]</c> on what needs more than its address asks for.</summary>
internal static class Policies
{
    public const string Agent = nameof(StaffRole.Agent);
    public const string Lead = nameof(StaffRole.Lead);
    public const string Administrator = nameof(StaffRole.Administrator);
}

/// <summary>
/// Who may open what, by the first part of the address. Everything that is not named here as open to all is for people
/// who work here: a page that somebody forgets to name is closed, not open.
/// </summary>
internal static class AccessRules
{
    /// <summary>Open to everybody.</summary>
    private static readonly FrozenSet<string> Public = FrozenSet.ToFrozenSet(
    [
        "", "services", "report", "follow", "track", "survey", "calendar", "search", "files", "contact", "help", "language", "theme",
        "privacy", "accessibility", "error", "offline", "assets", "favicon.ico", "robots.txt", "health", "metrics", "api", "openapi", "open311", "mcp", "dev",
        "sign-in", "sign-out", "set-up", "invitation", "reset-password",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Administration = FrozenSet.ToFrozenSet(["admin"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The least role for an endpoint; null when everybody may.</summary>
    /// <param name="endpoint">What answers.</param>
    /// <param name="path">
    /// The address that was asked for. It decides where no route answers, but a refusal of the method or the media type, which
    /// the framework puts in place of the routes of that address.
    /// </param>
    public static StaffRole? Needed(Endpoint endpoint, PathString path = default)
    {
        if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            return null;
        }

        var area = endpoint is RouteEndpoint ? AreaOf(endpoint) : path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return area is not null && Public.Contains(area) ? null
            : area is not null && Administration.Contains(area) ? StaffRole.Administrator
            : StaffRole.Agent;
    }

    /// <summary>The first part of the route when it is fixed; null when it could be anything.</summary>
    private static string? AreaOf(Endpoint endpoint)
    {
        if (endpoint is not RouteEndpoint route)
        {
            return null;
        }

        var segments = route.RoutePattern.PathSegments;
        return segments.Count == 0 ? ""
            : segments[0].IsSimple && segments[0].Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content
            : null;
    }
}

/// <summary>What an endpoint needs that says nothing itself.</summary>
internal sealed class AccessByAddress : IAuthorizationRequirement;

internal sealed class AccessByAddressHandler : AuthorizationHandler<AccessByAddress>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessByAddress requirement)
    {
        // No endpoint: nothing is there to protect, and the page "not found" is for everybody.
        if (context.Resource is HttpContext request
            && (request.GetEndpoint() is not { } endpoint
                || AccessRules.Needed(endpoint, request.Request.Path) is not { } needed
                || StaffClaims.Read(context.User)?.MayActAs(needed) == true))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
