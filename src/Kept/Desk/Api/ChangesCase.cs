using Kept.Api;
using Kept.Desk.Api.Views;
using Kept.Keys;

namespace Kept.Desk.Api;

/// <summary>A request without content: its address says everything.</summary>
internal sealed record NoBody;

internal static class ChangesCase
{
    private static readonly ApiParameter Key = new(
        "Idempotency-Key", "1 to 200 characters of your own, such as a UUID. The same key with the same request gets the first answer for 24 hours, and nothing is done twice.",
        "6f1c1e52-5b1f-4d0c-9f0e-2f3b8a0a7c11", IsHeader: true, Required: true);

    private static readonly ApiParameter Seen = new(
        "If-Match", "The entity tag of the case as you saw it. When somebody has changed it since, nothing is done and the answer is 412 with the case as it is now.",
        "\"7\"", IsHeader: true);

    /// <summary>Maps an operation of the case page under <c>/cases/{reference}</c>.</summary>
    /// <param name="cases">The group of all cases.</param>
    /// <param name="path">Behind the reference.</param>
    /// <param name="handler">Calls <see cref="CaseCall"/>.</param>
    /// <param name="example">Of the body; null where there is none.</param>
    /// <param name="files">Takes files too, as a form.</param>
    public static RouteHandlerBuilder MapChange<TBody>(
        this IEndpointRouteBuilder cases, string path, Delegate handler, TBody? example = null, bool files = false)
        where TBody : class
    {
        var endpoint = cases.MapPost($"/{{reference}}/{path}", handler)
            .NeedsKey(KeyRights.WorkOnCases)
            .Produces<CaseBrief>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithExample(Examples.Brief, example).WithParameters(Key, Seen);
        return typeof(TBody) == typeof(NoBody) ? endpoint
            : files ? endpoint.Accepts<TBody>("application/json", "multipart/form-data")
            : endpoint.Accepts<TBody>("application/json");
    }
}
