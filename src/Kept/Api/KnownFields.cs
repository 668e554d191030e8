using Kept.Texts;

namespace Kept.Api;

/// <summary>
/// Fields of a query that an endpoint does not know are errors: whoever mistypes a filter would take the whole list for the
/// narrowed one.
/// </summary>
internal static class KnownFields
{
    /// <summary>Asks for the language of the answer; read for every request.</summary>
    private const string Language = "lang";

    /// <summary>What is wrong with the names of the query, by name.</summary>
    public static Dictionary<string, string[]> Strangers(IQueryCollection query, Words words, params IEnumerable<string> known) =>
        query.Keys.Except([Language, .. known], StringComparer.Ordinal).ToDictionary(name => name, _ => new[] { words["api.problem.bad-field"] }, StringComparer.Ordinal);

    /// <summary>Refuses every other field with 400.</summary>
    public static RouteHandlerBuilder TakesOnly(this RouteHandlerBuilder endpoint, params string[] known) => endpoint
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .AddEndpointFilter(async (call, next) =>
        {
            var words = call.HttpContext.RequestServices.GetRequiredService<Words>();
            var errors = Strangers(call.HttpContext.Request.Query, words, known);
            return errors.Count > 0 ? ApiProblem.Of(errors, words) : await next(call);
        });
}
