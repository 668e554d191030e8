using Kept.Api;
using Kept.Keys;
using Kept.Staff;

namespace Kept.Administration;

/// <summary>What requests of one kind have in common, for the gate and for the description.</summary>
internal static class AdminDoc
{
    private static readonly ApiParameter Seen = new(
        "If-Match", "The entity tag as you saw it. When it was changed since, nothing is done and the answer is 412 with how it is now.",
        "\"5f1d6a0e9c7b4d21\"", IsHeader: true);

    /// <summary>Only with the key of an administrator that is made for it.</summary>
    public static RouteHandlerBuilder ForAdministrators(this RouteHandlerBuilder endpoint) =>
        endpoint.NeedsKey(KeyRights.Administer, least: StaffRole.Administrator);

    /// <summary>With a key that may look after the account of whoever it belongs to.</summary>
    public static RouteHandlerBuilder ForOneself(this RouteHandlerBuilder endpoint) =>
        endpoint.NeedsKey(KeyRights.ManageAccount, least: StaffRole.Agent);

    public static RouteHandlerBuilder Lists<T>(this RouteHandlerBuilder endpoint, T example) => endpoint
        .Produces<T>().ProducesProblem(StatusCodes.Status400BadRequest).WithExample(example).WithParameters(ListQuery.Documented)
        .WithDescription("Pages are linked by the header Link and by next. A cursor belongs to the query it was given for.");

    public static RouteHandlerBuilder Shows<T>(this RouteHandlerBuilder endpoint, T example) => endpoint
        .Produces<T>().WithProblem(StatusCodes.Status404NotFound, "no-such-id").WithExample(example);

    /// <summary>A POST under an Idempotency-Key.</summary>
    public static RouteHandlerBuilder Does<TBody, T>(
        this RouteHandlerBuilder endpoint, T example, TBody? request = null, int status = StatusCodes.Status200OK, string contentType = "application/json")
        where TBody : class
    {
        endpoint.Produces<T>(status)
            .ProducesProblem(StatusCodes.Status400BadRequest).WithProblem(StatusCodes.Status404NotFound, "no-such-id")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithExample(example, request).WithParameters(ApiParameter.Once);
        return typeof(TBody) == typeof(NoBody) ? endpoint : endpoint.Accepts<TBody>(contentType);
    }

    /// <summary>A PUT, which may be sent twice.</summary>
    public static RouteHandlerBuilder Puts<TBody, T>(this RouteHandlerBuilder endpoint, T example, TBody request)
        where TBody : class => endpoint.Accepts<TBody>("application/json").Produces<T>()
        .ProducesProblem(StatusCodes.Status400BadRequest).WithProblem(StatusCodes.Status404NotFound, "no-such-id")
        .ProducesProblem(StatusCodes.Status409Conflict).WithProblem(StatusCodes.Status412PreconditionFailed, "changed-since")
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithExample(example, request).WithParameters(Seen);

    /// <summary>A DELETE, which may be sent twice.</summary>
    public static RouteHandlerBuilder Ends(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status204NoContent).WithProblem(StatusCodes.Status404NotFound, "no-such-id");
}
