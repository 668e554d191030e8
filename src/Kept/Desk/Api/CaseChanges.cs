using Kept.Api;
using Kept.Desk.Api.Views;
using Kept.Keys;

namespace Kept.Desk.Api;

internal static class CaseChanges
{
    private static readonly ApiParameter Seen = new(
        "If-Match", "The entity tag of the case as you saw it. When somebody has changed it since, nothing is done and the answer is 412 with the case as it is now.",
        "\"7\"", IsHeader: true);

    /// <summary>An operation of the case page: what every one of them answers, and what it may be sent with.</summary>
    /// <param name="endpoint">Mapped under <c>/cases/{reference}</c>; calls <see cref="CaseCall"/>.</param>
    /// <param name="example">Of the body; null where there is none.</param>
    /// <param name="files">Takes files too, as a form.</param>
    /// <param name="right">What the key has to be for.</param>
    public static RouteHandlerBuilder ChangesCase<TBody>(
        this RouteHandlerBuilder endpoint, TBody? example = null, bool files = false, KeyRights right = KeyRights.WorkOnCases)
        where TBody : class
    {
        endpoint
            .NeedsKey(right)
            .Produces<CaseBrief>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithExample(Examples.Brief, example).WithParameters(ApiParameter.Once, Seen);
        return typeof(TBody) == typeof(NoBody) ? endpoint
            : files ? endpoint.Accepts<TBody>("application/json", "multipart/form-data").WithFiles()
            : endpoint.Accepts<TBody>("application/json");
    }
}
