using Kept.Staff.Access;

namespace Kept.Staff;

/// <summary>Who is signed in at this request. Pages ask it and hand the plain <see cref="StaffIdentity"/> to operations.</summary>
internal sealed class CurrentStaff(IHttpContextAccessor accessor)
{
    /// <summary>Null on pages that anybody may open.</summary>
    public StaffIdentity? Identity => accessor.HttpContext is { } context ? StaffClaims.Read(context.User) : null;

    /// <exception cref="InvalidOperationException">Nobody is signed in: the page is missing from the protected ones.</exception>
    public StaffIdentity Required => Identity ?? throw new InvalidOperationException("Nobody is signed in here.");
}
